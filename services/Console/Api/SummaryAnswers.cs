using System.ComponentModel;
using AccountingSync.Console.Neighbours;

namespace AccountingSync.Console.Api;

/// <summary>Summaries of days.</summary>
public sealed record SummariesAnswer(IReadOnlyList<DaySummary> Summaries);

/// <summary>An entry that is part of a summary.</summary>
public sealed record SummaryEntryAnswer(
    Guid EntryId,
    string Source,
    string TransactionId,
    int Revision,
    [property: Description("entry or reversal.")] string Part,
    DateOnly Date,
    string Description,
    IReadOnlyList<LineAnswer> Lines
)
{
    public static SummaryEntryAnswer Of(DraftedEntry entry) =>
        new(
            entry.EntryId,
            entry.Source,
            entry.TransactionId,
            entry.Revision,
            entry.Part,
            entry.Date,
            entry.Description,
            [.. entry.Lines.Select(LineAnswer.Of)]
        );
}

/// <summary>A page of the entries behind a summary.</summary>
public sealed record SummaryEntriesAnswer(
    IReadOnlyList<SummaryEntryAnswer> Entries,
    [property: Description("Pass it as 'after' for the next page; absent after the last one.")] Guid? Next
);
