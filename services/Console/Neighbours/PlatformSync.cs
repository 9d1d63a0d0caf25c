using System.Net;

namespace AccountingSync.Console.Neighbours;

/// <summary>One entry on its way to one platform.</summary>
/// <param name="Key">Ours, as the platform stores it.</param>
/// <param name="PlatformId">The platform's own id of the document, once it is known.</param>
/// <param name="State">pending, sending, unknown, written, refused or parked.</param>
/// <param name="Generation">Counts the idempotency keys used.</param>
/// <param name="Change">What somebody did to the document in the platform: edited, deleted or doubled.</param>
/// <param name="SummaryId">When the entry is written within a summary: whose document this is.</param>
public sealed record Push(
    Guid PushId,
    string Connection,
    string Platform,
    Guid EntryId,
    string Key,
    string State,
    int Generation,
    int Attempts,
    DateTimeOffset UpdatedAt,
    string? PlatformId = null,
    string? Change = null,
    string? Reason = null,
    Guid? SummaryId = null
);

/// <summary>Entries of one day and group that a connection gets as one document.</summary>
/// <param name="Group">Values of the fields that the connection groups by, and the currency.</param>
/// <param name="Number">1, and further ones for what came later; null while entries wait for the next.</param>
/// <param name="State">waiting, then that of the push of its document.</param>
/// <param name="At">When it was made, or will be.</param>
/// <param name="Totals">Of its debits, per currency; null while entries wait.</param>
public sealed record DaySummary(
    string Connection,
    DateOnly Date,
    string Group,
    long Entries,
    string State,
    DateTimeOffset At,
    int? Number = null,
    Guid? SummaryId = null,
    string? PlatformId = null,
    string? Key = null,
    string? Reason = null,
    IReadOnlyDictionary<string, decimal>? Totals = null
);

/// <param name="Lines">Of its document.</param>
public sealed record SummaryDocument(DaySummary Summary, IReadOnlyList<EntryLine> Lines);

public sealed record PushCount(string Connection, string Platform, string State, long Count);

/// <summary>The accounting platforms' side.</summary>
public sealed class PlatformSync(HttpClient http) : PipelineService(http, "platform-sync")
{
    /// <summary>Ids per request, so that the address stays short.</summary>
    const int IdsAtOnce = 50;

    public Task<IReadOnlyList<Push>> Pushes(string organisation, string? state, int limit, CancellationToken stop) =>
        Get<IReadOnlyList<Push>>(InternalAddress.Of("pushes", ("organisation", organisation), ("state", state), ("limit", limit)), stop);

    public Task<IReadOnlyList<PushCount>> Counts(string organisation, CancellationToken stop) =>
        Get<IReadOnlyList<PushCount>>(InternalAddress.Of("pushes/counts", ("organisation", organisation)), stop);

    /// <summary>The latest day first.</summary>
    public Task<IReadOnlyList<DaySummary>> Summaries(string organisation, string? connection, DateOnly? date, int limit, CancellationToken stop) =>
        Get<IReadOnlyList<DaySummary>>(
            InternalAddress.Of("summaries", ("organisation", organisation), ("connection", connection), ("date", date), ("limit", limit)),
            stop
        );

    /// <returns>Null when there is none.</returns>
    public async Task<SummaryDocument?> Summary(string organisation, Guid id, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, InternalAddress.Of($"summaries/{id}", ("organisation", organisation)));
        using var response = await Send(request, ReadLimit, stop);
        return response.StatusCode == HttpStatusCode.NotFound ? null : await Read<SummaryDocument>(response, stop);
    }

    /// <param name="account">Only entries with a line on it; null for all.</param>
    /// <param name="after">The last entry of the page before.</param>
    public Task<IReadOnlyList<DraftedEntry>> EntriesOf(
        string organisation,
        Guid summary,
        string? account,
        Guid? after,
        int limit,
        CancellationToken stop
    ) =>
        Get<IReadOnlyList<DraftedEntry>>(
            InternalAddress.Of(
                $"summaries/{summary}/entries",
                ("organisation", organisation),
                ("account", account),
                ("after", after),
                ("limit", limit)
            ),
            stop
        );

    public async Task<IReadOnlyList<Push>> OfEntries(string organisation, IReadOnlyList<Guid> entryIds, CancellationToken stop)
    {
        var pushes = new List<Push>();
        foreach (var ids in entryIds.Chunk(IdsAtOnce))
        {
            (string, object?)[] query = [("organisation", organisation), .. ids.Select(id => ("id", (object?)id))];
            pushes.AddRange(await Get<IReadOnlyList<Push>>(InternalAddress.Of("pushes/by-entry", query), stop));
        }
        return pushes;
    }
}
