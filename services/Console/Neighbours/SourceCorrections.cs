using System.Net;
using System.Text.Json;

namespace AccountingSync.Console.Neighbours;

/// <summary>What a source was asked to change of a transaction of its own.</summary>
/// <param name="Field">description, category, note, or metadata. and a name.</param>
/// <param name="From">What it was believed to say; null: nothing.</param>
/// <param name="To">What it is to say; null: nothing.</param>
/// <param name="State">open, corrected, already_so, refused, changed (it says something else than was to be changed), altered (something was sent, and it says neither the one nor the other) or parked (a person must look).</param>
/// <param name="There">What it said instead, where the state is changed or altered; null: nothing.</param>
public sealed record SourceCorrection(
    Guid Id,
    string Source,
    string TransactionId,
    string Field,
    string Reason,
    string AskedBy,
    DateTimeOffset AskedAt,
    string State,
    IReadOnlyList<SourceCorrectionAttempt> Attempts,
    string? From = null,
    string? To = null,
    string? Why = null,
    string? There = null,
    DateTimeOffset? EndedAt = null
);

/// <summary>One time that the source was told.</summary>
/// <param name="Key">Ours, as the source knows it.</param>
/// <param name="Sendings">How often it was begun: more than once after a crash.</param>
/// <param name="Outcome">corrected, already_so, refused, changed, altered, throttled, unavailable, sign_in_needed, told or unknown; null while it is open.</param>
public sealed record SourceCorrectionAttempt(
    int Attempt,
    string Key,
    int Sendings,
    DateTimeOffset PlannedAt,
    DateTimeOffset? AnsweredAt = null,
    string? Outcome = null,
    string? Why = null
);

/// <summary>What Ingestion answers to asking for one.</summary>
public abstract record CorrectionAsked
{
    CorrectionAsked() { }

    public sealed record Done(SourceCorrection Correction) : CorrectionAsked;

    /// <param name="Status">400 or 409.</param>
    public sealed record Refused(int Status, string Title, string? Detail) : CorrectionAsked;
}

/// <summary>The corrections of sources.</summary>
public sealed class SourceCorrections(HttpClient http) : Neighbour(http, "ingestion")
{
    static readonly TimeSpan AskLimit = TimeSpan.FromSeconds(30);

    /// <param name="state">Null for all.</param>
    public Task<IReadOnlyList<SourceCorrection>> List(string organisation, string? state, CancellationToken stop) =>
        Get<IReadOnlyList<SourceCorrection>>(
            state is null
                ? InternalAddress.Of("source-corrections", ("organisation", organisation))
                : InternalAddress.Of("source-corrections", ("organisation", organisation), ("state", state)),
            stop
        );

    public async Task<CorrectionAsked> Ask(string organisation, object correction, CancellationToken stop)
    {
        using var response = await SendPost(InternalAddress.Of("source-corrections", ("organisation", organisation)), correction, AskLimit, stop);
        if (response.StatusCode is not (HttpStatusCode.BadRequest or HttpStatusCode.Conflict))
            return new CorrectionAsked.Done(await Read<SourceCorrection>(response, stop));
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Wire, stop);
        return new CorrectionAsked.Refused(
            (int)response.StatusCode,
            Text(problem, "title") ?? "It was refused without a reason.",
            Text(problem, "detail")
        );
    }

    static string? Text(JsonElement problem, string name) =>
        problem.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
}
