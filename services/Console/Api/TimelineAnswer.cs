using System.ComponentModel;
using AccountingSync.Console.Compose;
using AccountingSync.Console.Neighbours;

namespace AccountingSync.Console.Api;

/// <summary>An entry with what became of it at the platforms.</summary>
/// <param name="Pushes">Our attempts to write it there.</param>
/// <param name="Platform">What the platforms are known to hold.</param>
public sealed record TimelineEntryAnswer(EntryAnswer Entry, IReadOnlyList<Push> Pushes, IReadOnlyList<PlatformSide> Platform);

/// <summary>Why a revision waits.</summary>
public sealed record HeldBecause(string Code, string Reason, DateTimeOffset HeldAt);

/// <summary>One revision of a source transaction.</summary>
public sealed record RevisionAnswer
{
    public required int Revision { get; init; }
    public required DateTimeOffset? ReceivedAt { get; init; }

    [Description("How it came: rest, webhook, queue or fetch.")]
    public required string? Door { get; init; }
    public required string? Connection { get; init; }
    public required string? EventId { get; init; }

    [Description("Fixed when it was accepted; null where the rules say the day.")]
    public required DateOnly? BusinessDay { get; init; }
    public required string? Kind { get; init; }
    public required string? Currency { get; init; }

    [Description("Decimal string in the currency's scale.")]
    public required string? Gross { get; init; }

    [Description("What became of it; null while it is on its way.")]
    public required string? Outcome { get; init; }
    public required string? Reason { get; init; }
    public required string? TraceId { get; init; }
    public required HeldBecause? Held { get; init; }
    public required IReadOnlyList<TimelineEntryAnswer> Entries { get; init; }

    public static RevisionAnswer Of(TimelineRevision revision) =>
        new()
        {
            Revision = revision.Revision,
            ReceivedAt = revision.ReceivedAt,
            Door = revision.Received?.Door,
            Connection = revision.Received?.Connection,
            EventId = revision.Received?.EventId,
            BusinessDay = revision.Received?.BusinessDay,
            Kind = revision.Matched?.Kind,
            Currency = revision.Matched?.Currency,
            Gross = revision.Matched is { Gross: { } gross, Currency: { } currency } ? AmountText.Of(gross, currency) : null,
            Outcome = revision.Matched?.Outcome,
            Reason = revision.Matched?.Reason,
            TraceId = revision.Matched?.TraceId,
            Held = revision.Held is { } held ? new HeldBecause(held.Code, held.Reason, held.HeldAt) : null,
            Entries = [.. revision.Entries.Select(entry => new TimelineEntryAnswer(EntryAnswer.Of(entry.Posted), entry.Pushes, entry.Platform))],
        };
}

/// <summary>The whole timeline of a source transaction.</summary>
public sealed record TimelineAnswer(string Source, string Id, IReadOnlyList<RevisionAnswer> Revisions)
{
    public static TimelineAnswer Of(Timeline timeline) => new(timeline.Source, timeline.Id, [.. timeline.Revisions.Select(RevisionAnswer.Of)]);
}
