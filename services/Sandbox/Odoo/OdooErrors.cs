using AccountingSync.Sandbox.Faults;

namespace AccountingSync.Sandbox.Odoo;

/// <summary>What Odoo's front door, and what stands before it, say. The pages are our guess; the rest follows its source.</summary>
/// <param name="isRpc">By JSON-RPC.</param>
internal sealed class OdooErrors(bool isRpc, TimeProvider clock) : IVendorErrors
{
    const string TooMany = "Too Many Requests";

    public Answer ServerError() =>
        isRpc
            ? Page(StatusCodes.Status500InternalServerError, "Internal Server Error")
            : OdooWire.Failure(
                new OdooError("builtins.Exception", "Internal Server Error", StatusCodes.Status500InternalServerError),
                clock.GetUtcNow()
            );

    public Answer Unavailable() => Page(StatusCodes.Status503ServiceUnavailable, "Service Unavailable");

    public Answer Throttled() => Page(StatusCodes.Status429TooManyRequests, TooMany) with { Headers = [("Retry-After", "60")] };

    public Answer ExpiredToken() =>
        isRpc
            ? OdooWire.RpcFailure("odoo.exceptions.AccessDenied", "Access Denied", id: null, clock.GetUtcNow())
            : OdooWire.Failure(
                new OdooError("werkzeug.exceptions.Unauthorized", "Invalid apikey", StatusCodes.Status401Unauthorized),
                clock.GetUtcNow()
            );

    static Answer Page(int status, string text) => Answer.Html($"<html><head><title>{status} {text}</title></head></html>") with { Status = status };
}
