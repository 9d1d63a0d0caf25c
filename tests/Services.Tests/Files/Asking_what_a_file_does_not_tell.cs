using AccountingSync.Ingestion.Files;
using AccountingSync.Ingestion.Files.Csv;

namespace AccountingSync.Services.Tests.Files;

/// <summary>Signs and orders that may be read in two ways are told by the rest of the file, or asked for.</summary>
public sealed class Asking_what_a_file_does_not_tell
{
    const string PayPal = "Date,Time,TimeZone,Type,Status,Currency,Gross,Fee,Net,Transaction ID,Reference Txn ID,Balance Impact\n";

    [Test]
    public void asks_for_the_order_of_a_date_that_may_be_either()
    {
        const string File = PayPal + "01/02/2026,10:11:12,PST,Express Checkout Payment,Completed,EUR,10.00,-0.50,9.50,PP1,,Credit\n";
        Assert.That(
            Exports.Open(File),
            Is.EqualTo(
                new OpenResult.Refused(
                    "dates",
                    "ambiguous",
                    "'01/02/2026' may begin with the day or the month, and no other date tells. Say 'dates=dmy' or 'dates=mdy'."
                )
            )
        );
        Assert.That(Exports.Facts(Exports.Read(File, new FileSettings { Dates = DateOrder.MonthDayYear }))[0].OccurredAt.Month, Is.EqualTo(1));
    }

    [TestCase(
        "balance_transaction_id,created_utc,currency,gross,fee,net,reporting_category,source_id\ntxn_1,03/02/2026 10:00,usd,1.00,0.00,1.00,charge,ch_1\n"
    )]
    [TestCase(
        "Transaction Date,Type,Order,Payout Status,Payout Date,Amount,Fee,Net,Currency\n03/02/2026 10:00:00 +0000,charge,#1,paid,2026-02-05,1.00,0.10,0.90,usd\n"
    )]
    public void asks_for_the_order_also_where_the_vendor_usually_writes_the_year_first(string file)
    {
        var refused = (OpenResult.Refused)Exports.Open(file);
        Assert.That((refused.Field, refused.Rule), Is.EqualTo(("dates", "ambiguous")));
        Assert.That(
            Exports.Facts(Exports.Read(file, new FileSettings { Dates = DateOrder.DayMonthYear }))[0].OccurredAt,
            Is.EqualTo(new DateTimeOffset(2026, 2, 3, 10, 0, 0, TimeSpan.Zero))
        );
    }

    [Test]
    public void asks_for_the_sign_of_a_number_that_may_be_either()
    {
        const string File = PayPal + "13/01/2026,10:11:12,PST,Express Checkout Payment,Completed,JPY,\"1,000\",0,\"1,000\",PP1,,Credit\n";
        Assert.That(((OpenResult.Refused)Exports.Open(File)).Field, Is.EqualTo("decimal"));
        Assert.That(Exports.Facts(Exports.Read(File, new FileSettings { Decimal = DecimalSign.Point }))[0].Gross, Is.EqualTo(1_000m));
    }

    [Test]
    public void asks_for_the_currency_behind_a_sign_that_several_have()
    {
        var rows = Exports.Read(Exports.Bytes("square_transactions"));
        Assert.That(
            rows.Select(row => ((FileRow.Refused)row.Row).Message).Distinct(),
            Is.EqualTo(["The file names no currency, and its sign may be that of several. Say it, as in 'currency=USD'."])
        );
    }

    [TestCase("1,234.50", DecimalSign.Point, "1234.50")]
    [TestCase("1.234,50", DecimalSign.Comma, "1234.50")]
    [TestCase("1 234,5", DecimalSign.Comma, "1234.5")]
    [TestCase("1\u00A0234\u00A0567,89", DecimalSign.Comma, "1234567.89")]
    [TestCase("1'234.50", DecimalSign.Point, "1234.50")]
    [TestCase("(12.00)", DecimalSign.Point, "-12.00")]
    [TestCase("12.00-", DecimalSign.Point, "-12.00")]
    [TestCase("\u221212.00", DecimalSign.Point, "-12.00")]
    [TestCase("-0.00", DecimalSign.Point, "0")]
    [TestCase(".5", DecimalSign.Point, "0.5")]
    [TestCase("1,234", DecimalSign.Point, "1234")]
    [TestCase("1,23", DecimalSign.Point, null)]
    [TestCase("1.2.3", DecimalSign.Point, null)]
    [TestCase("1,234,56.00", DecimalSign.Point, null)]
    [TestCase("1.234.56", DecimalSign.Comma, null)]
    [TestCase("12.", DecimalSign.Point, null)]
    [TestCase("1e3", DecimalSign.Point, null)]
    [TestCase("--1", DecimalSign.Point, null)]
    [TestCase("-", DecimalSign.Point, null)]
    [TestCase("", DecimalSign.Point, null)]
    [TestCase("123456789012345678901", DecimalSign.Point, null)]
    public void numbers_are_read_strictly(string text, object sign, string? expected)
    {
        var read = DecimalText.TryParse(text, (DecimalSign)sign, out var amount);
        Assert.That(
            read ? amount : default(decimal?),
            Is.EqualTo(expected is null ? default(decimal?) : decimal.Parse(expected, System.Globalization.CultureInfo.InvariantCulture))
        );
    }
}
