using AccountingSync.Accounting;
using FsCheck;
using FsCheck.Fluent;

namespace AccountingSync.Services.Tests.RuleSets;

/// <summary>Valid transactions of every kind, with parts that add up, in currencies of every scale.</summary>
static class RandomTransactions
{
    static readonly string[] ItemKinds = ["product", "service", "gift_card", "voucher"];
    static readonly string?[] Categories = [null, "food", "Food & Drink", "Café", "食品", "2nd hand", "---"];
    static readonly string[] Methods = ["card", "cash", "gift_card", "store_credit", "bank_transfer", "wallet"];
    static readonly string[] Jurisdictions = ["NY", "NY City", "DE", "JP"];
    static readonly string?[] Statuses = [null, "opened", "won", "lost", "paid", "failed", "odd"];

    static readonly TransactionKind[] Signed =
    [
        TransactionKind.Adjustment,
        TransactionKind.Payout,
        TransactionKind.Fee,
        TransactionKind.Transfer,
        TransactionKind.Dispute,
    ];

    sealed record Parts(TransactionItem[] Items, TransactionTax[] Taxes, decimal Tip, decimal Discount, decimal Shipping);

    public static Gen<SourceTransaction> Any =>
        from kind in Gen.Elements(Enum.GetValues<TransactionKind>())
        from currency in Gen.Elements(new[] { "USD", "EUR", "JPY", "KWD", "CLF" }.Select(Currencies.Find).ToArray())
        from parts in PartsIn(currency)
        from untold in Amount(currency, -20_000, 100_000)
        from tendered in Tenders(currency)
        from attributes in Attributes
        from location in Gen.Elements<string?>(null, "main-street", "Pier 39")
        from minutes in Gen.Choose(0, 60 * 24 * 3000)
        select Compose(kind, currency, parts, untold, tendered, attributes) with
        {
            Location = location,
            OccurredAt = new DateTimeOffset(2020, 1, 2, 12, 0, 0, TimeSpan.Zero).AddMinutes(minutes),
        };

    static SourceTransaction Compose(
        TransactionKind kind,
        Currency currency,
        Parts parts,
        decimal untold,
        TransactionTender[] tendered,
        IReadOnlyDictionary<string, string> attributes
    )
    {
        var sum = parts.Taxes.Sum(tax => tax.Amount) + parts.Tip + parts.Shipping - parts.Discount;
        // Without items the goods are implied; they, and the gross of unsigned kinds, must not be negative.
        var mayBeNegative = Signed.Contains(kind);
        var net = parts.Items.Length > 0 ? parts.Items.Sum(item => item.Net) : (mayBeNegative ? untold : Math.Abs(untold));
        var gross = net + sum;
        var discount = parts.Discount;
        if (!mayBeNegative && gross < 0m)
            (gross, discount) = (0m, discount + gross);
        // Ingestion refuses parts that exceed a gross which is not negative.
        if (parts.Items.Length == 0 && net < 0m && gross >= 0m)
            return Compose(kind, currency, parts, -untold, tendered, attributes);
        if (discount < 0m)
            return Compose(kind, currency, parts with { Items = [], Discount = 0m, Taxes = [] }, untold, tendered, attributes);
        TransactionTender[] tenders =
            tendered.Length == 0 ? [] : [.. tendered, new TransactionTender("card", gross - tendered.Sum(tender => tender.Amount), null)];
        return new SourceTransaction
        {
            Source = "Shop 1",
            Id = "t-1",
            Kind = kind,
            OccurredAt = default,
            Currency = currency.Code,
            Gross = gross,
            Items = parts.Items,
            Taxes = parts.Taxes,
            Tip = parts.Tip,
            Discount = discount,
            Shipping = parts.Shipping,
            Tenders = tenders,
            Attributes = attributes,
        };
    }

    static Gen<Parts> PartsIn(Currency currency) =>
        from items in ListOf(
            4,
            from kind in Gen.Elements(ItemKinds)
            from category in Gen.Elements(Categories)
            from net in Amount(currency, -2_000, 50_000)
            select new TransactionItem("sku", kind, category, 1m, net)
        )
        from taxes in ListOf(
            3,
            from jurisdiction in Gen.Elements(Jurisdictions)
            from amount in Amount(currency, -100, 5_000)
            select new TransactionTax(jurisdiction, "sales", amount)
        )
        from tip in Amount(currency, 0, 2_000)
        from discount in Amount(currency, 0, 3_000)
        from shipping in Amount(currency, 0, 3_000)
        select new Parts(items, taxes, tip, discount, shipping);

    static Gen<TransactionTender[]> Tenders(Currency currency) =>
        ListOf(
            3,
            from method in Gen.Elements(Methods)
            from amount in Amount(currency, -500, 20_000)
            select new TransactionTender(method, amount, null)
        );

    static Gen<IReadOnlyDictionary<string, string>> Attributes =>
        from status in Gen.Elements(Statuses)
        from category in Gen.Elements(Categories)
        select (IReadOnlyDictionary<string, string>)
            new[] { ("status", status), ("category", category) }
                .Where(pair => pair.Item2 is not null)
                .ToDictionary(pair => pair.Item1, pair => pair.Item2!);

    static Gen<decimal> Amount(Currency currency, int from, int to) => Gen.Choose(from, to).Select(units => units / currency.MinorUnits);

    static Gen<T[]> ListOf<T>(int most, Gen<T> element) => Gen.Choose(0, most).SelectMany(count => element.ArrayOf(count));
}
