using System.Text;
using System.Text.Json.Nodes;
using AccountingSync.Accounting;
using AccountingSync.Ingestion.Sources;

namespace AccountingSync.Services.Tests.Sources.Shopify;

public sealed class Reading_shopify_amounts
{
    [Test]
    public void takes_major_units_of_every_currency_with_all_of_its_decimals()
    {
        foreach (var currency in Currencies.All)
        {
            var smallest = 1m / currency.MinorUnits;
            Assert.That(Gross(currency.Code, currency.Format(1234m + smallest)), Is.EqualTo(1234m + smallest), currency.Code);
        }
    }

    [TestCase("JPY", "1234.00")]
    [TestCase("JPY", "1234.0")]
    [TestCase("ISK", "1234.00")]
    [TestCase("USD", "1234")]
    public void takes_zeros_that_are_too_many_or_missing(string currency, string amount) => Assert.That(Gross(currency, amount), Is.EqualTo(1234m));

    [TestCase("JPY", "1234.50")]
    [TestCase("USD", "12.345")]
    [TestCase("KWD", "1.2345")]
    public void holds_fractions_of_the_smallest_unit(string currency, string amount) =>
        Assert.That(Read(currency, amount), Is.InstanceOf<SourceEvent.Unknown>());

    [TestCase("USDC")]
    [TestCase("usd")]
    [TestCase("JEP")]
    [TestCase("XXX")]
    public void holds_what_is_no_currency(string currency) => Assert.That(Read(currency, "1.00"), Is.InstanceOf<SourceEvent.Unknown>());

    [TestCase("1e3")]
    [TestCase("1,234.00")]
    [TestCase("$12.00")]
    [TestCase("12.")]
    [TestCase(" 12.00")]
    [TestCase("999999999999999999")]
    [TestCase("-5.00")]
    public void holds_what_is_no_amount_of_a_sale(string amount) => Assert.That(Read("USD", amount), Is.InstanceOf<SourceEvent.Unknown>());

    [Test]
    public void takes_numbers_to_the_digit() =>
        Assert.That(((SourceEvent.Facts)Read("USD", JsonNode.Parse("0.10")!)).Transactions.Single().Gross, Is.EqualTo(0.10m));

    static decimal Gross(string currency, string amount)
    {
        var read = Read(currency, amount);
        Assert.That(read, Is.InstanceOf<SourceEvent.Facts>(), read.ToString());
        var sale = ((SourceEvent.Facts)read).Transactions.Single();
        Assert.That(sale.Currency, Is.EqualTo(currency));
        return sale.Gross;
    }

    static SourceEvent Read(string currency, JsonNode amount)
    {
        var order = JsonNode.Parse(TestFiles.Bytes("Sources/Shopify/derived/orders.paid-kwd.json"))!;
        order["currency"] = currency;
        order["presentment_currency"] = currency;
        Set(order, currency, amount);
        return ShopifyFiles.ReadAs("orders/paid", Encoding.UTF8.GetBytes(order.ToJsonString()));
    }

    /// <summary>The one price and the totals; all else is zero.</summary>
    static void Set(JsonNode node, string currency, JsonNode amount)
    {
        if (node is JsonArray entries)
            foreach (var entry in entries)
                Set(entry!, currency, amount);
        if (node is not JsonObject members)
            return;
        if (members.ContainsKey("currency_code"))
        {
            members["currency_code"] = currency;
            members["amount"] = members["amount"]!.GetValue<string>() == "12.345" ? amount.DeepClone() : "0";
        }
        foreach (var member in members)
            if (member.Value is { } value)
                Set(value, currency, amount);
    }
}
