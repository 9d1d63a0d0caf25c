using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace AccountingSync.PlatformSync.Platforms.Xero;

/// <summary>One call to one organisation, and what its answer means.</summary>
sealed class XeroCalls(HttpClient http, XeroOptions options, AccessTokens tokens, XeroPace pace, TimeProvider clock)
{
    static readonly TimeSpan ConcurrentPause = TimeSpan.FromSeconds(5);
    static readonly TimeSpan DayPause = TimeSpan.FromHours(1);
    static readonly TimeSpan MinutePause = TimeSpan.FromMinutes(1);

    readonly SignedCalls<XeroFault> calls = new(http, "Xero", $"the Xero organisation {options.Tenant}", options.Timeout, tokens, clock);

    /// <param name="since">Only what changed at or after this; null for everything.</param>
    public Task<XeroReply> Get(string pathAndQuery, DateTimeOffset? since, CancellationToken stop) =>
        Send(
            token =>
            {
                var request = Request(HttpMethod.Get, pathAndQuery, token);
                if (since is { } from)
                    request.Headers.TryAddWithoutValidation("If-Modified-Since", XeroTime.ToHeader(from));
                return request;
            },
            DateTimeOffset.MaxValue,
            stop
        );

    /// <param name="key">The idempotency key, 128 characters at most.</param>
    /// <param name="before">Later than that nothing is sent.</param>
    public Task<XeroReply> Put(string pathAndQuery, byte[] body, string key, DateTimeOffset before, CancellationToken stop) =>
        Send(
            token =>
            {
                var request = Request(HttpMethod.Put, pathAndQuery, token);
                request.Headers.Add("Idempotency-Key", key);
                request.Content = new ByteArrayContent(body);
                request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
                return request;
            },
            before,
            stop
        );

    async Task<XeroReply> Send(Func<string, HttpRequestMessage> make, DateTimeOffset before, CancellationToken stop)
    {
        using var place = await pace.Place(stop);
        return await calls.Send(make, pace.Enter, Read, before, stop);
    }

    HttpRequestMessage Request(HttpMethod method, string pathAndQuery, string token)
    {
        var request = new HttpRequestMessage(method, new Uri($"api.xro/2.0/{pathAndQuery}", UriKind.Relative));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Headers.Add("xero-tenant-id", options.Tenant.ToString());
        return request;
    }

    XeroReply Read(HttpResponseMessage response, byte[] bytes)
    {
        pace.Learn(response);
        var status = (int)response.StatusCode;
        if (response.StatusCode == HttpStatusCode.TooManyRequests)
        {
            var pause = PauseOf(response);
            pace.Pause(pause);
            return new XeroReply.Throttled(pause);
        }
        if (status >= 500 || response.StatusCode == HttpStatusCode.RequestTimeout)
            return new XeroReply.Unclear($"Xero answered {status}.");
        var body = VendorJson.Read(bytes);
        if (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
            return new XeroReply.SignInNeeded(
                $"Xero answered {status}: {(body is { } problem ? VendorJson.Text(problem, "Detail") : null) ?? "without a reason"}",
                TokenRejected: response.StatusCode == HttpStatusCode.Unauthorized
            );
        if (response.StatusCode == HttpStatusCode.BadRequest && body is { } answer && XeroFault.InAnswer(answer) is { } fault)
            return new XeroReply.Refused(fault);
        return body is { ValueKind: JsonValueKind.Object } whole && response.IsSuccessStatusCode
            ? new XeroReply.Answered(whole)
            : new XeroReply.Unclear($"Xero answered {status} with something unreadable ({response.Content.Headers.ContentType}).");
    }

    static TimeSpan PauseOf(HttpResponseMessage response) =>
        response.Headers.RetryAfter?.Delta
        ?? (response.Headers.TryGetValues("X-Rate-Limit-Problem", out var problem) ? problem.FirstOrDefault() : null) switch
        {
            "concurrent" => ConcurrentPause,
            "day" => DayPause,
            _ => MinutePause,
        };
}
