namespace AccountingSync.Console.Neighbours;

/// <summary>One entry on its way to one platform.</summary>
/// <param name="Key">Ours, as the platform stores it.</param>
/// <param name="PlatformId">The platform's own id of the document, once it is known.</param>
/// <param name="State">pending, sending, unknown, written, refused or parked.</param>
/// <param name="Generation">Counts the idempotency keys used.</param>
/// <param name="Change">What somebody did to the document in the platform: edited, deleted or doubled.</param>
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
    string? Reason = null
);

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
