using System.Net;
using System.Threading.RateLimiting;

namespace AccountingSync.PlatformSync.Platforms.Odoo;

/// <summary>One call to one database, and what its answer means. So many at once as <paramref name="atOnce"/> lets through.</summary>
sealed class OdooCalls(HttpClient http, OdooOptions options, IOdooProtocol protocol, AccessTokens token, RateLimiter atOnce, TimeProvider clock)
{
    static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    readonly SignedCalls<OdooFault> calls = new(http, "Odoo", $"the Odoo database '{options.Database}'", options.Timeout, token, clock);
    long answeredAt = clock.GetUtcNow().UtcTicks;

    /// <summary>The moment of the last answer by the server's clock.</summary>
    public DateTimeOffset AnsweredAt => new(Volatile.Read(ref answeredAt), TimeSpan.Zero);

    public Task<OdooReply> Ask(OdooCall call, CancellationToken stop) => Do(call, DateTimeOffset.MaxValue, stop);

    /// <param name="before">Later than that nothing is sent.</param>
    public async Task<OdooReply> Do(OdooCall call, DateTimeOffset before, CancellationToken stop)
    {
        using var place = await atOnce.AcquireAsync(permitCount: 1, stop);
        return await calls.Send(signedIn => protocol.Request(call, signedIn), _ => Task.FromResult<TimeSpan?>(null), Read, before, stop);
    }

    OdooReply Read(HttpResponseMessage response, byte[] bytes)
    {
        if (response.Headers.Date is { } moment)
            Volatile.Write(ref answeredAt, moment.UtcTicks);
        return response.StatusCode switch
        {
            HttpStatusCode.TooManyRequests => new OdooReply.Throttled(response.Headers.RetryAfter?.Delta ?? Pause),
            HttpStatusCode.ServiceUnavailable => new OdooReply.NotSent("Odoo takes no requests now (503)."),
            HttpStatusCode.RequestEntityTooLarge => new OdooReply.Refused(
                new("RequestEntityTooLarge", $"Odoo takes no request of {response.RequestMessage?.Content?.Headers.ContentLength} bytes.")
            ),
            var status => protocol.Read(status, VendorJson.Read(bytes)),
        };
    }
}
