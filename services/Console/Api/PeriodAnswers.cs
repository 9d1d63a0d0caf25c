using System.ComponentModel;
using AccountingSync.Console.Neighbours;

namespace AccountingSync.Console.Api;

/// <summary>Why something is decided about a period.</summary>
public sealed record PeriodReason(string? Reason = null);

/// <summary>The period about which something was decided.</summary>
public sealed record PeriodAnswer(string Period);

/// <summary>Closed months of the books.</summary>
public sealed record PeriodsAnswer(IReadOnlyList<ClosedPeriod> Periods);

/// <summary>What was decided about a period.</summary>
public sealed record PeriodDecisionAnswer(
    string Period,
    [property: Description("closed, reopening asked, reopening declined, reopened, posted later.")] string Decision,
    [property: Description("The name of a key; 'the rules' where a rule set asked.")] string DecidedBy,
    string? Reason,
    DateTimeOffset DecidedAt
)
{
    public static PeriodDecisionAnswer Of(PeriodDecision decision) =>
        new($"{decision.FirstDay:yyyy-MM}", decision.Decision, decision.DecidedBy, decision.Reason, decision.DecidedAt);
}

/// <summary>What was decided about periods, the latest first.</summary>
public sealed record PeriodDecisionsAnswer(IReadOnlyList<PeriodDecisionAnswer> Decisions);

/// <summary>An entry that is not in the books, because its day lies in a closed period.</summary>
public sealed record WaitingEntryAnswer(
    Guid EntryId,
    string Source,
    string TransactionId,
    int Revision,
    [property: Description("entry or reversal.")] string Part,
    [property: Description("The day that it is of.")] DateOnly Date,
    string Description,
    string Reason,
    DateTimeOffset WaitingSince,
    IReadOnlyList<LineAnswer> Lines
)
{
    public static WaitingEntryAnswer Of(WaitingEntry waiting) =>
        new(
            waiting.Entry.EntryId,
            waiting.Entry.Source,
            waiting.Entry.TransactionId,
            waiting.Entry.Revision,
            waiting.Entry.Part,
            waiting.Entry.Date,
            waiting.Entry.Description,
            waiting.Reason,
            waiting.WaitingSince,
            [.. waiting.Entry.Lines.Select(LineAnswer.Of)]
        );
}

/// <summary>Entries that wait for a closed period.</summary>
public sealed record WaitingEntriesAnswer(IReadOnlyList<WaitingEntryAnswer> Waiting);

/// <summary>Entries to post on the next open day.</summary>
public sealed record EntriesToPost(IReadOnlyList<Guid> EntryIds);
