using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace AccountingSync.PlatformSync.Platforms.QuickBooks;

/// <summary>One call to one company: paced, signed in, bounded in time, and every answer put into one of six words.</summary>
sealed class QuickBooksCalls(HttpClient http, QuickBooksOptions options, AccessTokens tokens, QuickBooksPace pace, TimeProvider clock)
{
    // Since 2025-08-01 nothing below 75 exists.
    const string MinorVersion = "minorversion=75";
    static readonly TimeSpan OwnPause = TimeSpan.FromSeconds(10);

    readonly SignedCalls<QuickBooksFault> calls = new(http, "QuickBooks", $"QuickBooks company {options.Realm}", options.Timeout, tokens, clock);

    public Task<QuickBooksReply> Get(string pathAndQuery, CancellationToken stop) =>
        Send(pathAndQuery, body: null, isBatch: false, DateTimeOffset.MaxValue, stop);

    public Task<QuickBooksReply> Query(string query, CancellationToken stop) => Get("query?query=" + Uri.EscapeDataString(query), stop);

    /// <param name="before">Later than that nothing is sent.</param>
    public Task<QuickBooksReply> Post(string pathAndQuery, byte[] body, bool isBatch, DateTimeOffset before, CancellationToken stop) =>
        Send(pathAndQuery, body, isBatch, before, stop);

    Task<QuickBooksReply> Send(string pathAndQuery, byte[]? body, bool isBatch, DateTimeOffset before, CancellationToken stop) =>
        calls.Send(
            token => Request(pathAndQuery, body, token),
            async cancelled => await pace.Enter(isBatch, cancelled) ? null : OwnPause,
            Read,
            before,
            stop
        );

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
        var body = VendorJson.Read(bytes);
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
}
