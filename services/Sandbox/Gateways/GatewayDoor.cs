using AccountingSync.Sandbox.Faults;

namespace AccountingSync.Sandbox.Gateways;

/// <summary>Where requests to a gateway pass: they suffer its faults, and need a key.</summary>
internal sealed class GatewayDoor(FaultyDoor door, ListErrors errors)
{
    /// <param name="gateway">A target of faults.</param>
    public RequestDelegate At(string gateway, Func<HttpRequest, Answer> work)
    {
        return Pass;

        Task Pass(HttpContext context) =>
            door.Pass(context, gateway, errors, _ => Task.FromResult(HasKey(context) ? work(context.Request) : errors.Unauthorized()));
    }

    /// <summary>Any key of a test account will do.</summary>
    static bool HasKey(HttpContext context) => context.Request.Headers.Authorization.ToString().StartsWith("Bearer test_", StringComparison.Ordinal);
}

/// <summary>Reads what the gateways' lists are asked for.</summary>
internal static class GatewayQuery
{
    public static string? One(this HttpRequest request, string name) => request.Query[name] is [{ Length: > 0 } value] ? value : null;

    /// <returns>Null when it is no number of these.</returns>
    public static int? Limit(this HttpRequest request, int usual, int most) => request.Limit("limit", usual, most);

    /// <returns>Null when it is no number from 1 to <paramref name="most"/>.</returns>
    public static int? Limit(this HttpRequest request, string name, int usual, int most) =>
        request.One(name) is not { } text ? usual
        : int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var limit) && limit >= 1 && limit <= most ? limit
        : null;

    public static DateTimeOffset? Time(this HttpRequest request, string name) =>
        request.One(name) is { } text
        && DateTimeOffset.TryParse(
            text,
            System.Globalization.CultureInfo.InvariantCulture,
            System.Globalization.DateTimeStyles.AssumeUniversal,
            out var time
        )
            ? time
            : null;

    /// <summary>Whether a time lies between two that the query may name.</summary>
    public static bool Holds(this HttpRequest request, string from, string until, DateTimeOffset? time) =>
        (request.Time(from) is not { } first || time >= first) && (request.Time(until) is not { } last || time < last);
}
