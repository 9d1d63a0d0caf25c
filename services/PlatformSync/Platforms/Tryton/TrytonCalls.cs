using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.RateLimiting;

namespace AccountingSync.PlatformSync.Platforms.Tryton;

/// <summary>One call to one database (JSON-RPC), and what its answer means. So many at once as <paramref name="atOnce"/> lets through.</summary>
sealed class TrytonCalls(HttpClient http, TrytonOptions options, AccessTokens session, RateLimiter atOnce, TimeProvider clock)
{
    static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    readonly SignedCalls<TrytonFault> calls = new(http, "Tryton", $"the Tryton database '{options.Database}'", options.Timeout, session, clock);
    long answeredAt = clock.GetUtcNow().UtcTicks;

    /// <summary>The moment of the last answer by the server's clock.</summary>
    public DateTimeOffset AnsweredAt => new(Volatile.Read(ref answeredAt), TimeSpan.Zero);

    public static Uri Path(TrytonOptions options) => new($"{Uri.EscapeDataString(options.Database)}/", UriKind.Relative);

    /// <param name="method">Such as <c>model.account.move.create</c>.</param>
    /// <param name="parameters">The context is the last of them.</param>
    public Task<TrytonReply> Ask(string method, JsonArray parameters, CancellationToken stop) =>
        Do(method, parameters, DateTimeOffset.MaxValue, stop);

    /// <inheritdoc cref="Ask"/>
    /// <param name="before">Later than that nothing is sent.</param>
    public async Task<TrytonReply> Do(string method, JsonArray parameters, DateTimeOffset before, CancellationToken stop)
    {
        using var place = await atOnce.AcquireAsync(permitCount: 1, stop);
        var body = JsonSerializer.SerializeToUtf8Bytes(
            new JsonObject
            {
                ["id"] = 0,
                ["method"] = method,
                ["params"] = parameters,
            }
        );
        return await calls.Send(token => Request(body, token), _ => Task.FromResult<TimeSpan?>(null), Read, before, stop);
    }

    HttpRequestMessage Request(byte[] body, string token)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, Path(options)) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Authorization = new AuthenticationHeaderValue("Session", token);
        return request;
    }

    TrytonReply Read(HttpResponseMessage response, byte[] bytes)
    {
        if (response.Headers.Date is { } moment)
            Volatile.Write(ref answeredAt, moment.UtcTicks);
        var status = (int)response.StatusCode;
        return response.StatusCode switch
        {
            HttpStatusCode.Unauthorized => new TrytonReply.SignInNeeded("Tryton does not know the session any more.", TokenRejected: true),
            HttpStatusCode.Forbidden => new TrytonReply.SignInNeeded(
                $"Tryton answered {status}: the user '{options.User}' may not do this, or the module 'account' is not activated.",
                TokenRejected: false
            ),
            HttpStatusCode.NotFound => new TrytonReply.NotSent($"There is no database '{options.Database}' there."),
            HttpStatusCode.TooManyRequests => new TrytonReply.Throttled(response.Headers.RetryAfter?.Delta ?? Pause),
            HttpStatusCode.RequestEntityTooLarge => new TrytonReply.Refused(
                new("RequestEntityTooLarge", $"Tryton takes no request of {response.RequestMessage?.Content?.Headers.ContentLength} bytes.")
            ),
            HttpStatusCode.OK when VendorJson.Read(bytes) is { ValueKind: JsonValueKind.Object } body => Read(body),
            _ => new TrytonReply.Unclear($"Tryton answered {status} with something unreadable ({response.Content.Headers.ContentType})."),
        };
    }

    static TrytonReply Read(JsonElement body) =>
        body.TryGetProperty("error", out var error)
            ? TrytonFault.In(error) switch
            {
                { NeedsPerson: true } fault => new TrytonReply.SignInNeeded(fault.Text, TokenRejected: false),
                { } fault => new TrytonReply.Refused(fault),
                null => new TrytonReply.Unclear($"Tryton failed: {error}"),
            }
        : body.TryGetProperty("result", out var result) ? new TrytonReply.Answered(result)
        : new TrytonReply.Unclear("Tryton answered with neither a result nor an error.");
}
