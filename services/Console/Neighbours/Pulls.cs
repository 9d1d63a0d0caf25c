using System.Net;
using System.Text.Json;

namespace AccountingSync.Console.Neighbours;

/// <summary>When a source is asked what happened, and how that went.</summary>
/// <param name="State">running, waiting or paused.</param>
/// <param name="Window">Like 22:00-06:00; null: always.</param>
/// <param name="OverlapSeconds">So much of what was asked for before is asked for again.</param>
/// <param name="AskedUntil">Everything that happened before was asked for.</param>
/// <param name="NextRun">Null while it is paused.</param>
/// <param name="Last">Null before the first.</param>
public sealed record Pull(
    string Connection,
    string State,
    string Cron,
    string TimeZone,
    IReadOnlyList<DateOnly> Holidays,
    double OverlapSeconds,
    DateTimeOffset AskedUntil,
    string? Window = null,
    DateTimeOffset? NextRun = null,
    PullRun? Last = null
);

/// <summary>One time that a source was asked.</summary>
/// <param name="State">running, interrupted (the next one goes on with it), done or failed.</param>
/// <param name="Events">All that the source listed, known or not.</param>
/// <param name="Refilled">Transactions that no webhook had told.</param>
/// <param name="Unknown">Events that nobody understands, for a person.</param>
/// <param name="LostFrom">From here to LostUntil the source does not tell any more; null when nothing is lost.</param>
public sealed record PullRun(
    Guid Run,
    string State,
    DateTimeOffset Since,
    DateTimeOffset Until,
    int Attempts,
    int Pages,
    long Events,
    long Refilled,
    long Duplicates,
    long Conflicts,
    long Unknown,
    DateTimeOffset BeganAt,
    DateTimeOffset? LostFrom = null,
    DateTimeOffset? LostUntil = null,
    DateTimeOffset? EndedAt = null,
    string? Why = null
);

/// <summary>What Ingestion answers to a decision about a pull.</summary>
public abstract record PullDecided
{
    PullDecided() { }

    public sealed record Done(Pull Pull) : PullDecided;

    /// <param name="Status">400, 404 or 409.</param>
    public sealed record Refused(int Status, string Title, string? Detail) : PullDecided;
}

/// <summary>The pulls of sources.</summary>
public sealed class Pulls(HttpClient http) : Neighbour(http, "ingestion")
{
    static readonly TimeSpan DecisionLimit = TimeSpan.FromSeconds(30);

    public Task<IReadOnlyList<Pull>> List(string organisation, CancellationToken stop) =>
        Get<IReadOnlyList<Pull>>(InternalAddress.Of("pulls", ("organisation", organisation)), stop);

    public Task<PullDecided> Put(string organisation, object pull, CancellationToken stop) =>
        Decide(InternalAddress.Of("pulls", ("organisation", organisation)), pull, stop);

    /// <param name="verb">run, pause or resume.</param>
    public Task<PullDecided> Decide(string organisation, string connection, string verb, CancellationToken stop) =>
        Decide(InternalAddress.Of($"pulls/{Uri.EscapeDataString(connection)}/{verb}", ("organisation", organisation)), body: null, stop);

    async Task<PullDecided> Decide(string address, object? body, CancellationToken stop)
    {
        using var response = await SendPost(address, body, DecisionLimit, stop);
        if (response.StatusCode is not (HttpStatusCode.BadRequest or HttpStatusCode.NotFound or HttpStatusCode.Conflict))
            return new PullDecided.Done(await Read<Pull>(response, stop));
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Wire, stop);
        return new PullDecided.Refused(
            (int)response.StatusCode,
            Text(problem, "title") ?? "It was refused without a reason.",
            Text(problem, "detail")
        );
    }

    static string? Text(JsonElement problem, string name) =>
        problem.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
}
