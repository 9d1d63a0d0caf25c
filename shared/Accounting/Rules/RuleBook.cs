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

    // Wins on its days, whatever else is for them; null in what is really published.
    RuleSet? first;

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
        if (first is not null && first.Scope.Covers(transaction.Source, organisation) && first.Effective.Covers(first.Effective.DayOf(transaction)))
            return RuleEvaluation.Map(transaction, first, organisation, original);
        RuleSet? holding = null;
        RuleSet? nearest = null;
        foreach (var versions in sets)
        {
            var set = On(versions, transaction);
            var isForIt = set.Scope.Covers(transaction.Source, organisation);
            if (!isForIt || !set.Effective.Covers(set.Effective.DayOf(transaction)))
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

    /// <summary>The latest version that has begun by the transaction's day, as that version counts it; the first one when none has.</summary>
    static RuleSet On(RuleSet[] versions, SourceTransaction transaction)
    {
        foreach (var set in versions)
        {
            if (set.Effective.DayOf(transaction) >= set.Effective.From)
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

    /// <summary>As if the set held on its days: in place of its own later versions, and of sets for the same sources. For looking at what it would make;
    /// publishing asks <see cref="Objection"/>.</summary>
    /// <param name="replaced">What would not hold there.</param>
    public RuleBook InPlace(RuleSet candidate, out IReadOnlyList<RuleSet> replaced)
    {
        var published = sets.SelectMany(versions => versions).ToList();
        replaced =
        [
            .. sets.SelectMany(versions =>
                versions[0].Name == candidate.Name ? versions.Where(set => set.Version >= candidate.Version && set.Hash != candidate.Hash)
                : VersionOverlap.WithOther(versions, candidate) is null ? []
                : versions
            ),
        ];
        var others = published.Where(set => set.Name != candidate.Name || set.Version < candidate.Version);
        return new RuleBook(others.Append(candidate)) { first = candidate };
    }

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
        return VersionOverlap.WithinSet(own, candidate)
            ?? sets.Where(versions => versions[0].Name != candidate.Name)
                .Select(versions => VersionOverlap.WithOther(versions, candidate))
                .FirstOrDefault(objection => objection is not null);
    }
}
