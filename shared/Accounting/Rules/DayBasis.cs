using System.Diagnostics;

namespace AccountingSync.Accounting.Rules;

/// <summary>Which time of a transaction makes its business day.</summary>
public enum DayBasis
{
    /// <summary>When it happened, as the source says.</summary>
    OccurredAt,

    /// <summary>When it was accepted for the first time.</summary>
    AcceptedAt,
}

/// <summary>The words of rule files for them.</summary>
public static class DayBasisName
{
    public static IReadOnlyList<string> All { get; } = ["occurred_at", "accepted_at"];

    public static string Of(DayBasis basis) =>
        basis switch
        {
            DayBasis.OccurredAt => All[0],
            DayBasis.AcceptedAt => All[1],
            _ => throw new UnreachableException(),
        };

    public static bool TryParse(string word, out DayBasis basis)
    {
        basis = word == All[1] ? DayBasis.AcceptedAt : DayBasis.OccurredAt;
        return All.Contains(word);
    }
}
