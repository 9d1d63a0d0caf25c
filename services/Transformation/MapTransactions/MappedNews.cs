using AccountingSync.Contracts;

namespace AccountingSync.Transformation.MapTransactions;

/// <summary>What is told about an envelope: as few messages as there are kinds of news, null where there is none.</summary>
sealed record MappedNews(
    PostJournalEntries? Post,
    ReverseJournalEntries? Reverse,
    SourceTransactionsHeld? Held,
    SourceTransactionsSuperseded? Superseded
);
