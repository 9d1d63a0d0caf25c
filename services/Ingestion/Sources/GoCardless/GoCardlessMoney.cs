using System.Collections.Frozen;

namespace AccountingSync.Ingestion.Sources.GoCardless;

/// <summary>GoCardless' amounts: hundredths of the eight currencies that it works in. Its documentation has them as whole numbers, its own
/// examples as texts; both are taken. (developer.gocardless.com/api-reference/#core-endpoints-payments)</summary>
static class GoCardlessMoney
{
    static readonly FrozenSet<string> Currencies = new[] { "AUD", "CAD", "DKK", "EUR", "GBP", "NZD", "SEK", "USD" }.ToFrozenSet();

    public static string Currency(this VendorObject owner, string name = "currency") =>
        owner.RequiredText(name) is var currency && Currencies.Contains(currency)
            ? currency
            : throw new VendorShapeException($"GoCardless documents no minor unit for {currency}.");

    public static decimal Amount(this VendorObject owner, string name) => (owner.Digits(name) ?? throw VendorObject.Missing(name)) / 100m;
}
