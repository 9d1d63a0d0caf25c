using AccountingSync.Accounting;
using AccountingSync.Contracts;

namespace AccountingSync.Integration.Tests.Reconciliation;

/// <summary>The services' messages, each with one item, at the clock's start unless told otherwise.</summary>
static partial class Say
{
    public const string Source = "shop";
    public const string Trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    static readonly DateTimeOffset Start = SettableClock.Start;

    public static SourceTransactionsReceived Received(string organisation, string id, int revision = 1, DateTimeOffset? at = null) =>
        new()
        {
            Organisation = organisation,
            Items =
            [
                new ReceivedTransaction
                {
                    TraceParent = Trace,
                    ReceivedAt = at ?? Start,
                    Transaction = new SourceTransactionData
                    {
                        Source = Source,
                        Id = id,
                        Revision = revision,
                        Kind = "sale",
                        OccurredAt = Start,
                        Currency = "USD",
                        Gross = 100.00m,
                    },
                },
            ],
        };

    public static SourceTransactionsHeld Held(
        string organisation,
        string id,
        string reason = "no rule",
        DateTimeOffset? at = null,
        DateTimeOffset? overdue = null
    ) =>
        new()
        {
            Organisation = organisation,
            Items =
            [
                new HeldTransaction
                {
                    Source = Source,
                    Id = id,
                    Revision = 1,
                    Reason = reason,
                    HeldAt = at ?? Start,
                    OverdueAt = overdue,
                },
            ],
        };

    public static GivenBackCompared Compared(string organisation, string id, string? difference, DateTimeOffset? at = null) =>
        new()
        {
            Organisation = organisation,
            Items =
            [
                new ComparedGivenBack
                {
                    Source = Source,
                    Id = id,
                    Revision = 1,
                    Difference = difference,
                    ComparedAt = at ?? Start,
                },
            ],
        };

    public static SourceTransactionsSuperseded Superseded(string organisation, string id, int by = 2) =>
        new()
        {
            Organisation = organisation,
            Items =
            [
                new SupersededTransaction
                {
                    Source = Source,
                    Id = id,
                    Revision = 1,
                    ByRevision = by,
                },
            ],
        };

    public static JournalEntriesRejected Rejected(string organisation, string id, string reason = "unbalanced") =>
        new()
        {
            Organisation = organisation,
            Items =
            [
                new RejectedEntry
                {
                    EntryId = EntryId.For(organisation, Source, id, 1, EntryPart.Entry),
                    Source = Source,
                    TransactionId = id,
                    Revision = 1,
                    Reason = reason,
                    RejectedAt = Start,
                },
            ],
        };

    public static JournalEntriesPosted Posted(string organisation, string id, int revision = 1, DateTimeOffset? at = null) =>
        Announced(organisation, id, revision, EntryPart.Entry, at ?? Start);

    public static JournalEntriesPosted Reversed(string organisation, string id, int revision = 1) =>
        Announced(organisation, id, revision, EntryPart.Reversal, Start);

    static JournalEntriesPosted Announced(string organisation, string id, int revision, string part, DateTimeOffset at)
    {
        var sign = part == EntryPart.Entry ? 1 : -1;
        return new()
        {
            Organisation = organisation,
            Items =
            [
                new PostedEntry
                {
                    TraceParent = Trace,
                    ReceivedAt = at,
                    PostedAt = at,
                    Entry = new JournalEntryData
                    {
                        EntryId = EntryId.For(organisation, Source, id, revision, part),
                        Source = Source,
                        TransactionId = id,
                        Revision = revision,
                        Part = part,
                        Date = DateOnly.FromDateTime(Start.Date),
                        Description = id,
                        RuleSet = "retail",
                        RuleVersion = 1,
                        Rule = "sale",
                        RuleHash = "hash",
                        Reverses = part == EntryPart.Entry ? null : EntryId.For(organisation, Source, id, revision, EntryPart.Entry),
                        Lines =
                        [
                            new JournalLineData("assets.bank", "USD", sign * 100.00m),
                            new JournalLineData("income.sales", "USD", sign * -92.00m),
                            new JournalLineData("liabilities.tax", "USD", sign * -8.00m),
                        ],
                    },
                },
            ],
        };
    }
}
