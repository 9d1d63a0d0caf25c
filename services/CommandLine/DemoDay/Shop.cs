using System.Globalization;
using System.Text.Json.Nodes;
using AccountingSync.Accounting;

namespace AccountingSync.CommandLine.DemoDay;

/// <summary>A shop's day: sales with everything that a sale can have. Amounts are counted in the currency's smallest unit.</summary>
sealed class Shop(string source, IReadOnlyList<string> locations, IReadOnlyList<string> currencies, DemoNumbers numbers)
{
    static readonly DateTimeOffset Opening = new(2026, 3, 5, 9, 0, 0, TimeSpan.FromHours(-5));
    const int MinutesBetween = 7;

    static readonly (string Sku, string Category, long Price)[] Goods =
    [
        ("mug", "kitchen", 1450),
        ("pan", "kitchen", 5990),
        ("novel", "books", 1299),
        ("atlas", "books", 4200),
        ("scarf", "clothing", 2350),
        ("coat", "clothing", 12900),
        ("espresso", "food", 380),
        ("cake", "food", 525),
    ];

    static readonly (string Sku, string Category, long Price)[] Purchases =
    [
        ("rent", "rent", 85000),
        ("beans", "stock", 21400),
        ("cups", "stock", 6450),
        ("cleaning", "cleaning", 4800),
        ("ads", "marketing", 15000),
    ];

    int number;

    /// <summary>Categories that goods and purchases may have: what the chart of accounts must know.</summary>
    public static IReadOnlyList<string> Categories { get; } = [.. Goods.Select(good => good.Category).Distinct()];
    public static IReadOnlyList<string> PurchaseCategories { get; } = [.. Purchases.Select(purchase => purchase.Category).Distinct()];

    public DemoTransaction Sale()
    {
        var currency = numbers.OneIn(4) ? numbers.Of(currencies) : currencies[0];
        var items = new JsonArray();
        long net = 0;
        for (var i = numbers.Below(3); i >= 0; i--)
        {
            var (sku, category, price) = numbers.Of(Goods);
            var quantity = 1 + numbers.Below(3);
            items.Add(Item(sku, "product", category, quantity, price * quantity, currency));
            net += price * quantity;
        }
        if (numbers.OneIn(12))
        {
            items.Add(Item("gift-card-50", "gift_card", null, 1, 5000, currency));
            net += 5000;
        }
        var discount = numbers.OneIn(5) ? net / 10 : 0;
        var state = (net - discount) * 4 / 100;
        var city = (net - discount) * 45 / 1000;
        var tip = numbers.OneIn(4) ? net * 15 / 100 : 0;
        var shipping = numbers.OneIn(6) ? 650 : 0;
        var gross = net - discount + state + city + tip + shipping;
        var body = Body("sale", currency, gross);
        body["items"] = items;
        body["taxes"] = new JsonArray(Tax("NY State", state, currency), Tax("NY City", city, currency));
        body["tip"] = Money(tip, currency);
        body["discount"] = Money(discount, currency);
        body["shipping"] = Money(shipping, currency);
        body["tenders"] = Tenders(gross, currency);
        return DemoTransaction.Of(body);
    }

    /// <summary>The first item of a sale comes back, at the price that was paid for it.</summary>
    public DemoTransaction RefundOf(DemoTransaction sale)
    {
        var currency = sale.Body["currency"]!.GetValue<string>();
        decimal Amount(JsonNode part, string name) => decimal.Parse(part[name]!.GetValue<string>(), CultureInfo.InvariantCulture);
        var item = sale.Body["items"]![0]!.DeepClone();
        var net = (long)(Amount(item, "net") * Currencies.Find(currency).MinorUnits);
        var discount = Amount(sale.Body, "discount") > 0m ? net / 10 : 0;
        var body = Body("refund", currency, net - discount);
        body["discount"] = Money(discount, currency);
        body["tenders"] = new JsonArray(new JsonObject { ["method"] = "card", ["amount"] = Money(net - discount, currency) });
        body["items"] = new JsonArray(item);
        body["related_to"] = sale.Id;
        return DemoTransaction.Of(body);
    }

    public DemoTransaction Expense()
    {
        var currency = currencies[0];
        var (sku, category, price) = numbers.Of(Purchases);
        var tax = price * 8 / 100;
        var body = Body("expense", currency, price + tax);
        body["items"] = new JsonArray(Item(sku, "service", category, 1, price, currency));
        body["taxes"] = new JsonArray(Tax("NY State", tax, currency));
        body["tenders"] = new JsonArray(
            new JsonObject { ["method"] = numbers.Of(["cash", "bank_transfer", "card"]), ["amount"] = Money(price + tax, currency) }
        );
        return DemoTransaction.Of(body);
    }

    /// <summary>Kinds without a rule: their meaning differs from source to source, so they wait for a person.</summary>
    public DemoTransaction Unmapped(string kind) => DemoTransaction.Of(Body(kind, currencies[0], 500));

    /// <summary>The same sale with the price of its first item corrected, as a till sends it when the label was wrong.</summary>
    public static DemoTransaction Corrected(DemoTransaction sale)
    {
        var currency = sale.Body["currency"]!.GetValue<string>();
        var more = 1m;
        var body = sale.Body.DeepClone().AsObject();
        void Raise(JsonNode part, string name) =>
            part[name] = Text(decimal.Parse(part[name]!.GetValue<string>(), CultureInfo.InvariantCulture) + more, currency);
        body["revision"] = sale.Revision + 1;
        Raise(body, "gross");
        Raise(body["items"]![0]!, "net");
        Raise(body["tenders"]![0]!, "amount");
        return DemoTransaction.Of(body);
    }

    JsonObject Body(string kind, string currency, long gross)
    {
        number++;
        var body = new JsonObject
        {
            ["source"] = source,
            ["id"] = string.Create(CultureInfo.InvariantCulture, $"{kind}-{number:0000}"),
            ["revision"] = 1,
            ["kind"] = kind,
            ["occurred_at"] = Opening.AddMinutes(number * MinutesBetween).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture),
            ["currency"] = currency,
            ["gross"] = Money(gross, currency),
            ["location"] = numbers.Of(locations),
            ["attributes"] = new JsonObject { ["register"] = (1 + numbers.Below(3)).ToString(CultureInfo.InvariantCulture) },
        };
        return body;
    }

    JsonArray Tenders(long gross, string currency)
    {
        var first = gross / 2;
        return numbers.Below(6) switch
        {
            0 => [Tender("cash", gross, currency)],
            1 => [Tender("cash", first, currency), Tender("card", gross - first, currency)],
            2 => [Tender("gift_card", first, currency), Tender("card", gross - first, currency)],
            3 => [Tender("store_credit", first, currency), Tender("cash", gross - first, currency)],
            _ => [Tender("card", gross, currency)],
        };
    }

    JsonObject Tender(string method, long amount, string currency) =>
        new()
        {
            ["method"] = method,
            ["amount"] = Money(amount, currency),
            ["reference"] = string.Create(CultureInfo.InvariantCulture, $"{method}-{number:0000}"),
        };

    static JsonObject Item(string sku, string kind, string? category, int quantity, long net, string currency) =>
        new()
        {
            ["sku"] = sku,
            ["kind"] = kind,
            ["category"] = category,
            ["quantity"] = quantity.ToString(CultureInfo.InvariantCulture),
            ["net"] = Money(net, currency),
        };

    static JsonObject Tax(string jurisdiction, long amount, string currency) =>
        new()
        {
            ["jurisdiction"] = jurisdiction,
            ["code"] = "sales",
            ["amount"] = Money(amount, currency),
        };

    static string Money(long smallest, string currency) => Text(smallest / Currencies.Find(currency).MinorUnits, currency);

    static string Text(decimal amount, string currency) => Currencies.Find(currency).Format(amount);
}
