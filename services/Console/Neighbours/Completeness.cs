namespace AccountingSync.Console.Neighbours;

/// <summary>Whether all that moved a source's account over a period was received.</summary>
/// <param name="State">waiting, complete, unproven or gap.</param>
/// <param name="UnderWay">How many are told only later; <paramref name="UnderWaySum"/>: by how much they moved the account.</param>
/// <param name="Difference">What the closing balance is more than the opening one, what was received and what is under way; null without balances.</param>
/// <param name="ToldBy">pull or file.</param>
public sealed record AccountPeriod(
    string Source,
    string Account,
    string Currency,
    DateOnly From,
    DateOnly Until,
    string Reference,
    string State,
    int Movements,
    int Known,
    decimal KnownSum,
    int Refilled,
    int Missing,
    int Differing,
    int Unheard,
    int UnderWay,
    decimal UnderWaySum,
    string ToldBy,
    DateTimeOffset ToldAt,
    decimal? Opening = null,
    decimal? Closing = null,
    decimal? Difference = null,
    DateTimeOffset? ComparedAt = null,
    DateTimeOffset? CompleteAt = null
);

/// <summary>Whether what sources tell of their accounts was received.</summary>
public sealed class Completeness(HttpClient http) : Neighbour(http, "reconciliation")
{
    /// <summary>By source and account, the latest period first.</summary>
    public Task<IReadOnlyList<AccountPeriod>> List(
        string organisation,
        string? source,
        DateOnly? from,
        DateOnly? until,
        int limit,
        CancellationToken stop
    ) =>
        Get<IReadOnlyList<AccountPeriod>>(
            InternalAddress.Of(
                "completeness",
                ("organisation", organisation),
                ("source", source),
                ("from", from),
                ("until", until),
                ("limit", limit)
            ),
            stop
        );
}
