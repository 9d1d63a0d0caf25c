using System.Globalization;

namespace AccountingSync.Ingestion.Sources.Braintree;

/// <summary>Braintree's amounts: decimal texts in major units of the currency that stands beside them, so nothing has to be known about it; and its
/// days, which have no time. (developer.paypal.com/braintree/docs/reference/response/transaction)</summary>
static class BraintreeReading
{
    public static string Currency(this VendorObject owner) => owner.RequiredText("currency-iso-code");

    public static decimal RequiredAmount(this VendorObject owner, string name) => owner.Decimal(name) ?? throw VendorObject.Missing(name);

    /// <summary>A day is noon of it in UTC: nearly everywhere in the world that is within the same day.</summary>
    /// <returns>Null when the member is absent or null.</returns>
    public static DateTimeOffset? Moment(this VendorObject owner, string name) =>
        owner.Text(name) is not { } text ? null
        : text.Contains('T', StringComparison.Ordinal) ? owner.Time(name)
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        && day.Year is >= 1970 and <= 2200
            ? new DateTimeOffset(day, new TimeOnly(12, 0), TimeSpan.Zero)
        : throw VendorObject.Unexpected(name, "a day from 1970 to 2200");
}
