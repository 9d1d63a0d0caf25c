using System.Globalization;
using System.Text.Json;

namespace AccountingSync.Sandbox.Stripe;

/// <summary>The filter by time of a list: <c>created[gte]</c> and <c>created[lt]</c>, in Unix seconds.</summary>
internal sealed record StripeSpan(long? From, long? Until)
{
    /// <returns>Null when one of them is no number.</returns>
    public static StripeSpan? Of(IQueryCollection query)
    {
        var (from, until) = (Number(query["created[gte]"]), Number(query["created[lt]"]));
        return from.IsRight && until.IsRight ? new StripeSpan(from.Value, until.Value) : null;
    }

    public bool Contains(StripeObject made)
    {
        if (From is null && Until is null)
            return true;
        using var document = JsonDocument.Parse(made.Json);
        var created = document.RootElement.GetProperty("created").GetInt64();
        return (From is not { } from || created >= from) && (Until is not { } until || created < until);
    }

    static (long? Value, bool IsRight) Number(string? text) =>
        text is null ? (null, true)
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? (number, true)
        : (null, false);
}
