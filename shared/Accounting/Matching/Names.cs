namespace AccountingSync.Accounting.Matching;

/// <summary>What it means that lines name gateways.</summary>
static class Names
{
    /// <summary>A bank's line that names other gateways alone is none of this one.</summary>
    public static bool AreCompatible(MatchLine one, MatchLine other) =>
        one.Names.Count == 0 || other.Names.Count == 0 || one.Names.Intersect(other.Names).Any();

    public static MatchRule Rule(MatchLine one, MatchLine other) =>
        one.Names.Intersect(other.Names).Any() ? MatchRule.NameAmountAndDay : MatchRule.AmountAndDay;

    /// <summary>The one gateway that a line names; null when it names none or several.</summary>
    public static string? Only(MatchLine line) => line.Names.Count == 1 ? line.Names[0] : null;
}
