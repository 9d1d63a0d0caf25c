using System.Text;
using System.Text.Json.Nodes;
using AccountingSync.Accounting;
using AccountingSync.Ingestion.Sources;
using AccountingSync.Ingestion.Sources.Square;

namespace AccountingSync.Services.Tests.Sources.Square;

public sealed class Reading_square_amounts
{
    [TestCase("USD")]
    [TestCase("CAD")]
    [TestCase("AUD")]
    [TestCase("GBP")]
    [TestCase("EUR")]
    public void takes_hundredths_of(string currency) => Assert.That(Gross(currency, 1234), Is.EqualTo(12.34m));

    [Test]
    public void takes_whole_yen() => Assert.That(Gross("JPY", 1234), Is.EqualTo(1234m));

    [Test]
    public void takes_hundredths_of_every_currency_that_iso_4217_divides_so()
    {
        foreach (var currency in Currencies.All.Where(currency => currency.Scale == 2))
            Assert.That(Gross(currency.Code, 1), Is.EqualTo(0.01m), currency.Code);
    }

    [Test]
    public void does_not_guess_where_square_documents_nothing()
    {
        foreach (var currency in Currencies.All.Where(currency => currency.Scale != 2 && currency.Code != "JPY"))
            Assert.That(Read(currency.Code, 100), Is.InstanceOf<SourceEvent.Unknown>(), currency.Code);
    }

    [TestCase("BTC")]
    [TestCase("usd")]
    [TestCase("UNKNOWN_CURRENCY")]
    public void holds_what_is_no_currency(string currency) => Assert.That(Read(currency, 100), Is.InstanceOf<SourceEvent.Unknown>());

    [Test]
    public void holds_what_no_ledger_can_carry() => Assert.That(Read("JPY", long.MaxValue), Is.InstanceOf<SourceEvent.Unknown>());

    [Test]
    public void holds_a_sale_of_less_than_nothing() => Assert.That(Read("USD", -100), Is.InstanceOf<SourceEvent.Unknown>());

    static decimal Gross(string currency, long minor)
    {
        var read = Read(currency, minor);
        Assert.That(read, Is.InstanceOf<SourceEvent.Facts>(), read.ToString());
        var payment = ((SourceEvent.Facts)read).Transactions[0];
        Assert.That(payment.Currency, Is.EqualTo(currency));
        return payment.Gross;
    }

    static SourceEvent Read(string currency, long minor)
    {
        var received = JsonNode.Parse(TestFiles.Bytes("Sources/Square/documented/payment.updated.json"))!;
        var payment = received["data"]!["object"]!["payment"]!;
        payment["amount_money"] = new JsonObject { ["amount"] = minor, ["currency"] = currency };
        payment["total_money"] = new JsonObject { ["amount"] = minor, ["currency"] = currency };
        return new SquareSource().Read("square", Encoding.UTF8.GetBytes(received.ToJsonString()));
    }
}
