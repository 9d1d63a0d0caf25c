using AccountingSync.Accounting.Rules.Reverse;

namespace AccountingSync.Accounting.Rules;

/// <summary>Maps one transaction after another as other rules would have, and remembers what those of them that give back would have taken.</summary>
sealed class PreviewedRules(RuleBook book, string organisation)
{
    readonly Dictionary<(string Source, string Original), List<(string Id, Portion Portion)>> taken = [];

    /// <param name="givenBack">See <see cref="RulePreview.Add"/>.</param>
    public MapResult Map(SourceTransaction said, Original? original, IReadOnlyList<Portion>? givenBack)
    {
        // The original too would have been mapped by these rules.
        if (original is not null && book.Map(original.Said, organisation) is MapResult.Mapped(var first))
            original = original with { Rules = book.Find(first.Rule.RuleSet, first.Rule.Version)! };
        if (original is { Decided: null })
            original = original with
            {
                GivenBack = [.. original.GivenBack, .. Taken(said).Where(one => one.Id != said.Id).Select(one => one.Portion)],
            };
        var result = book.Map(said, organisation, original);
        if (result is not MapResult.Mapped(var entry) mapped)
            return result;
        if (Revised.Contradiction(said, givenBack ?? []) is { } why)
            return new MapResult.Held(
                HeldReason.BelowGivenBack,
                $"{why}. Correct it, or send what gives back too much once more, in a higher revision.",
                entry.Rule.Rule
            );
        if (original is { Decided: null } && mapped.GivesBack is { } portion)
            Taken(said).Add((said.Id, portion));
        return result;
    }

    List<(string Id, Portion Portion)> Taken(SourceTransaction said)
    {
        var key = (said.Source, said.RelatedTo ?? "");
        if (!taken.TryGetValue(key, out var portions))
            taken.Add(key, portions = []);
        return portions;
    }
}
