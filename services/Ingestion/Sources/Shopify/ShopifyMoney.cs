using AccountingSync.Accounting;

namespace AccountingSync.Ingestion.Sources.Shopify;

/// <summary>Shopify's money: decimals in major units, each amount in two currencies beside each other, the shop's (in which its books are) and
/// the one that the customer saw. (shopify.dev/docs/api/admin-rest, "multi-currency")</summary>
/// <param name="Side">Which of both: shop_money or presentment_money.</param>
sealed record ShopifyMoney(string Side, Currency Currency)
{
    const string ShopSide = "shop_money";

    public static ShopifyMoney Shop(string currency) => new(ShopSide, Known(currency));

    public static ShopifyMoney Presentment(string currency) => new("presentment_money", Known(currency));

    /// <returns>Null when the member is absent or null.</returns>
    public static string? ShopCurrencyOf(VendorObject owner, string set) => owner.Child(set)?.RequiredChild(ShopSide).RequiredText("currency_code");

    /// <summary>0 when the member is absent or null. What is in another currency than the whole is refused.</summary>
    public decimal Of(VendorObject owner, string set)
    {
        if (owner.Child(set)?.RequiredChild(Side) is not { } money)
            return 0m;
        var currency = money.RequiredText("currency_code");
        return currency == Currency.Code
            ? Bounded(money, "amount")
            : throw new VendorShapeException($"'{set}' is in {currency}, and what it is part of in {Currency.Code}.");
    }

    public decimal Required(VendorObject owner, string set) => owner.Child(set) is null ? throw VendorObject.Missing(set) : Of(owner, set);

    public string Text(decimal amount) => $"{Currency.Format(amount)} {Currency.Code}";

    /// <summary>An amount that no ledger can carry would overflow when it is multiplied.</summary>
    public static decimal Bounded(VendorObject owner, string name) =>
        owner.AnyDecimal(name) is not { } amount ? throw VendorObject.Missing(name)
        : Math.Abs(amount) <= JournalEntry.MaxAmount ? amount
        : throw VendorObject.Unexpected(name, "an amount that a ledger can carry");

    /// <summary>0 when the member is absent or null.</summary>
    public static decimal BoundedOrZero(VendorObject owner, string name) => owner.AnyDecimal(name) is null ? 0m : Bounded(owner, name);

    static Currency Known(string code) =>
        Currencies.TryFind(code, out var currency) ? currency : throw new VendorShapeException($"'{code}' is no ISO 4217 currency in use.");
}
