using System.Net;
using System.Text.Json;
using AccountingSync.Console.Access;

namespace AccountingSync.Console.Neighbours;

public sealed record IngestionCounts(long Accepted, long Duplicates, long Conflicts, long Refused, long UnknownEvents);

/// <param name="Door">How it came: rest, webhook, queue or fetch.</param>
/// <param name="BusinessDay">That was fixed when it was accepted; null where the rules say it.</param>
public sealed record ReceivedRevision(
    string Source,
    string Id,
    int Revision,
    DateTimeOffset ReceivedAt,
    string Door,
    string? Connection = null,
    string? EventId = null,
    DateOnly? BusinessDay = null
);

public sealed record TransactionKey(string Source, string Id, int Revision)
{
    public static TransactionKey Of(LedgerEntry entry) => new(entry.Origin.Source, entry.Origin.TransactionId, entry.Origin.Revision);
}

/// <param name="Transaction">As it travels to Transformation; null when it cannot be shown.</param>
/// <param name="Problem">Why it cannot.</param>
public sealed record SourceContent(string Source, string Id, int Revision, JsonElement? Transaction = null, string? Problem = null);

/// <summary>Where transactions come in, and where keys are known.</summary>
public sealed class Ingestion(HttpClient http) : PipelineService(http, "ingestion")
{
    static readonly TimeSpan CheckLimit = TimeSpan.FromSeconds(5);
    static readonly TimeSpan ContentsLimit = TimeSpan.FromSeconds(60);

    /// <returns>Null when nobody has this key.</returns>
    public async Task<Principal?> Authenticate(string authorization, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, InternalAddress.Of("principal"));
        request.Headers.TryAddWithoutValidation("X-Api-Authorization", authorization);
        using var response = await Send(request, CheckLimit, stop);
        return response.StatusCode == HttpStatusCode.NotFound ? null : await Read<Principal>(response, stop);
    }

    public Task<IngestionCounts> Counts(string organisation, CancellationToken stop) =>
        Get<IngestionCounts>(InternalAddress.Of("counts", ("organisation", organisation)), stop);

    /// <summary>What the source said of each of these, read anew from the raw payloads.</summary>
    public async Task<IReadOnlyDictionary<TransactionKey, SourceContent>> ContentsByKey(
        string organisation,
        IReadOnlyList<TransactionKey> keys,
        CancellationToken stop
    )
    {
        var address = InternalAddress.Of("contents", ("organisation", organisation));
        var contents = await Post<IReadOnlyList<SourceContent>>(address, new WantedContents([.. keys.Distinct()]), stop, ContentsLimit);
        return contents.ToDictionary(content => new TransactionKey(content.Source, content.Id, content.Revision));
    }

    sealed record WantedContents(IReadOnlyList<TransactionKey> Keys);

    /// <summary>Every revision that came in, oldest first.</summary>
    public Task<IReadOnlyList<ReceivedRevision>> Transaction(string organisation, string source, string id, CancellationToken stop) =>
        Get<IReadOnlyList<ReceivedRevision>>(
            InternalAddress.Of("transactions", ("organisation", organisation), ("source", source), ("id", id)),
            stop
        );
}
