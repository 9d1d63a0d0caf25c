namespace AccountingSync.Accounting.Matching;

/// <summary>How far matching goes. Money has no tolerance: amounts agree to the last digit.</summary>
public sealed record MatchRules
{
    public static MatchRules Standard { get; } = new();

    /// <summary>Calendar days between what is expected and what the bank booked, in both directions, where only the amount tells.</summary>
    /// <value>5: a weekend, a holiday and the bank's own day.</value>
    public int Days { get; init; } = 5;

    /// <summary>The same where a reference tells; banks and gateways use references again.</summary>
    public int ReferenceDays { get; init; } = 60;

    /// <summary>Lines that are searched for groups. With more of them in one window nothing is proved there, and everything is proposed.</summary>
    /// <value>20: a million groups, by two halves of a thousand.</value>
    public int MostCandidates { get; init; } = 20;

    /// <summary>Groups of one line that are kept; with more the search of that line ends, and it is proposed.</summary>
    public int MostGroups { get; init; } = 20;

    /// <summary>Lines of one amount in one window that are paired; with more nothing is proved there.</summary>
    public int MostPairs { get; init; } = 100;

    /// <summary>Lines that may share a reference; what more of them bear is none.</summary>
    public int MostSharing { get; init; } = 50;

    /// <summary>Candidates of a proposal that are listed; the count is of all.</summary>
    public int MostListed { get; init; } = 10;
}
