using System.Net;
using System.Net.Http.Headers;

namespace AccountingSync.Ingestion.Sources;

/// <summary>Asks a vendor's interface once and names what came back.</summary>
/// <param name="http">With the interface's base address and without redirects (see <see cref="NewHandler"/>).</param>
public sealed class SourceApi(HttpClient http, TimeProvider time)
{
    /// <summary>For one call with its whole answer; the client's own time-out ends with the headers.</summary>
    static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    /// <summary>Longest wait that is taken over from an answer.</summary>
    static readonly TimeSpan MaxRetryAfter = TimeSpan.FromHours(1);

    /// <summary>Follows no redirects: the key must not travel to another address.</summary>
    public static SocketsHttpHandler NewHandler() =>
        new()
        {
            AllowAutoRedirect = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectTimeout = TimeSpan.FromSeconds(5),
        };

    /// <param name="path">Below the base address; ids in it must have been checked, because they come out of events.</param>
    /// <param name="key">Sent as the bearer's.</param>
    public async Task<FetchAnswer> Get(
        string path,
        string key,
        int maxAnswerBytes,
        CancellationToken stop,
        params IEnumerable<(string Name, string Value)> headers
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        using var timeout = new CancellationTokenSource(Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, timeout.Token);
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return response.StatusCode switch
            {
                HttpStatusCode.OK => await ReadBody(response, maxAnswerBytes, either.Token),
                HttpStatusCode.NotFound => new FetchAnswer.NotFound(),
                HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new FetchAnswer.Unauthorized(),
                HttpStatusCode.TooManyRequests => new FetchAnswer.Throttled(RetryAfter(response)),
                var status => new FetchAnswer.Unavailable($"HTTP {(int)status}") { Status = status },
            };
        }
        catch (HttpRequestException error)
        {
            return new FetchAnswer.Unavailable(error.HttpRequestError.ToString());
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return new FetchAnswer.Unavailable("no answer in time");
        }
        catch (IOException)
        {
            return new FetchAnswer.Unavailable("the answer broke off");
        }
    }

    /// <summary>Sends what may change something, once.</summary>
    public async Task<SourceReply> Send(HttpRequestMessage request, int maxAnswerBytes, CancellationToken stop)
    {
        using var timeout = new CancellationTokenSource(Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, timeout.Token);
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return await ReadBody(response, maxAnswerBytes, either.Token) switch
            {
                FetchAnswer.Found(var body) => new SourceReply.Answered(response.StatusCode, body, RetryAfter(response)),
                _ => new SourceReply.Unclear("the answer is too large"),
            };
        }
        catch (HttpRequestException error)
            when (error.HttpRequestError
                    is HttpRequestError.NameResolutionError
                        or HttpRequestError.ConnectionError
                        or HttpRequestError.SecureConnectionError
                        or HttpRequestError.ProxyTunnelError
            )
        {
            return new SourceReply.NotSent(error.HttpRequestError.ToString());
        }
        catch (HttpRequestException error)
        {
            return new SourceReply.Unclear(error.HttpRequestError.ToString());
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return new SourceReply.Unclear("no answer in time");
        }
        catch (IOException)
        {
            return new SourceReply.Unclear("the answer broke off");
        }
    }

    static async Task<FetchAnswer> ReadBody(HttpResponseMessage response, int maxBytes, CancellationToken stop)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(stop);
        var buffer = new byte[maxBytes + 1];
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, stop);
        return length > maxBytes ? FetchAnswer.Unavailable.TooLarge : new FetchAnswer.Found(buffer.AsMemory(0, length));
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
