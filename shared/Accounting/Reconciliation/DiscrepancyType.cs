using System.Diagnostics;

namespace AccountingSync.Accounting.Reconciliation;

/// <summary>What may be wrong between the sides.</summary>
public enum DiscrepancyType
{
    /// <summary>Received from the source, and nothing became of it.</summary>
    MissingInLedger,

    /// <summary>An entry of a transaction that was never received.</summary>
    UnexpectedInLedger,

    /// <summary>More than one revision of a transaction stands in the books.</summary>
    DoubledInLedger,

    /// <summary>Held for something that was to come by itself, such as the original of a refund, for longer than the rules declare.</summary>
    HeldTooLong,

    /// <summary>A refund or dispute was posted as a part of a revision that stands no longer, and would be posted otherwise now.</summary>
    GivenBackDiffers,

    /// <summary>The platform neither holds nor refused an entry that it is to hold.</summary>
    MissingInPlatform,

    /// <summary>The platform holds a document for an entry that the ledger never posted.</summary>
    UnexpectedInPlatform,
    AmountDiffers,
    DoubledInPlatform,
    EditedInPlatform,
    DeletedInPlatform,

    /// <summary>Received is not posted + held + rejected + superseded + waiting.</summary>
    CountsDiffer,

    /// <summary>Over a payout and all that it settles an account does not come to zero, though its rule says so.</summary>
    PayoutNotCleared,

    /// <summary>A part of a payout that the source cannot tell lies on suspense until a person has found out what it is.</summary>
    PayoutNotRecognised,

    /// <summary>What was received does not lead from what a source's account held before a period to what it held after.</summary>
    SourceIncomplete,

    /// <summary>A payout that no line of a bank's statement answers, though the statements cover all days on which one could.</summary>
    MissingInBank,

    /// <summary>A line of a bank that names a gateway of ours, and that nothing in the books answers.</summary>
    UnexpectedInBank,
}

/// <summary>The types' names as they are stored and shown; they are part of a discrepancy's identity and never change.</summary>
public static class DiscrepancyTypes
{
    public static IReadOnlyList<DiscrepancyType> All { get; } = Enum.GetValues<DiscrepancyType>();

    /// <summary>Those about source transactions and what became of them.</summary>
    public static IReadOnlyList<DiscrepancyType> OfTransactions { get; } =
    [
        DiscrepancyType.MissingInLedger,
        DiscrepancyType.UnexpectedInLedger,
        DiscrepancyType.DoubledInLedger,
        DiscrepancyType.HeldTooLong,
        DiscrepancyType.GivenBackDiffers,
    ];

    /// <summary>Those that somebody made in the platform, and that a correction takes away.</summary>
    public static IReadOnlyList<DiscrepancyType> MadeInPlatform { get; } =
    [DiscrepancyType.EditedInPlatform, DiscrepancyType.DeletedInPlatform, DiscrepancyType.DoubledInPlatform];

    /// <summary>Those about payouts, which are looked at by themselves.</summary>
    public static IReadOnlyList<DiscrepancyType> OfPayouts { get; } = [DiscrepancyType.PayoutNotCleared, DiscrepancyType.PayoutNotRecognised];

    /// <summary>Those about lines of banks, and payouts that have none.</summary>
    public static IReadOnlyList<DiscrepancyType> OfBanks { get; } = [DiscrepancyType.MissingInBank, DiscrepancyType.UnexpectedInBank];

    /// <summary>Those that other parts than a comparison of entries find, and take back.</summary>
    public static IReadOnlyList<DiscrepancyType> LookedAtByThemselves { get; } = [.. OfPayouts, DiscrepancyType.SourceIncomplete, .. OfBanks];

    static readonly Dictionary<string, DiscrepancyType> ByName = All.ToDictionary(Name);

    public static string Name(DiscrepancyType type) =>
        type switch
        {
            DiscrepancyType.MissingInLedger => "missing_in_ledger",
            DiscrepancyType.UnexpectedInLedger => "unexpected_in_ledger",
            DiscrepancyType.DoubledInLedger => "doubled_in_ledger",
            DiscrepancyType.HeldTooLong => "held_too_long",
            DiscrepancyType.GivenBackDiffers => "given_back_differs",
            DiscrepancyType.MissingInPlatform => "missing_in_platform",
            DiscrepancyType.UnexpectedInPlatform => "unexpected_in_platform",
            DiscrepancyType.AmountDiffers => "amount_differs",
            DiscrepancyType.DoubledInPlatform => "doubled_in_platform",
            DiscrepancyType.EditedInPlatform => "edited_in_platform",
            DiscrepancyType.DeletedInPlatform => "deleted_in_platform",
            DiscrepancyType.CountsDiffer => "counts_differ",
            DiscrepancyType.PayoutNotCleared => "payout_not_cleared",
            DiscrepancyType.PayoutNotRecognised => "payout_not_recognised",
            DiscrepancyType.SourceIncomplete => "source_incomplete",
            DiscrepancyType.MissingInBank => "missing_in_bank",
            DiscrepancyType.UnexpectedInBank => "unexpected_in_bank",
            _ => throw new UnreachableException(),
        };

    /// <exception cref="ArgumentException">No type has this name.</exception>
    public static DiscrepancyType Parse(string name) =>
        ByName.TryGetValue(name, out var type) ? type : throw new ArgumentException($"'{name}' is no type of discrepancy.", nameof(name));
}
