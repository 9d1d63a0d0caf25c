using System.Globalization;

namespace AccountingSync.Ingestion.Sources.PayPal;

/// <summary>What moved a PayPal account, by PayPal's search of transactions: the same that its activity download tells, and so second hand. A payment may be
/// listed three hours late. (developer.paypal.com/docs/api/transaction-search/v1)</summary>
/// <remarks>PayPal finds at most 31 days at once, and refuses more than 10,000 transactions; so it is asked day by day.</remarks>
sealed class PayPalTransactions(SourceApis apis, PayPalTokens tokens) : ISourceEvents
{
    public static readonly Uri DefaultAddress = new("https://api-m.paypal.com");
    const string Transactions = "transactions";
    const int PageSize = 500;

    /// <summary>Of the year 2200.</summary>
    const long MostSeconds = 7_258_118_400;

    /// <summary>Five hundred transactions without names and addresses have some 500,000 bytes.</summary>
    const int MaxPageBytes = 4 * 1024 * 1024;

    /// <summary>What happened before the span may be listed in it for the first time.</summary>
    static readonly TimeSpan ListedWithin = TimeSpan.FromHours(3);
    static readonly TimeSpan Window = TimeSpan.FromDays(1);

    /// <summary>PayPal refuses to be asked of a time only from which it has nothing yet; so the last window is a longer one rather than a short one.</summary>
    static readonly TimeSpan ShortestWindow = TimeSpan.FromHours(6);

    public string Name => "paypal";

    /// <summary>A day less than the three years that PayPal tells, which counts by a clock of its own.</summary>
    public TimeSpan Reach => TimeSpan.FromDays(3 * 365 - 1);

    public async Task<EventPage> List(DateTimeOffset since, DateTimeOffset until, string? position, SourceAccess access, CancellationToken stop)
    {
        if (Place(position, since - ListedWithin) is not { } place)
            return Unreadable($"'{position}' is no place in PayPal's list");
        var end = until - (place.From + Window) < ShortestWindow ? until : place.From + Window;
        // Its last second belongs to the span.
        var query = string.Create(
            CultureInfo.InvariantCulture,
            $"v1/reporting/transactions?start_date={ListTime.Text(place.From)}&end_date={ListTime.Text(end.AddSeconds(-1))}&fields=transaction_info&page_size={PageSize}&page={place.Page}"
        );
        var answer = await Get(query, access, stop);
        if (answer is not FetchAnswer.Found(var body))
            return new EventPage.Failed(answer);
        if (VendorJson.TryEntries(body, "transaction_details") is not { } listed || VendorJson.Number(body, "total_pages") is not { } pages)
            return Unreadable("the answer is no list of transactions");
        // A list that lags is cut off where it ends, and looks whole.
        if (
            VendorJson.Text(body, "last_refreshed_datetime") is { } text
            && ListedTransactions.TryTime(text) is { } fresh
            && fresh < end - ListedWithin
        )
            return Unreadable($"the list does not reach beyond {text} yet");
        var next =
            place.Page < pages ? new ListPlace(Transactions, Text(place.From), Text(place.Page + 1))
            : end < until ? new ListPlace(Transactions, Text(end))
            : null;
        return new EventPage.Listed(listed, next?.ToString());
    }

    /// <summary>A token that was used before may have been taken back meanwhile; a new one that is refused, is refused.</summary>
    async Task<FetchAnswer> Get(string path, SourceAccess access, CancellationToken stop)
    {
        var address = access.Address ?? DefaultAddress;
        while (true)
        {
            var wasKnown = tokens.Knows(access);
            var (token, why) = await tokens.Get(access, address, stop);
            if (token is null)
                return why!;
            var answer = await apis.At(address).Get(path, token, MaxPageBytes, stop);
            if (answer is not FetchAnswer.Unauthorized)
                return answer;
            tokens.Forget(access);
            if (!wasKnown)
                return answer;
        }
    }

    static (DateTimeOffset From, long Page)? Place(string? position, DateTimeOffset first) =>
        position is null ? (first, 1)
        : ListPlace.Read(position) is { List: Transactions } place
        && Number(place.Of) is { } from
        && (place.Cursor is null ? 1 : Number(place.Cursor)) is { } page
            ? (DateTimeOffset.FromUnixTimeSeconds(from), page)
        : null;

    static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < MostSeconds ? number : null;

    static string Text(DateTimeOffset time) => Text(time.ToUnixTimeSeconds());

    static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    static EventPage.Failed Unreadable(string reason) => new(new FetchAnswer.Unavailable(reason));
}
