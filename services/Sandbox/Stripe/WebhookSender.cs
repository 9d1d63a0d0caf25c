using System.Collections.Concurrent;
using System.Globalization;

namespace AccountingSync.Sandbox.Stripe;

/// <summary>Sends a day's deliveries, signed at the moment of sending, and repeats what was not accepted as a gateway would.</summary>
internal sealed class WebhookSender(IHttpClientFactory http, TimeProvider clock)
{
    const int Attempts = 6;
    static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(100);

    public async Task<PlaySummary> Send(PlayRequest asked, StripeDay day, StripeLosses losses, CancellationToken stop)
    {
        var deliveries = StripeDeliveries
            .Of(day, asked.Seed, asked.Duplicates, asked.OutOfOrder, asked.Forged)
            .Where(delivery => !losses.Contains(delivery.Event.Id))
            .ToList();
        var statuses = new ConcurrentDictionary<string, int>();
        var accepted = new ConcurrentDictionary<string, bool>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = asked.OutOfOrder ? asked.Concurrency : 1, CancellationToken = stop };
        await Parallel.ForEachAsync(
            deliveries,
            options,
            async (delivery, cancel) =>
            {
                var status = await SendOne(asked, delivery, cancel);
                statuses.AddOrUpdate(status?.ToString(CultureInfo.InvariantCulture) ?? "none", 1, (_, count) => count + 1);
                if (status is >= 200 and < 300)
                    accepted[delivery.Event.Id] = true;
            }
        );
        return new PlaySummary
        {
            Events = [.. day.Events.Select(sent => new SentEvent(sent.Id, sent.Type, sent.ObjectId))],
            Requests = deliveries.Count,
            Duplicates = deliveries.Count(delivery => delivery.Repeated),
            Repeated = [.. deliveries.Where(delivery => delivery.Repeated).Select(delivery => delivery.Event.Id)],
            Forged = deliveries.Count(delivery => delivery.Forged),
            Lost = [.. losses.Lost.Order(StringComparer.Ordinal)],
            Hidden = [.. losses.Hidden.Order(StringComparer.Ordinal)],
            Expected = day.Expected,
            Http = new SortedDictionary<string, int>(statuses, StringComparer.Ordinal),
            Undelivered = [.. day.Events.Select(sent => sent.Id).Where(id => !accepted.ContainsKey(id))],
        };
    }

    async Task<int?> SendOne(PlayRequest asked, StripeDelivery delivery, CancellationToken stop)
    {
        int? status = null;
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            status = await Try(asked, delivery, stop);
            if (status is not (null or 429 or >= 500) || attempt == Attempts)
                break;
            await Task.Delay(FirstWait * (1 << attempt), clock, stop);
        }
        return status;
    }

    async Task<int?> Try(PlayRequest asked, StripeDelivery delivery, CancellationToken stop)
    {
        var secret = delivery.Forged ? asked.Secret + "_of_somebody_else" : asked.Secret;
        using var request = new HttpRequestMessage(HttpMethod.Post, asked.Target);
        request.Content = new ReadOnlyMemoryContent(delivery.Event.Body) { Headers = { ContentType = new("application/json", "utf-8") } };
        request.Headers.TryAddWithoutValidation(StripeSignature.Header, StripeSignature.Of(delivery.Event.Body.Span, secret, clock.GetUtcNow()));
        using var client = http.CreateClient(nameof(WebhookSender));
        try
        {
            using var response = await client.SendAsync(request, stop);
            return (int)response.StatusCode;
        }
        catch (HttpRequestException)
        {
            // No answer is an outcome here: it is counted, and sent again.
            return null;
        }
    }
}
