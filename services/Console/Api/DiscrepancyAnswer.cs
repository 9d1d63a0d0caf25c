using System.ComponentModel;
using System.Text.Json;
using AccountingSync.Console.Compose;
using AccountingSync.Console.Neighbours;

namespace AccountingSync.Console.Api;

/// <summary>One typed difference between source, ledger and platforms. What it is about is named as far as it is known.</summary>
public sealed record DiscrepancyAnswer
{
    public required Guid Id { get; init; }

    [Description("missing_in_ledger, amount_differs, edited_in_platform and so on.")]
    public required string Type { get; init; }

    [Description("open or resolved.")]
    public required string State { get; init; }

    [Description("The evidence as one sentence for people.")]
    public required string Detail { get; init; }

    [Description("What the sides say; which members it has depends on the type.")]
    public required JsonElement Evidence { get; init; }
    public string? Source { get; init; }
    public string? TransactionId { get; init; }
    public int? Revision { get; init; }
    public Guid? EntryId { get; init; }
    public string? Connection { get; init; }
    public string? PlatformId { get; init; }
    public required DateTimeOffset FirstSeen { get; init; }
    public required DateTimeOffset LastSeen { get; init; }

    [Description("When it was opened last.")]
    public required DateTimeOffset OpenedAt { get; init; }
    public required int TimesOpened { get; init; }
    public DateTimeOffset? ResolvedAt { get; init; }

    [Description("How it ended.")]
    public string? Resolution { get; init; }

    public static DiscrepancyAnswer Of(Discrepancy found) =>
        new()
        {
            Id = found.Id,
            Type = found.Type,
            State = found.State,
            Detail = EvidenceText.Sentence(found),
            Evidence = found.Evidence,
            Source = found.Source,
            TransactionId = found.TransactionId,
            Revision = found.Revision,
            EntryId = found.EntryId,
            Connection = found.Connection,
            PlatformId = found.PlatformId,
            FirstSeen = found.FirstSeen,
            LastSeen = found.LastSeen,
            OpenedAt = found.OpenedAt,
            TimesOpened = found.TimesOpened,
            ResolvedAt = found.ResolvedAt,
            Resolution = found.Resolution,
        };
}
