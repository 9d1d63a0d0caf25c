namespace AccountingSync.Ingestion.Sources.Square;

/// <summary>What Square lists of a seller, as its webhooks would have told it: payments and payouts of each location, refunds and disputes of all
/// together. Payments and refunds are asked for by when they changed. Payouts are listed by when they were made, and disputes have no span at all, so
/// more of these is read than is given back. (developer.squareup.com/reference/square: payments-api/list-payments, refunds-api, payouts-api, disputes-api)</summary>
/// <remarks>Events of gift cards are in none of these lists.</remarks>
sealed class SquareEvents(SourceApis apis) : ISourceEvents
{
    public static readonly Uri DefaultAddress = new("https://connect.squareup.com");

    /// <summary>A hundred payments have some 300,000 bytes.</summary>
    const int MaxPageBytes = 4 * 1024 * 1024;

    /// <summary>A payout is paid, or refused by the bank, some days after it was made.</summary>
    static readonly TimeSpan PayoutsSettleWithin = TimeSpan.FromDays(31);

    const string Payments = "payments";
    const string Payouts = "payouts";
    const string Refunds = "refunds";
    const string Disputes = "disputes";

    /// <summary>The place behind the last list of a location.</summary>
    const string Location = "location";

    public string Name => "square";

    /// <summary>Lists that say nothing else begin a year ago; a day less, because Square counts by a clock of its own.</summary>
    public TimeSpan Reach => TimeSpan.FromDays(364);

    public async Task<EventPage> List(DateTimeOffset since, DateTimeOffset until, string? position, SourceAccess access, CancellationToken stop)
    {
        var place = position is null ? new ListPlace(Location) : ListPlace.Read(position);
        if (place is not { List: Location })
            return place is null ? Unreadable($"'{position}' is no place in a list of Square's") : await Page(place, since, until, access, stop);
        var (next, failed) = await AfterLocation(place.Of, access, stop);
        return next is null ? new EventPage.Failed(failed!) : await Page(next, since, until, access, stop);
    }

    /// <summary>Payments and payouts that name no location are those of the main one alone, so each is asked for.</summary>
    async Task<(ListPlace? Next, FetchAnswer? Failed)> AfterLocation(string before, SourceAccess access, CancellationToken stop)
    {
        var answer = await Get("v2/locations", access, stop);
        if (answer is not FetchAnswer.Found(var body))
            return (null, answer);
        if (VendorJson.TryEntries(body, "locations") is not { } locations)
            return (null, new FetchAnswer.Unavailable("the answer is no list of locations"));
        var ids = locations.Select(location => VendorJson.Text(location, "id")).ToList();
        if (ids.Exists(id => id is null || id.Length == 0 || !id.All(char.IsAsciiLetterOrDigit)))
            return (null, new FetchAnswer.Unavailable("a location has no id"));
        var next = ids.Where(id => string.CompareOrdinal(id, before) > 0).Order(StringComparer.Ordinal).FirstOrDefault();
        return (next is null ? new ListPlace(Refunds) : new ListPlace(Payments, next), null);
    }

    async Task<EventPage> Page(ListPlace place, DateTimeOffset since, DateTimeOffset until, SourceAccess access, CancellationToken stop)
    {
        var query = place.List switch
        {
            Payments => $"v2/payments?location_id={place.Of}&{Changed(since, until)}",
            Payouts =>
                $"v2/payouts?location_id={place.Of}&begin_time={ListTime.Text(since - PayoutsSettleWithin)}&end_time={ListTime.Text(until)}&sort_order=ASC&limit=100",
            Refunds => $"v2/refunds?{Changed(since, until)}",
            Disputes => "v2/disputes?",
            _ => null,
        };
        if (query is null)
            return Unreadable($"'{place.List}' is no list of Square's");
        var answer = await Get(place.Cursor is null ? query.TrimEnd('?') : $"{query}&cursor={Uri.EscapeDataString(place.Cursor)}", access, stop);
        if (answer is not FetchAnswer.Found(var body))
            return new EventPage.Failed(answer);
        // An empty list is left out of the answer.
        if ((VendorJson.TryEntries(body, place.List) ?? (IsEmpty(body, place.List) ? [] : null)) is not { } listed)
            return Unreadable($"the answer is no list of {place.List}");
        var next = VendorJson.Text(body, "cursor") is { Length: > 0 } cursor ? place with { Cursor = cursor } : After(place);
        var events = listed.Select(each => ListedObject.Of(place.List, each, since, until)).OfType<ReadOnlyMemory<byte>>();
        return new EventPage.Listed([.. events], next?.ToString());
    }

    static string Changed(DateTimeOffset since, DateTimeOffset until) =>
        $"updated_at_begin_time={ListTime.Text(since)}&updated_at_end_time={ListTime.Text(until)}&sort_field=UPDATED_AT&sort_order=ASC&limit=100";

    /// <returns>Null when all was read.</returns>
    static ListPlace? After(ListPlace place) =>
        place.List switch
        {
            Payments => new ListPlace(Payouts, place.Of),
            Payouts => new ListPlace(Location, place.Of),
            Refunds => new ListPlace(Disputes),
            _ => null,
        };

    static bool IsEmpty(ReadOnlyMemory<byte> body, string list) =>
        VendorJson.Names(body) is { } names && !names.Contains(list, StringComparer.Ordinal) && !names.Contains("errors", StringComparer.Ordinal);

    Task<FetchAnswer> Get(string path, SourceAccess access, CancellationToken stop) =>
        apis.At(access.Address ?? DefaultAddress).Get(path, access.Key, MaxPageBytes, stop);

    static EventPage.Failed Unreadable(string reason) => new(new FetchAnswer.Unavailable(reason));
}
