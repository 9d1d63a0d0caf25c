using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace AccountingSync.PlatformSync.Platforms.QuickBooks;

/// <summary>One call to one company: paced, signed in, bounded in time, and every answer put into one of six words.</summary>
sealed class QuickBooksCalls(HttpClient http, QuickBooksOptions options, QuickBooksTokens tokens, QuickBooksPace pace, TimeProvider clock)
{
    // Since 2025-08-01 nothing below 75 exists.
    const string MinorVersion = "minorversion=75";
    static readonly TimeSpan OwnPause = TimeSpan.FromSeconds(10);

    public Task<QuickBooksReply> Get(string pathAndQuery, CancellationToken stop) =>
        Send(pathAndQuery, body: null, isBatch: false, DateTimeOffset.MaxValue, stop);

    public Task<QuickBooksReply> Query(string query, CancellationToken stop) => Get("query?query=" + Uri.EscapeDataString(query), stop);

    /// <param name="before">Later than that nothing is sent.</param>
    public Task<QuickBooksReply> Post(string pathAndQuery, byte[] body, bool isBatch, DateTimeOffset before, CancellationToken stop) =>
        Send(pathAndQuery, body, isBatch, before, stop);

    async Task<QuickBooksReply> Send(string pathAndQuery, byte[]? body, bool isBatch, DateTimeOffset before, CancellationToken stop)
    {
        string? rejected = null;
        while (true)
        {
            string? token;
            try
            {
                token = await tokens(rejected, stop);
            }
            catch (Exception failed) when (failed is HttpRequestException or OperationCanceledException && !stop.IsCancellationRequested)
            {
                return new QuickBooksReply.NotSent($"No access token could be got: {failed.Message}");
            }
            if (token is null || token == rejected)
                return new QuickBooksReply.SignInNeeded(
                    $"The connection to QuickBooks company {options.Realm} has ended: connect it again.",
                    TokenRejected: false
                );
            if (!await pace.Enter(isBatch, stop))
                return new QuickBooksReply.Throttled(OwnPause);
            // The wait for a token or a turn may have been long, and this process may have stood still.
            if (clock.GetUtcNow() >= before)
                return new QuickBooksReply.NotSent("It was too late to send it: somebody else may have taken over.");
            var reply = await Once(pathAndQuery, body, token, stop);
            if (reply is not QuickBooksReply.SignInNeeded { TokenRejected: true } || rejected is not null)
                return reply;
            rejected = token;
        }
    }

    async Task<QuickBooksReply> Once(string pathAndQuery, byte[]? body, string token, CancellationToken stop)
    {
        using var timeout = new CancellationTokenSource(options.Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, timeout.Token);
        try
        {
            using var request = Request(pathAndQuery, body, token);
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return Read(response, await response.Content.ReadAsByteArrayAsync(either.Token));
        }
        catch (HttpRequestException failed)
            when (failed.HttpRequestError
                    is HttpRequestError.NameResolutionError
                        or HttpRequestError.ConnectionError
                        or HttpRequestError.SecureConnectionError
                        or HttpRequestError.ProxyTunnelError
            )
        {
            return new QuickBooksReply.NotSent($"QuickBooks cannot be reached: {failed.Message}");
        }
        catch (Exception failed) when (failed is HttpRequestException or IOException)
        {
            return new QuickBooksReply.Unclear($"The connection to QuickBooks broke: {failed.Message}");
        }
        catch (OperationCanceledException failed) when (!stop.IsCancellationRequested && IsConnectTimeout(timeout))
        {
            return new QuickBooksReply.NotSent($"QuickBooks cannot be reached: {failed.Message}");
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return new QuickBooksReply.Unclear($"QuickBooks did not answer within {options.Timeout.TotalSeconds:0.#} seconds.");
        }
    }

    // Where the client has no time-out of its own and ours has not come, only the handler's time-out for connecting is left.
    bool IsConnectTimeout(CancellationTokenSource ours) => http.Timeout == Timeout.InfiniteTimeSpan && !ours.IsCancellationRequested;

    HttpRequestMessage Request(string pathAndQuery, byte[]? body, string token)
    {
        var separator = pathAndQuery.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        var path = $"v3/company/{Uri.EscapeDataString(options.Realm)}/{pathAndQuery}{separator}{MinorVersion}";
        var request = new HttpRequestMessage(body is null ? HttpMethod.Get : HttpMethod.Post, new Uri(path, UriKind.Relative));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }
        return request;
    }

    QuickBooksReply Read(HttpResponseMessage response, byte[] bytes)
    {
        var status = (int)response.StatusCode;
        if (response.StatusCode == HttpStatusCode.TooManyRequests)
            return new QuickBooksReply.Throttled(PauseOf(response));
        if (status >= 500 || response.StatusCode == HttpStatusCode.RequestTimeout)
            return new QuickBooksReply.Unclear($"QuickBooks answered {status}.");
        var body = Json(bytes);
        var fault = body is { } answer ? QuickBooksFault.In(answer) : null;
        if (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
            return new QuickBooksReply.SignInNeeded(
                fault?.Text ?? $"QuickBooks answered {status}.",
                TokenRejected: response.StatusCode == HttpStatusCode.Unauthorized
            );
        if (fault is not null)
            return fault.IsThrottle ? new QuickBooksReply.Throttled(PauseOf(response))
                : fault.NeedsPerson ? new QuickBooksReply.SignInNeeded(fault.Text, TokenRejected: false)
                : fault.IsTheirs ? new QuickBooksReply.Unclear(fault.Text)
                : new QuickBooksReply.Refused(fault);
        return body is { ValueKind: JsonValueKind.Object } whole && response.IsSuccessStatusCode
            ? new QuickBooksReply.Answered(whole)
            : new QuickBooksReply.Unclear($"QuickBooks answered {status} with something unreadable ({response.Content.Headers.ContentType}).");
    }

    TimeSpan PauseOf(HttpResponseMessage response) =>
        response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } when date > clock.GetUtcNow() => date - clock.GetUtcNow(),
            _ => QuickBooksFault.Pause,
        };

    static JsonElement? Json(byte[] bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            // A page of something in between, or half an answer: the caller says that nobody knows.
            return null;
        }
    }
}
