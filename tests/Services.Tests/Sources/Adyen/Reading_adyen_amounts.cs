using System.Text;
using System.Text.Json.Nodes;
using AccountingSync.Accounting;
using AccountingSync.Ingestion.Sources;
using AccountingSync.Ingestion.Sources.Adyen;

namespace AccountingSync.Services.Tests.Sources.Adyen;

public sealed class Reading_adyen_amounts
{
    [TestCase("CVE")]
    [TestCase("DJF")]
    [TestCase("GNF")]
    [TestCase("IDR")]
    [TestCase("JPY")]
    [TestCase("KMF")]
    [TestCase("KRW")]
    [TestCase("PYG")]
    [TestCase("RWF")]
    [TestCase("UGX")]
    [TestCase("VND")]
    [TestCase("VUV")]
    [TestCase("XAF")]
    [TestCase("XOF")]
    [TestCase("XPF")]
    public void takes_whole_units_of(string currency) => Assert.That(Gross(currency, 1234), Is.EqualTo(1234m));

    [TestCase("BHD")]
    [TestCase("IQD")]
    [TestCase("JOD")]
    [TestCase("KWD")]
    [TestCase("LYD")]
    [TestCase("OMR")]
    [TestCase("TND")]
    public void takes_thousandths_of(string currency) => Assert.That(Gross(currency, 1234), Is.EqualTo(1.234m));

    [TestCase("CLP")]
    [TestCase("ISK")]
    public void takes_hundredths_of_what_has_none(string currency)
    {
        Assert.That(Gross(currency, 120_000), Is.EqualTo(1200m));
        Assert.That(Read(currency, 120_050), Is.InstanceOf<SourceEvent.Unknown>(), "half a unit");
    }

    [Test]
    public void takes_hundredths_of_every_other_currency_that_iso_4217_divides_so()
    {
        foreach (var currency in Currencies.All.Where(currency => currency.Scale == 2 && currency.Code is not ("CVE" or "IDR")))
            Assert.That(Gross(currency.Code, 1), Is.EqualTo(0.01m), currency.Code);
    }

    [TestCase("BIF")]
    [TestCase("UYI")]
    [TestCase("CLF")]
    [TestCase("UYW")]
    public void does_not_guess_where_adyen_documents_nothing(string currency) =>
        Assert.That(Read(currency, 100), Is.InstanceOf<SourceEvent.Unknown>());

    [TestCase("BTC")]
    [TestCase("eur")]
    [TestCase("EURO")]
    public void holds_what_is_no_currency(string currency) => Assert.That(Read(currency, 100), Is.InstanceOf<SourceEvent.Unknown>());

    [TestCase(long.MaxValue)]
    [TestCase(-100)]
    public void holds_what_no_sale_can_be(long value) => Assert.That(Read("JPY", value), Is.InstanceOf<SourceEvent.Unknown>());

    static decimal Gross(string currency, long minor)
    {
        var read = Read(currency, minor);
        Assert.That(read, Is.InstanceOf<SourceEvent.Facts>(), read.ToString());
        var payment = ((SourceEvent.Facts)read).Transactions.Single();
        Assert.That(payment.Currency, Is.EqualTo(currency));
        return payment.Gross;
    }

    static SourceEvent Read(string currency, long minor)
    {
        var received = JsonNode.Parse(TestFiles.Bytes("Sources/Adyen/documented/authorisation.json"))!;
        received["notificationItems"]![0]!["NotificationRequestItem"]!["amount"] = new JsonObject { ["value"] = minor, ["currency"] = currency };
        return AdyenSource.CapturedAtOnce.Read("adyen", Encoding.UTF8.GetBytes(received.ToJsonString()));
    }
}
