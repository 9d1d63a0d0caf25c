using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using AccountingSync.Accounting;
using AccountingSync.Ingestion.Sources;
using AccountingSync.Ingestion.Sources.Stripe;

namespace AccountingSync.Services.Tests.Sources.Stripe;

public sealed class Reading_stripe_amounts
{
    static readonly string[] WithoutDecimals =
    [
        "BIF",
        "CLP",
        "DJF",
        "GNF",
        "JPY",
        "KMF",
        "KRW",
        "MGA",
        "PYG",
        "RWF",
        "VND",
        "VUV",
        "XAF",
        "XOF",
        "XPF",
    ];
    static readonly string[] WithThreeDecimals = ["BHD", "JOD", "KWD", "OMR", "TND"];
    static readonly string[] InHundredthsAllTheSame = ["ISK", "UGX"];

    [TestCaseSource(nameof(WithoutDecimals))]
    public void takes_whole_units_of(string currency) => Assert.That(Gross(currency, 500), Is.EqualTo(500m));

    [TestCaseSource(nameof(WithThreeDecimals))]
    public void takes_thousandths_of(string currency)
    {
        Assert.That(Gross(currency, 5120), Is.EqualTo(5.12m));
        // Stripe asks for a last digit of 0 when it is charged; a fee of its own need not have one.
        Assert.That(Gross(currency, 5124), Is.EqualTo(5.124m));
    }

    [TestCaseSource(nameof(InHundredthsAllTheSame))]
    public void takes_hundredths_that_are_always_00_of(string currency)
    {
        Assert.That(Gross(currency, 500), Is.EqualTo(5m));
        Assert.That(Read(currency, 550), Is.InstanceOf<SourceEvent.Unknown>());
        Assert.That(Read(currency, 5), Is.InstanceOf<SourceEvent.Unknown>());
    }

    [TestCase("HUF")]
    [TestCase("TWD")]
    public void takes_hundredths_of_what_only_payouts_round(string currency) => Assert.That(Gross(currency, 1045), Is.EqualTo(10.45m));

    [Test]
    public void takes_hundredths_of_every_currency_with_two_decimals()
    {
        var others = Currencies.All.Where(currency => currency.Scale == 2 && !WithoutDecimals.Contains(currency.Code));
        foreach (var currency in others)
            Assert.That(Gross(currency.Code, 1), Is.EqualTo(0.01m), currency.Code);
    }

    [Test]
    public void does_not_guess_where_stripe_documents_nothing()
    {
        string[] known = [.. WithoutDecimals, .. WithThreeDecimals, .. InHundredthsAllTheSame];
        var odd = Currencies.All.Where(currency => currency.Scale != 2 && !known.Contains(currency.Code)).Select(currency => currency.Code).ToList();
        Assert.That(odd, Is.EquivalentTo(["UYI", "IQD", "LYD", "CLF", "UYW"]));
        foreach (var currency in odd)
            Assert.That(Read(currency, 100), Is.InstanceOf<SourceEvent.Unknown>(), currency);
    }

    [TestCase("usdc")]
    [TestCase("xxx")]
    public void holds_what_is_no_currency(string currency) => Assert.That(Read(currency, 100), Is.InstanceOf<SourceEvent.Unknown>());

    [Test]
    public void holds_what_no_ledger_can_carry() => Assert.That(Read("JPY", long.MaxValue), Is.InstanceOf<SourceEvent.Unknown>());

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
        var received = JsonNode.Parse(TestFiles.Bytes("Sources/Stripe/derived/charge.succeeded-captured.json"))!;
        var charge = received["data"]!["object"]!;
        charge["currency"] = currency.ToLower(CultureInfo.InvariantCulture);
        charge["amount"] = minor;
        charge["amount_captured"] = minor;
        return new StripeSource().Read("stripe", Encoding.UTF8.GetBytes(received.ToJsonString()));
    }
}
