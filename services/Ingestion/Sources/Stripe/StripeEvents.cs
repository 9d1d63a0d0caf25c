using System.Globalization;

namespace AccountingSync.Ingestion.Sources.Stripe;

/// <summary>Stripe's list of events, the newest first, of the last 30 days. An event is the same there as in a webhook, but for how many of these are
/// still to be delivered. (docs.stripe.com/api/events/list)</summary>
sealed class StripeEvents(SourceApis apis) : ISourceEvents
{
    /// <summary>Halved as often as the answer is too large.</summary>
    const int PageSize = 100;

    /// <summary>An event has some thousand bytes; one about a charge with everything expanded, some ten thousand.</summary>
    const int MaxPageBytes = 4 * 1024 * 1024;

    public string Name => "stripe";

    /// <summary>An hour less than Stripe says, which counts by a clock of its own.</summary>
    public TimeSpan Reach => TimeSpan.FromDays(30) - TimeSpan.FromHours(1);

    /// <param name="position">evt_…, the last one of the page before.</param>
    public async Task<EventPage> List(DateTimeOffset since, DateTimeOffset until, string? position, SourceAccess access, CancellationToken stop)
    {
        var api = apis.At(access.Address ?? StripeObjects.DefaultAddress);
        var after = position is null ? "" : $"&starting_after={position}";
        FetchAnswer answer;
        var size = PageSize;
        do
        {
            var path = string.Create(
                CultureInfo.InvariantCulture,
                $"v1/events?created[gte]={since.ToUnixTimeSeconds()}&created[lt]={until.ToUnixTimeSeconds()}&limit={size}{after}"
            );
            answer = await api.Get(path, access.Key, MaxPageBytes, stop);
            size /= 2;
        } while (answer == FetchAnswer.Unavailable.TooLarge && size > 0);
        if (answer is not FetchAnswer.Found(var body))
            return new EventPage.Failed(answer);
        if (VendorJson.TryEntries(body, "data") is not { } events || VendorJson.Flag(body, "has_more") is not { } hasMore)
            return Unreadable("the answer is no list of events");
        if (!hasMore)
            return new EventPage.Listed(events, Next: null);
        return events.Count > 0 && VendorJson.Text(events[^1], "id") is { } last && StripeObjects.IsId(last, "evt_")
            ? new EventPage.Listed(events, last)
            : Unreadable("the list of events cannot be read on");
    }

    static EventPage.Failed Unreadable(string reason) => new(new FetchAnswer.Unavailable(reason));
}
