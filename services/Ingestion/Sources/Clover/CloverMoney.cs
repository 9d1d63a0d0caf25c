using AccountingSync.Accounting;

namespace AccountingSync.Ingestion.Sources.Clover;

/// <summary>Clover's amounts: whole cents. It works in currencies of two decimals; for one that ISO 4217 divides otherwise each number would be a
/// guess. (docs.clover.com/docs/payment-response-reference)</summary>
static class CloverMoney
{
    public static string Currency(this VendorObject owner) =>
        owner.RequiredText("currency").ToUpperInvariant() is var currency && Currencies.TryFind(currency, out var known) && known.Scale == 2
            ? currency
            : throw new VendorShapeException($"Clover documents no minor unit for {owner.Text("currency")}.");

    /// <returns>0 when the member is absent or null.</returns>
    public static decimal Cents(this VendorObject owner, string name) => (owner.Number(name) ?? 0) / 100m;

    public static decimal RequiredCents(this VendorObject owner, string name) => owner.RequiredNumber(name) / 100m;

    /// <summary>Lists are within an object, <c>{"elements":[…]}</c>; the reference shows them as arrays, which are taken as well.</summary>
    /// <returns>Empty when the member is absent or null.</returns>
    public static IReadOnlyList<VendorObject> Elements(this VendorObject owner, string name) =>
        owner.Expanded(name) is { } list ? list.Objects("elements") : owner.Objects(name);
}
