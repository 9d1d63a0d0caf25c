using System.ComponentModel;
using AccountingSync.Console.Compose;
using AccountingSync.Console.Neighbours;

namespace AccountingSync.Console.Api;

/// <summary>Summaries of days.</summary>
public sealed record SummariesAnswer(IReadOnlyList<DaySummaryAnswer> Summaries);

/// <summary>Entries of one day and group, or of one payout, that a connection gets as one document.</summary>
public sealed record DaySummaryAnswer(
    string Connection,
    DateOnly Date,
    [property: Description("Values of the fields that the connection groups by, and the currency.")] string Group,
    long Entries,
    [property: Description("waiting, then that of the push of its document.")] string State,
    [property: Description("When it was made, or will be.")] DateTimeOffset At,
    [property: Description("1, and further ones for what came later; absent while entries wait for the next.")] int? Number,
    Guid? SummaryId,
    string? PlatformId,
    string? Key,
    string? Reason,
    [property: Description("Of its debits, per currency, as decimal strings; absent while entries wait.")] IReadOnlyDictionary<string, string>? Totals
)
{
    public static DaySummaryAnswer Of(DaySummary summary) =>
        new(
            summary.Connection,
            summary.Date,
            summary.Group,
            summary.Entries,
            summary.State,
            summary.At,
            summary.Number,
            summary.SummaryId,
            summary.PlatformId,
            summary.Key,
            summary.Reason,
            summary.Totals?.ToDictionary(total => total.Key, total => AmountText.Of(total.Value, total.Key))
        );
}

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
