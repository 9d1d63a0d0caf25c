using AccountingSync.Contracts;

namespace AccountingSync.Transformation.MapTransactions;

/// <summary>What is told about an envelope: as few messages as there are kinds of news, null where there is none.</summary>
/// <param name="Asserted">Several only where payouts settle very much.</param>
sealed record MappedNews(
    PostJournalEntries? Post,
    ReverseJournalEntries? Reverse,
    SourceTransactionsHeld? Held,
    SourceTransactionsSuperseded? Superseded,
    IReadOnlyList<PayoutsAsserted> Asserted
);
