using System.Text.Json;

namespace AccountingSync.PlatformSync.Platforms.Tryton;

/// <summary>A refusal in Tryton's own words. Its transaction was rolled back: nothing of the call was done.</summary>
/// <param name="Kind">The name of its exception: UserError, UserWarning, ConcurrencyException …</param>
sealed record TrytonFault(string Kind, string Text)
{
    /// <summary>Somebody changed a record after we had read it.</summary>
    public bool IsRace => Kind == "ConcurrencyException";

    /// <summary>The sign-in no longer suffices.</summary>
    public bool NeedsPerson => Kind == "LoginException";

    /// <summary>The refusal in a call's <c>error</c>; null when it is none, but a failure of Tryton's own: the message of a Python exception.
    /// (trytond/exceptions.py and protocols/jsonrpc.py of 6.0.)</summary>
    public static TrytonFault? In(JsonElement error)
    {
        if (error.ValueKind != JsonValueKind.Array || error.GetArrayLength() != 2 || error[0].ValueKind != JsonValueKind.String)
            return null;
        return error[0].GetString() switch
        {
            "ConcurrencyException" => new("ConcurrencyException", Words([error[1]])),
            // Message, description, domain.
            "UserError" when error[1].ValueKind == JsonValueKind.Array => new("UserError", Words(error[1].EnumerateArray().Take(2))),
            // The name under which it could be answered, message, description.
            "UserWarning" when error[1].ValueKind == JsonValueKind.Array => new("UserWarning", Words(error[1].EnumerateArray().Skip(1))),
            "LoginException" => new("LoginException", "Tryton asks for more than a password to sign in."),
            _ => null,
        };
    }

    static string Words(IEnumerable<JsonElement> parts)
    {
        var words = string.Join(
            " ",
            parts.Where(part => part.ValueKind == JsonValueKind.String).Select(part => part.GetString()!).Where(part => part.Length > 0)
        );
        return words.Length > 0 ? words : "Tryton refused without saying why.";
    }
}
