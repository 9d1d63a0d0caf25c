using System.Net;
using System.Net.Http.Headers;

namespace AccountingSync.Ingestion.Sources.Stripe;

/// <summary>Reads single objects from Stripe's interface. One attempt per call: who asks has a schedule of its own.</summary>
/// <param name="http">With Stripe's base address and without redirects (see <see cref="NewHandler"/>).</param>
public sealed class StripeApi(HttpClient http, TimeProvider time)
{
    public static readonly Uri DefaultAddress = new("https://api.stripe.com");

    /// <summary>A balance transaction has about two thousand bytes.</summary>
    const int MaxAnswerBytes = 256 * 1024;

    /// <summary>For one call with its whole answer; the client's own time-out ends with the headers.</summary>
    static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    /// <summary>Longest wait that is taken over from Stripe's answer.</summary>
    static readonly TimeSpan MaxRetryAfter = TimeSpan.FromHours(1);

    /// <summary>Follows no redirects: the key must not travel to another address.</summary>
    public static SocketsHttpHandler NewHandler() =>
        new()
        {
            AllowAutoRedirect = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectTimeout = TimeSpan.FromSeconds(5),
        };

    /// <param name="id">txn_…</param>
    /// <param name="key">The account's secret or restricted key.</param>
    public async Task<StripeAnswer> BalanceTransaction(string id, string key, CancellationToken stop)
    {
        // The id comes out of an event; it must not be able to name another path.
        if (!id.StartsWith("txn_", StringComparison.Ordinal) || !id.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
            return new StripeAnswer.NotFound();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"v1/balance_transactions/{id}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var timeout = new CancellationTokenSource(Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, timeout.Token);
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return response.StatusCode switch
            {
                HttpStatusCode.OK => await ReadBody(response, either.Token),
                HttpStatusCode.NotFound => new StripeAnswer.NotFound(),
                HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new StripeAnswer.Unauthorized(),
                HttpStatusCode.TooManyRequests => new StripeAnswer.Throttled(RetryAfter(response)),
                var status => new StripeAnswer.Unavailable($"HTTP {(int)status}"),
            };
        }
        catch (HttpRequestException error)
        {
            return new StripeAnswer.Unavailable(error.HttpRequestError.ToString());
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return new StripeAnswer.Unavailable("no answer in time");
        }
        catch (IOException)
        {
            return new StripeAnswer.Unavailable("the answer broke off");
        }
    }

    static async Task<StripeAnswer> ReadBody(HttpResponseMessage response, CancellationToken stop)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(stop);
        var buffer = new byte[MaxAnswerBytes + 1];
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, stop);
        return length > MaxAnswerBytes ? new StripeAnswer.Unavailable("the answer is too large") : new StripeAnswer.Found(buffer.AsMemory(0, length));
    }

    TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        var wait = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - time.GetUtcNow(),
            _ => (TimeSpan?)null,
        };
        return wait is null ? null : TimeSpan.FromTicks(Math.Clamp(wait.Value.Ticks, 0, MaxRetryAfter.Ticks));
    }
}

/// <summary>How Stripe answered.</summary>
public abstract record StripeAnswer
{
    StripeAnswer() { }

    /// <param name="Body">For <see cref="ISourceSystem.ReadFetched"/>.</param>
    public sealed record Found(ReadOnlyMemory<byte> Body) : StripeAnswer;

    /// <summary>Stripe knows no such object under this key.</summary>
    public sealed record NotFound : StripeAnswer;

    /// <summary>Too many requests.</summary>
    /// <param name="RetryAfter">At most an hour; null when Stripe does not say.</param>
    public sealed record Throttled(TimeSpan? RetryAfter) : StripeAnswer;

    /// <summary>No usable answer now; a later one may be.</summary>
    public sealed record Unavailable(string Reason) : StripeAnswer;

    /// <summary>The key is wrong, expired or may not read this: trying again is useless until a person changes it.</summary>
    public sealed record Unauthorized : StripeAnswer;
}
