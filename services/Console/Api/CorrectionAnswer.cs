using System.ComponentModel;
using System.Text.Json;
using AccountingSync.Console.Compose;
using AccountingSync.Console.Neighbours;

namespace AccountingSync.Console.Api;

/// <summary>A change in a platform that the ledger and the source do not know of, and how far making them agree has come.</summary>
public sealed record CorrectionAnswer
{
    public const string Detected = "detected";
    const string Done = "done";

    [Description("Also the id of the discrepancy that it corrects.")]
    public required Guid Id { get; init; }

    [Description("detected: a person must act. done: the sides agree again.")]
    public required string State { get; init; }

    [Description("edited_in_platform, deleted_in_platform or doubled_in_platform.")]
    public required string Change { get; init; }

    [Description("What the sides say, as one sentence for people.")]
    public required string Detail { get; init; }

    [Description("What the sides say.")]
    public required JsonElement Evidence { get; init; }
    public string? Source { get; init; }
    public string? TransactionId { get; init; }
    public int? Revision { get; init; }
    public Guid? EntryId { get; init; }
    public string? Connection { get; init; }
    public string? PlatformId { get; init; }
    public required DateTimeOffset DetectedAt { get; init; }
    public DateTimeOffset? DoneAt { get; init; }

    [Description("By what they agree again.")]
    public string? Outcome { get; init; }

    /// <param name="state">detected, done or all.</param>
    public static string DiscrepancyState(string state) =>
        state switch
        {
            Detected => "open",
            Done => "resolved",
            _ => state,
        };

    public static CorrectionAnswer Of(Discrepancy found) =>
        new()
        {
            Id = found.Id,
            State = found.State == "open" ? Detected : Done,
            Change = found.Type,
            Detail = EvidenceText.Sentence(found),
            Evidence = found.Evidence,
            Source = found.Source,
            TransactionId = found.TransactionId,
            Revision = found.Revision,
            EntryId = found.EntryId,
            Connection = found.Connection,
            PlatformId = found.PlatformId,
            DetectedAt = found.OpenedAt,
            DoneAt = found.ResolvedAt,
            Outcome = found.Resolution,
        };
}
