using AccountingSync.Accounting.Rules.Reverse;

namespace AccountingSync.Accounting.Rules;

/// <summary>What a rule set makes of one source transaction.</summary>
public abstract record MapResult
{
    MapResult() { }

    public sealed record Mapped(JournalEntry Entry) : MapResult
    {
        /// <summary>What the entry gives back of another transaction; null when it stands for itself.</summary>
        public Portion? GivesBack { get; init; }

        /// <summary>What the rule asserts of the books; null when nothing.</summary>
        public AssertedAccounts? Asserts { get; init; }
    }

    /// <param name="ReasonCode">One of <see cref="HeldReason"/>.</param>
    /// <param name="Reason">What was found and what to do, for a person.</param>
    /// <param name="NearestRule">The rule that applied or came nearest to applying.</param>
    public sealed record Held(string ReasonCode, string Reason, string? NearestRule = null) : MapResult
    {
        /// <summary>How long it may wait, from its acceptance on, for what is to come by itself before that is a discrepancy; null when it waits for a rule or a
        /// person.</summary>
        public TimeSpan? Patience { get; init; }
    }
}

/// <summary>Stable words for machines: why nothing was posted.</summary>
public static class HeldReason
{
    /// <summary>No rule matches.</summary>
    public const string NoRule = "no-rule";

    /// <summary>Several rules of the same priority match.</summary>
    public const string Ambiguous = "ambiguous";

    /// <summary>The business day lies before or after the days for which the set holds.</summary>
    public const string NotEffective = "not-effective";

    /// <summary>The set is for other sources or organisations.</summary>
    public const string OutOfScope = "out-of-scope";

    /// <summary>An account's name needs a value that the transaction lacks or that no name can carry.</summary>
    public const string MissingValue = "missing-value";

    /// <summary>The account is not in the chart.</summary>
    public const string UnknownAccount = "unknown-account";

    /// <summary>The code is no currency in use.</summary>
    public const string UnknownCurrency = "unknown-currency";

    /// <summary>Every line is zero.</summary>
    public const string NothingToPost = "nothing-to-post";

    /// <summary>Debits and credits differ by more than the rounding account may take.</summary>
    public const string Unbalanced = "unbalanced";

    /// <summary>A line has more decimals than the currency.</summary>
    public const string Scale = "scale";

    /// <summary>The entry breaks a limit of the ledger.</summary>
    public const string Refused = "refused";

    /// <summary>It gives back a part of a transaction that is not in the books yet.</summary>
    public const string AwaitsOriginal = "awaits-original";

    /// <summary>It gives back more than is left of its original, or of a part of it.</summary>
    public const string ExceedsOriginal = "exceeds-original";

    /// <summary>More was given back of an earlier revision than this one has.</summary>
    public const string BelowGivenBack = "below-given-back";

    /// <summary>It cannot be a part of what it says it gives back.</summary>
    public const string NotInOriginal = "not-in-original";

    /// <summary>What it comes to in the currency of the books is not known yet.</summary>
    public const string AwaitsSettlement = "awaits-settlement";

    public static IReadOnlyList<string> All { get; } =
    [
        NoRule,
        Ambiguous,
        NotEffective,
        OutOfScope,
        MissingValue,
        UnknownAccount,
        UnknownCurrency,
        NothingToPost,
        Unbalanced,
        Scale,
        Refused,
        AwaitsOriginal,
        ExceedsOriginal,
        BelowGivenBack,
        NotInOriginal,
        AwaitsSettlement,
    ];
}
