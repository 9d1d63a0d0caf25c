namespace AccountingSync.Ingestion.Sources.GoCardless;

/// <summary>GoCardless' list of events, the newest first. An event is the same there as in a webhook.
/// (developer.gocardless.com/api-reference/#events-list-events)</summary>
sealed class GoCardlessEvents(SourceApis apis) : ISourceEvents
{
    /// <summary>A page of 500 events has some 300,000 bytes.</summary>
    const int MaxPageBytes = 4 * 1024 * 1024;
    const string Events = "events";

    public string Name => "gocardless";

    /// <summary>Nothing says that the list ends anywhere.</summary>
    public TimeSpan Reach => TimeSpan.FromDays(3650);

    /// <param name="position">The cursor that the page before named.</param>
    public async Task<EventPage> List(DateTimeOffset since, DateTimeOffset until, string? position, SourceAccess access, CancellationToken stop)
    {
        var after = position is null ? "" : $"&after={Uri.EscapeDataString(position)}";
        var path = $"{Events}?created_at[gte]={ListTime.Text(since)}&created_at[lt]={ListTime.Text(until)}&limit=500{after}";
        var api = apis.At(access.Address ?? GoCardlessObjects.DefaultAddress);
        var answer = await api.Get(path, access.Key, MaxPageBytes, stop, GoCardlessObjects.Version);
        if (answer is not FetchAnswer.Found(var body))
            return new EventPage.Failed(answer);
        return VendorJson.TryEntries(body, Events) is { } events && VendorJson.Object(body, "meta") is not null
            ? new EventPage.Listed(events, VendorJson.Text(body, "meta", "cursors", "after"))
            : new EventPage.Failed(new FetchAnswer.Unavailable("the answer is no list of events"));
    }
}
