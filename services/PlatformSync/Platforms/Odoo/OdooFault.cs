using System.Text.Json;

namespace AccountingSync.PlatformSync.Platforms.Odoo;

/// <summary>A refusal in Odoo's own words. Its transaction was rolled back: nothing of the call was done.</summary>
/// <param name="Kind">The name of its exception: UserError, ValidationError, MissingError …</param>
sealed record OdooFault(string Kind, string Text)
{
    /// <summary>Nobody meant to refuse anything: a module failed (KeyError, TypeError …). It was rolled back as well, unless that module commits
    /// on its own; so nobody knows.</summary>
    public bool IsMishap { get; init; }

    /// <summary>What an exception of Odoo's means, as both interfaces tell it: <c>name</c> with its module, <c>message</c>
    /// (odoo/http.py, serialize_exception; the exceptions are those of odoo/exceptions.py, of werkzeug and of psycopg2).</summary>
    public static OdooReply Reply(JsonElement exception)
    {
        var name = VendorJson.Text(exception, "name") ?? "an error without a name";
        var kind = name[(name.LastIndexOf('.') + 1)..];
        var text = VendorJson.Text(exception, "message") is { Length: > 0 } message ? message : "Odoo gave no reason.";
        return kind switch
        {
            "AccessDenied" or "Unauthorized" or "SessionExpiredException" => new OdooReply.SignInNeeded(text, TokenRejected: true),
            "AccessError" or "Forbidden" => new OdooReply.SignInNeeded($"The user may not do this: {text}", TokenRejected: false),
            "UserError" or "ValidationError" or "RedirectWarning" or "MissingError" or "UnprocessableEntity" or "BadRequest" => new OdooReply.Refused(
                new(kind, text)
            ),
            "NotFound" => new OdooReply.NotSent($"Odoo does not have what was asked for: {text}"),
            // Odoo tries five times by itself, and rolls back each time.
            "SerializationFailure" or "TransactionRollbackError" or "DeadlockDetected" or "LockNotAvailable" or "LockError" or "ConcurrencyError" =>
                new OdooReply.NotSent($"Odoo did nothing, because others were writing at the same time: {text}"),
            _ => new OdooReply.Refused(new(kind, $"Odoo failed with {name}: {text}") { IsMishap = true }),
        };
    }
}
