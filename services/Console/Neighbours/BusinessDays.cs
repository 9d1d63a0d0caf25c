using System.Net;

namespace AccountingSync.Console.Neighbours;

/// <summary>By which clock business days are fixed, for what is accepted since then.</summary>
/// <param name="Since">When it was set.</param>
/// <param name="SetBy">The name of a person's key.</param>
/// <param name="Source">Null for all sources that have none of their own.</param>
/// <param name="TimeZone">An IANA name; null when it was taken back.</param>
public sealed record DaySetting(TimeOnly DayEnds, DateTimeOffset Since, string SetBy, string? Source = null, string? TimeZone = null);

/// <param name="Latest">What counts now.</param>
/// <param name="History">The latest first.</param>
public sealed record DaySettings(IReadOnlyList<DaySetting> Latest, IReadOnlyList<DaySetting> History);

/// <summary>The clocks of organisations and their sources.</summary>
public sealed class BusinessDays(HttpClient http) : Neighbour(http, "ingestion")
{
    static readonly TimeSpan SetLimit = TimeSpan.FromSeconds(30);

    public Task<DaySettings> Read(string organisation, CancellationToken stop) =>
        Get<DaySettings>(InternalAddress.Of("day-settings", ("organisation", organisation)), stop);

    /// <returns>What is set, or why nothing is.</returns>
    public async Task<(DaySetting? Set, IReadOnlyList<string> Errors)> Set(
        string organisation,
        string? source,
        string? timeZone,
        TimeOnly dayEnds,
        string by,
        CancellationToken stop
    )
    {
        using var response = await SendPost(
            InternalAddress.Of("day-settings", ("organisation", organisation)),
            new
            {
                Source = source,
                TimeZone = timeZone,
                DayEnds = dayEnds,
                SetBy = by,
            },
            SetLimit,
            stop
        );
        return response.StatusCode == HttpStatusCode.BadRequest
            ? (null, await Refusal.Errors(response, stop))
            : (await Read<DaySetting>(response, stop), []);
    }
}
