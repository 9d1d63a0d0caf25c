using AccountingSync.Sandbox.Faults;

namespace AccountingSync.Sandbox.Xero;

/// <summary>What Xero's front door says. The words of the last two are the developers' reports, those of the others our best guess.</summary>
internal sealed class XeroErrors : IVendorErrors
{
    public Answer ServerError() =>
        XeroWire.Problem(500, "InternalServerError", "An error occurred in Xero. Check the API Status page for current service status.");

    public Answer Unavailable() => XeroWire.Problem(503, "ServiceUnavailable", "The Organisation is offline");

    public Answer Throttled() => Throttled("minute", TimeSpan.FromSeconds(60));

    /// <param name="problem">minute, day or concurrent; for the last Xero names no time.</param>
    public static Answer Throttled(string problem, TimeSpan? after)
    {
        List<(string, string)> headers = [("X-Rate-Limit-Problem", problem)];
        if (after is { } pause)
            headers.Add(("Retry-After", ((long)Math.Ceiling(pause.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture)));
        return new Answer(429, ReadOnlyMemory<byte>.Empty, "text/plain") { Headers = headers };
    }

    public Answer ExpiredToken() => XeroWire.Problem(401, "Unauthorized", "TokenExpired: token expired");

    public static Answer UnknownToken() => XeroWire.Problem(401, "Unauthorized", "AuthenticationUnsuccessful");

    public static Answer NoTenant() => XeroWire.Problem(403, "Forbidden", "AuthenticationUnsuccessful");
}
