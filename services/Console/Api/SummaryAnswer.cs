using System.ComponentModel;
using AccountingSync.Console.Compose;

namespace AccountingSync.Console.Api;

/// <summary>How many transactions are where.</summary>
public sealed record SummaryAnswer
{
    [Description("Source transactions that were new.")]
    public required long Received { get; init; }
    public required long Duplicates { get; init; }

    [Description("Same key, other content.")]
    public required long Conflicts { get; init; }
    public required long Refused { get; init; }

    [Description("Events of a kind that no source knows.")]
    public required long UnknownEvents { get; init; }

    [Description("Waiting for a rule or a person.")]
    public required long Held { get; init; }
    public required long Posted { get; init; }
    public required long Rejected { get; init; }
    public required long Superseded { get; init; }
    public required IReadOnlyList<PushedTo> Pushed { get; init; }
    public required long DiscrepanciesOpen { get; init; }

    /// <summary>Of a summary to which every service contributed.</summary>
    public static SummaryAnswer Of(Summary summary) =>
        new()
        {
            Received = summary.Ingestion!.Accepted,
            Duplicates = summary.Ingestion.Duplicates,
            Conflicts = summary.Ingestion.Conflicts,
            Refused = summary.Ingestion.Refused,
            UnknownEvents = summary.Ingestion.UnknownEvents,
            Held = summary.Held!.Value,
            Posted = summary.Reconciliation!.Posted,
            Rejected = summary.Reconciliation.Rejected,
            Superseded = summary.Reconciliation.Superseded,
            Pushed = summary.Pushed!,
            DiscrepanciesOpen = summary.Reconciliation.DiscrepanciesOpen,
        };
}
