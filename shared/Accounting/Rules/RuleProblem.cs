namespace AccountingSync.Accounting.Rules;

/// <summary>Why a set must not be published.</summary>
/// <param name="RuleId">The rule that must be changed.</param>
/// <param name="Found">Without a stop at the end.</param>
/// <param name="Advice">What to do.</param>
public sealed record RuleProblem(string RuleId, string Found, string Advice)
{
    /// <summary>A transaction that Ingestion accepts and that shows it; null when none was found.</summary>
    public SourceTransaction? Example { get; init; }

    /// <summary>Why there is no example, where that can be said.</summary>
    public string? NoExample { get; init; }

    /// <summary>What comes of the example.</summary>
    public string? Outcome { get; init; }
}
