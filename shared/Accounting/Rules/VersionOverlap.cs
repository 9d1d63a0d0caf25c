using System.Globalization;

namespace AccountingSync.Accounting.Rules;

/// <summary>Two published versions must never hold on the same day, nor for the same transaction. Decided from their days alone; pure.</summary>
static class VersionOverlap
{
    /// <summary>Within a set a version takes over from the earlier ones on its first day, by its own count of days. Where the earlier one counts by another
    /// time, it would go on to post on days of the later one unless it ends before.</summary>
    /// <param name="own">The versions of the candidate's set, the latest first.</param>
    /// <returns>Why the candidate cannot be published; null when it can.</returns>
    public static string? WithinSet(RuleSet[] own, RuleSet candidate)
    {
        for (var i = 0; i < own.Length; i++)
        {
            var earlier = own[i];
            if (earlier.Effective.By == candidate.Effective.By || !Meet(earlier, own[..i], candidate))
                continue;
            var (theirs, ours) = (By(earlier), By(candidate));
            var first = candidate.Effective.From;
            return $"{candidate.Name} {candidate.Version} counts days by {ours}, and {earlier.Name} {earlier.Version}, which holds from {earlier.Effective}, by {theirs}; "
                + "two versions must not hold on the same day. "
                + Example(theirs, Later(first, earlier.Effective.From), ours, Before(first))
                + $" would be posted by {earlier.Version} on a day of {candidate.Version}. "
                + $"Publish a version of {candidate.Name} first that counts by {theirs} and ends (until) before {Text(first)}.";
        }
        return null;
    }

    /// <param name="versions">Of another set, the latest first.</param>
    /// <returns>Why the candidate cannot be published beside it; null when it can.</returns>
    public static string? WithOther(RuleSet[] versions, RuleSet candidate)
    {
        for (var i = 0; i < versions.Length; i++)
        {
            var rival = versions[i];
            if (!Share(rival.Scope.Sources, candidate.Scope.Sources) || !Share(rival.Scope.Organisations, candidate.Scope.Organisations))
                continue;
            if (rival.Effective.By != candidate.Effective.By)
            {
                if (rival.Effective.From <= End(rival, versions[..i]))
                    return OtherBasis(rival, candidate);
            }
            else if (Meet(rival, versions[..i], candidate))
                return $"{rival.Name} {rival.Version} is for the same sources, and holds from {rival.Effective}; two sets must not hold on the same day. "
                    + $"Publish a version of {rival.Name} with another scope or an end (until), or change those of {candidate.Name}.";
        }
        return null;
    }

    /// <summary>A sale may be accepted on any day after it occurred, so no days keep two such sets apart.</summary>
    static string OtherBasis(RuleSet rival, RuleSet candidate)
    {
        var (occurring, accepting) = rival.Effective.By == DayBasis.OccurredAt ? (rival, candidate) : (candidate, rival);
        var occurred = occurring.Effective.From;
        var accepted = Later(occurred, accepting.Effective.From);
        if (accepting.Effective.Until is { } until && accepted > until)
            accepted = until;
        return $"{rival.Name} {rival.Version} is for the same sources, and counts days by {By(rival)}, {candidate.Name} {candidate.Version} by {By(candidate)}. "
            + Example(By(occurring), occurred, By(accepting), accepted)
            + $" would belong to both. Count by {By(rival)}, give one of them other sources, or make this a version of {rival.Name}: that takes over from those before.";
    }

    /// <param name="later">The versions that take over from <paramref name="set"/>.</param>
    static bool Meet(RuleSet set, RuleSet[] later, RuleSet candidate)
    {
        var end = End(set, later);
        return set.Effective.From <= end
            && set.Effective.From <= (candidate.Effective.Until ?? DateOnly.MaxValue)
            && candidate.Effective.From <= end
            && Share(set.Scope.Sources, candidate.Scope.Sources)
            && Share(set.Scope.Organisations, candidate.Scope.Organisations);
    }

    /// <summary>The last day on which the version holds; before its first one when it never does.</summary>
    static DateOnly End(RuleSet set, RuleSet[] later) =>
        later
            .Where(next => next.Effective.By == set.Effective.By)
            .Select(next => Before(next.Effective.From))
            .Append(set.Effective.Until ?? DateOnly.MaxValue)
            .Min();

    static bool Share(IReadOnlyList<string> first, IReadOnlyList<string> second) =>
        first.Count == 0 || second.Count == 0 || first.Intersect(second).Any();

    static string Example(string one, DateOnly first, string other, DateOnly second) =>
        $"For example, a sale with {one} {Text(first)} and {other} {Text(second)}";

    static string By(RuleSet set) => DayBasisName.Of(set.Effective.By);

    static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;

    static DateOnly Before(DateOnly day) => day > DateOnly.MinValue ? day.AddDays(-1) : day;

    static string Text(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
