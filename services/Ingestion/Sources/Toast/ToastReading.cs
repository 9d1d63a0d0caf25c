using AccountingSync.Accounting;
using AccountingSync.Ingestion.CanonicalForm;

namespace AccountingSync.Ingestion.Sources.Toast;

/// <summary>Toast's amounts, which are JSON numbers in major units, and its times, which are ISO 8601 and mostly have an offset without colon
/// (<c>2026-01-31T19:30:00.000+0000</c>). (doc.toasttab.com/openapi/orders)</summary>
static class ToastReading
{
    /// <returns>0 when the member is absent or null.</returns>
    public static decimal Amount(this VendorObject owner, string name) => owner.BoundedAmount(name) ?? 0m;

    public static decimal RequiredAmount(this VendorObject owner, string name) => owner.BoundedAmount(name) ?? throw VendorObject.Missing(name);

    /// <returns>Null when the member is absent or null.</returns>
    public static DateTimeOffset? Moment(this VendorObject owner, string name) =>
        owner.Text(name) is not { } text ? null
        : TimeText.TryParse(WithColon(text), out var time) ? time
        : throw VendorObject.Unexpected(name, "a time from 1970 to 2200");

    public static DateTimeOffset RequiredMoment(this VendorObject owner, string name) => owner.Moment(name) ?? throw VendorObject.Missing(name);

    /// <summary>Whether the ledger can carry it: a rate that was not rounded to the cent cannot be booked.</summary>
    public static bool IsWhole(decimal amount, string currency) => Currencies.TryFind(currency, out var known) && known.Fits(amount);

    /// <summary>What no ledger can carry is refused before it is added to anything.</summary>
    static decimal? BoundedAmount(this VendorObject owner, string name) =>
        owner.AnyDecimal(name) is { } amount && Math.Abs(amount) > JournalEntry.MaxAmount
            ? throw new VendorShapeException($"'{name}' is larger than any amount that can be booked.")
            : owner.AnyDecimal(name);

    static string WithColon(string time) => time.Length > 5 && time[^5] is '+' or '-' ? $"{time[..^2]}:{time[^2..]}" : time;
}
