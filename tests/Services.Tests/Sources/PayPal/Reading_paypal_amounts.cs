using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using AccountingSync.Accounting;
using AccountingSync.Ingestion.Sources;

namespace AccountingSync.Services.Tests.Sources.PayPal;

public sealed class Reading_paypal_amounts
{
    [TestCase("30.00", "30")]
    [TestCase("30", "30")]
    [TestCase("030.0", "30")]
    [TestCase(".5", "0.5")]
    [TestCase("0.05", "0.05")]
    public void takes_what_paypal_documents(string text, string amount) =>
        Assert.That(Gross("USD", text), Is.EqualTo(decimal.Parse(amount, CultureInfo.InvariantCulture)));

    [Test]
    public void keeps_every_cent_of_what_a_ledger_can_carry() => Assert.That(Gross("USD", "9999999999999.99"), Is.EqualTo(9999999999999.99m));

    [Test]
    public void takes_the_smallest_unit_of_every_currency_and_nothing_smaller()
    {
        foreach (var currency in Currencies.All)
        {
            var unit = 1m / currency.MinorUnits;
            Assert.That(Gross(currency.Code, currency.Format(unit)), Is.EqualTo(unit), currency.Code);
            Assert.That(Read(currency.Code, "1." + new string('0', currency.Scale) + "1"), Is.InstanceOf<SourceEvent.Unknown>(), currency.Code);
        }
    }

    [TestCase("BTC")]
    [TestCase("usd")]
    [TestCase("")]
    public void holds_what_is_no_currency(string currency) => Assert.That(Read(currency, "1"), Is.InstanceOf<SourceEvent.Unknown>());

    [TestCase("")]
    [TestCase("-")]
    [TestCase(".")]
    [TestCase("5.")]
    [TestCase("+5")]
    [TestCase("5,00")]
    [TestCase("1,000.00")]
    [TestCase(" 5")]
    [TestCase("5e2")]
    [TestCase("5.0.0")]
    [TestCase("--5")]
    [TestCase("٥")]
    [TestCase("-5.00")]
    [TestCase("12345678901234567890123456789")]
    [TestCase("99999999999999999999999999.99")]
    public void holds_every_other_text(string text) => Assert.That(Read("USD", text), Is.InstanceOf<SourceEvent.Unknown>());

    static decimal Gross(string currency, string value)
    {
        var read = Read(currency, value);
        Assert.That(read, Is.InstanceOf<SourceEvent.Facts>(), $"{currency} {read}");
        return ((SourceEvent.Facts)read).Transactions.Single().Gross;
    }

    static SourceEvent Read(string currency, string value)
    {
        var received = JsonNode.Parse(TestFiles.Bytes("Sources/PayPal/derived/PAYMENT.CAPTURE.COMPLETED-no-breakdown.json"))!;
        received["resource"]!["amount"] = new JsonObject { ["currency_code"] = currency, ["value"] = value };
        return UncheckedPayPal.Source().Read("paypal", Encoding.UTF8.GetBytes(received.ToJsonString()));
    }
}
