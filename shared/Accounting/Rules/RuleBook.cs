using AccountingSync.Accounting.Rules.Reverse;

namespace AccountingSync.Accounting.Rules;

/// <summary>Every published version of an organisation's rule sets, and which of them holds. A version takes over from its set's earlier ones on
/// its first day, for good; the days before stay with those. So no two versions of a set ever hold on the same day, and a late arrival
/// is mapped as its own day was.</summary>
public sealed class RuleBook
{
    // Of each set the versions, the latest first.
    readonly RuleSet[][] sets;
    readonly RuleSet? only;

    public RuleBook(IEnumerable<RuleSet> published)
    {
        sets = [.. published.GroupBy(set => set.Name).Select(versions => versions.OrderByDescending(set => set.Version).ToArray())];
        only = sets is [[var single]] ? single : null;
    }

    public static RuleBook Empty { get; } = new([]);

    /// <param name="original">What the transaction gives back a part of; null while that is not in the books.</param>
    public MapResult Map(SourceTransaction transaction, string organisation, Original? original = null)
    {
        if (only is not null)
            return RuleEvaluation.Map(transaction, only, organisation, original);
        if (sets.Length == 0)
            return new MapResult.Held(HeldReason.NoRule, "The organisation has no published rule set. Publish one with 'acsync rules publish'.");
        RuleSet? holding = null;
        RuleSet? nearest = null;
        foreach (var versions in sets)
        {
            var set = On(versions, transaction.OccurredAt);
            var isForIt = set.Scope.Covers(transaction.Source, organisation);
            if (!isForIt || !set.Effective.Covers(set.Effective.BusinessDate(transaction.OccurredAt)))
                nearest = nearest is null || isForIt ? set : nearest;
            else if (holding is null)
                holding = set;
            else
                return new MapResult.Held(
                    HeldReason.Ambiguous,
                    $"The sets {holding.Name} {holding.Version} and {set.Name} {set.Version} are both for {transaction.Source} on that day. Publish a version of one of them with another scope or an end."
                );
        }
        return RuleEvaluation.Map(transaction, holding ?? nearest!, organisation, original);
    }

    /// <summary>The latest version that has begun by then; the first one when none has.</summary>
    static RuleSet On(RuleSet[] versions, DateTimeOffset occurredAt)
    {
        foreach (var set in versions)
        {
            if (set.Effective.BusinessDate(occurredAt) >= set.Effective.From)
                return set;
        }
        return versions[^1];
    }

    /// <summary>The version that an entry names; null when it is not among these.</summary>
    public RuleSet? Find(string name, int version) =>
        sets.FirstOrDefault(versions => versions[0].Name == name)?.FirstOrDefault(set => set.Version == version);

    /// <summary>These, and one that is not published yet.</summary>
    public RuleBook With(RuleSet candidate) =>
        new(sets.SelectMany(versions => versions).Where(set => set.Name != candidate.Name || set.Version != candidate.Version).Append(candidate));

    /// <summary>Why the set cannot be published beside the others; null when it can.</summary>
    public string? Objection(RuleSet candidate)
    {
        var own = sets.FirstOrDefault(versions => versions[0].Name == candidate.Name) ?? [];
        if (own.FirstOrDefault(set => set.Version == candidate.Version) is { } same)
            return same.Hash == candidate.Hash
                ? null
                : $"{candidate.Name} {candidate.Version} is published already with other content. Raise the version.";
        if (own.Length > 0 && own[0].Version > candidate.Version)
            return $"{candidate.Name} {own[0].Version} is published already, so {candidate.Version} would come too late. Raise the version.";
        foreach (var versions in sets.Where(versions => versions[0].Name != candidate.Name))
        {
            var rival = versions.Where((set, index) => Meet(set, versions[..index], candidate)).FirstOrDefault();
            if (rival is not null)
                return $"{rival.Name} {rival.Version} is for the same sources, and holds from {rival.Effective}; two sets must not hold on the same day. "
                    + $"Publish a version of {rival.Name} with another scope or an end (until), or change those of {candidate.Name}.";
        }
        return null;
    }

    /// <param name="later">The versions that take over from <paramref name="set"/>.</param>
    static bool Meet(RuleSet set, RuleSet[] later, RuleSet candidate)
    {
        var end = later.Aggregate(set.Effective.Until ?? DateOnly.MaxValue, (last, next) => Before(next.Effective.From, last));
        return set.Effective.From <= end
            && set.Effective.From <= (candidate.Effective.Until ?? DateOnly.MaxValue)
            && candidate.Effective.From <= end
            && Share(set.Scope.Sources, candidate.Scope.Sources)
            && Share(set.Scope.Organisations, candidate.Scope.Organisations);
    }

    static DateOnly Before(DateOnly next, DateOnly last) => next <= last && next > DateOnly.MinValue ? next.AddDays(-1) : last;

    static bool Share(IReadOnlyList<string> first, IReadOnlyList<string> second) =>
        first.Count == 0 || second.Count == 0 || first.Intersect(second).Any();
}
