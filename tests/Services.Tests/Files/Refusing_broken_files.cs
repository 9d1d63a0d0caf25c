using System.Text;
using AccountingSync.Ingestion.Files;

namespace AccountingSync.Services.Tests.Files;

/// <summary>What is wrong with a file is said with the row, the column, the rule and what to do; nothing is guessed and nothing left out silently.</summary>
public sealed class Refusing_broken_files
{
    const string Stripe = "balance_transaction_id,created_utc,currency,gross,fee,net,reporting_category,source_id,description\n";
    const string Good = "txn_1,2026-01-01 10:00:00,usd,10.00,0.50,9.50,charge,ch_1,ok\n";
    const string PayPal = "Date,Time,TimeZone,Type,Status,Currency,Gross,Fee,Net,Transaction ID,Reference Txn ID,Balance Impact\n";
    const string Adyen =
        "Merchant Account,Psp Reference,Merchant Reference,Payment Method,Creation Date,TimeZone,Type,Modification Reference,Gross Currency,Gross Debit (GC),Gross Credit (GC),Net Currency,Net Debit (NC),Net Credit (NC),Commission (NC),Batch Number\n";
    const string Shopify =
        "Name,Financial Status,Currency,Subtotal,Shipping,Taxes,Total,Discount Amount,Created at,Lineitem quantity,Lineitem price,Lineitem sku,Payment Method,Refunded Amount,Id\n";
    const string Canonical = "source,id,kind,occurred_at,currency,gross\n";

    static IEnumerable<TestCaseData> Rows()
    {
        TestCaseData Row(string what, string file, long line, string field, string rule, string message) =>
            new TestCaseData(file, line, field, rule, message).SetArgDisplayNames(what);

        yield return Row(
            "net does not agree",
            Stripe + Good + "txn_2,2026-01-01 10:00:00,usd,10.00,0.50,9.49,charge,ch_2,\n",
            3,
            "net",
            "net",
            "gross less fee is 9.50, and the cell says 9.49: -0.01 is unexplained. Export the row once more."
        );
        yield return Row(
            "no number",
            Stripe + Good + "txn_2,2026-01-01 10:00:00,usd,ten,0.50,9.50,charge,ch_2,\n",
            3,
            "gross",
            "amount",
            "'ten' is no number with a decimal point, as the file has it elsewhere. Mend the cell, or say the sign ('decimal=point', 'decimal=comma')."
        );
        yield return Row(
            "the other decimal sign in one row",
            Stripe + Good + "txn_2,2026-01-01 10:00:00,usd,\"10,00\",0.50,9.50,charge,ch_2,\n",
            3,
            "gross",
            "amount",
            "'10,00' is no number with a decimal point, as the file has it elsewhere. Mend the cell, or say the sign ('decimal=point', 'decimal=comma')."
        );
        yield return Row(
            "an id is missing",
            Stripe + "txn_2,2026-01-01 10:00:00,usd,10.00,0.50,9.50,charge,,\n",
            2,
            "source_id",
            "required",
            "The cell is empty or the column is missing. Fill it in."
        );
        yield return Row(
            "no such day",
            Stripe + "txn_2,2026-02-30 10:00:00,usd,10.00,0.50,9.50,charge,ch_2,\n",
            2,
            "created_utc",
            "time",
            "'2026-02-30 10:00:00' is no date of 1970 to 2200 in the order that the file has elsewhere. Mend the cell, or say the order ('dates=dmy', 'dates=mdy')."
        );
        yield return Row(
            "no such currency",
            Stripe + "txn_2,2026-01-01 10:00:00,usx,10.00,0.50,9.50,charge,ch_2,\n",
            2,
            "/currency",
            "unknown-currency",
            "'USX' is no ISO 4217 currency in use; send the three-letter code in capitals. (of ch_2)"
        );
        yield return Row(
            "more decimals than the currency has",
            Stripe + "txn_2,2026-01-01 10:00:00,jpy,10.50,0.00,10.50,charge,ch_2,\n",
            2,
            "/gross",
            "scale",
            "10.50 has more decimals than JPY allows (0). (of ch_2)"
        );
        yield return Row(
            "a cell too few",
            Stripe + Good + "txn_2,2026-01-01 10:00:00,usd,10.00\n" + Good.Replace("_1", "_3", StringComparison.Ordinal),
            3,
            "",
            "columns",
            "The row has 4 cells, and the header 9. Quote a cell that holds the delimiter."
        );
        yield return Row(
            "a delimiter that is not quoted",
            Stripe + "txn_2,2026-01-01 10:00:00,usd,10.00,0.50,9.50,charge,ch_2,one, two\n",
            2,
            "",
            "columns",
            "The row has 10 cells, and the header 9. Quote a cell that holds the delimiter."
        );
        yield return Row(
            "a quote that is not closed",
            Stripe + Good + "txn_2,2026-01-01 10:00:00,usd,10.00,0.50,9.50,charge,ch_2,\"open\n" + Good.Replace("_1", "_3", StringComparison.Ordinal),
            3,
            "",
            "quotes",
            "A quote stands where none may stand, or is not closed. It covers 2 lines: look for a quote that is not closed. Double a quote inside a quoted cell."
        );
        yield return Row(
            "text behind a quoted cell",
            Stripe + "txn_2,2026-01-01 10:00:00,usd,10.00,0.50,9.50,charge,ch_2,\"a\" b\n",
            2,
            "",
            "quotes",
            "A quote stands where none may stand, or is not closed. Double a quote inside a quoted cell."
        );
        yield return Row(
            "the same row twice",
            Stripe + Good + Good,
            3,
            "",
            "twice",
            "The file has ch_1 in an earlier row as well. If both are the same, leave this one out; if they are two, their ids must differ."
        );
        yield return Row(
            "a card number",
            Stripe + "txn_2,2026-01-01 10:00:00,usd,10.00,0.50,9.50,charge,4242424242424242,\n",
            2,
            "/id",
            "card-number",
            "This looks like a card number. Send the last four digits at most. (of 4242424242424242)"
        );
        yield return Row(
            "a time zone that nobody knows",
            PayPal + "13/01/2026,10:11:12,XYZ,Express Checkout Payment,Completed,EUR,10.00,-0.50,9.50,PP1,,Credit\n",
            2,
            "TimeZone",
            "time-zone",
            "The time zone 'XYZ' is not known here. Say it, as in 'timezone=Europe/Berlin'."
        );
        yield return Row(
            "money that moved and did not",
            PayPal + "13/01/2026,10:11:12,PST,Express Checkout Payment,Pending,EUR,10.00,-0.50,9.50,PP1,,Credit\n",
            2,
            "Status",
            "status",
            "It is said to have moved the balance ('Credit') and has the status 'Pending'. Download it once more."
        );
        foreach (
            var (psp, modification, column) in new[] { ("8.53562E+15", "MOD1", "Psp Reference"), ("PSP1", "8.53562E+15", "Modification Reference") }
        )
            yield return Row(
                $"a {column} that a spreadsheet has spoiled",
                Adyen + $"YOUR,{psp},ORDER,visa,2026-01-02 01:00:00,CET,Settled,{modification},EUR,,10.00,EUR,,9.90,0.10,1\n",
                2,
                column,
                "id",
                "The cell is no reference of Adyen's, which has letters and digits only. A spreadsheet may have rounded it (8.53562E+15): send the file as it was exported."
            );
        yield return Row(
            "a date that may be either behind others that tell nothing",
            Shopify
                + "#1,paid,GBP,10.00,0.00,0.00,10.00,0.00,2026-01-01 10:00:00 +0000,1,10.00,SKU,Shopify Payments,0.00,5\n"
                + string.Concat(
                    Enumerable
                        .Range(2, 1_000)
                        .Select(n => $"#{n},pending,GBP,10.00,0.00,0.00,10.00,0.00,2026-01-01 10:00:00 +0000,1,10.00,SKU,Shopify Payments,0.00,{n}\n")
                )
                + "#9,paid,GBP,10.00,0.00,0.00,10.00,0.00,03/02/2026 10:00:00 +0000,1,10.00,SKU,Shopify Payments,0.00,9\n",
            1_003,
            "Created at",
            "time",
            "'03/02/2026 10:00:00 +0000' is no time with an offset, as in 2026-01-01 10:00:00 +0100. If its order of day and month is not told elsewhere, say it ('dates=dmy', 'dates=mdy')."
        );
        yield return Row(
            "an order whose first row is missing",
            Shopify + "#1,,,,,,,,,1,10.00,SKU,,,\n",
            2,
            "Financial Status",
            "required",
            "The cell is empty or the column is missing. Fill it in."
        );
        yield return Row(
            "an order that does not add up",
            Shopify + "#1,paid,GBP,20.00,0.00,0.00,20.00,0.00,2026-01-01 10:00:00 +0000,1,10.00,SKU,Shopify Payments,0.00,5\n",
            2,
            "Subtotal",
            "subtotal",
            "what the lines come to, less the discount, is 10.00, and the cell says 20.00: 10.00 is unexplained. Export the row once more."
        );
        yield return Row(
            "an order that a spreadsheet has spoiled",
            Shopify + "#1,paid,GBP,10.00,0.00,0.00,10.00,0.00,2026-01-01 10:00:00 +0000,1,10.00,SKU,Shopify Payments,0.00,5.55E+09\n",
            2,
            "Id",
            "id",
            "The cell is no order's number as Shopify counts them. A spreadsheet may have rounded it (5.55E+09)."
        );
        yield return Row(
            "an order that was paid in several ways",
            Shopify + "#1,paid,GBP,10.00,0.00,0.00,10.00,0.00,2026-01-01 10:00:00 +0000,1,10.00,SKU,Shopify Payments + Gift Card,0.00,5\n",
            2,
            "Payment Method",
            "several-methods",
            "It was paid in several ways ('Shopify Payments + Gift Card'), and the file does not say how much by each. The webhooks do; or write one method, or book it by hand."
        );
        yield return Row(
            "our own form is as strict as in JSON",
            Canonical + "till,s-1,sale,2026-01-31 23:30,USD,10.00\n",
            2,
            "occurred_at",
            "time",
            "Send date, time and offset as in \"2026-01-31T23:30:00-05:00\"; the year must be 1970 to 2200. Without an offset the day of the booking would be a guess."
        );
    }

    [TestCaseSource(nameof(Rows))]
    public void names_row_column_rule_and_remedy(string file, long line, string field, string rule, string message)
    {
        var (at, row) = Exports.Read(file).Single(each => each.Row is FileRow.Refused);
        var refused = (FileRow.Refused)row;
        Assert.That((at, refused.Field, refused.Rule, refused.Message), Is.EqualTo((line, field, rule, message)));
    }

    [Test]
    public void a_bad_row_does_not_spoil_its_neighbours()
    {
        var rows = Exports.Read(Stripe + Good + "txn_2,,\n" + Good.Replace("_1", "_3", StringComparison.Ordinal));
        Assert.That(Exports.Facts(rows).Select(fact => fact.Id), Is.EqualTo(["ch_1", "txn_1", "ch_3", "txn_3"]));
    }

    [Test]
    public void bytes_that_mean_nothing_are_refused_where_they_stand()
    {
        var rows = Enumerable.Range(1, 2_001).Select(number => Good.Replace("_1", $"_{number}", StringComparison.Ordinal));
        var file = Encoding.UTF8.GetBytes(Stripe + string.Concat(rows).TrimEnd('\n') + "?");
        file[Array.LastIndexOf(file, (byte)'?')] = 0xFC;
        Assert.That(
            Exports.Read(file).Select(row => row.Row).OfType<FileRow.Refused>().Last(),
            Is.EqualTo(
                new FileRow.Refused(
                    0,
                    "description",
                    "encoding",
                    "The cell holds bytes that mean nothing in the file's encoding. Say which one it is ('charset=windows-1252'), or save the file as UTF-8."
                )
            )
        );
    }

    [TestCase("a,b\n1,2\n", null)]
    [TestCase("", null)]
    [TestCase("%PDF-1.7", null)]
    public void no_form_claims_what_is_none(string file, string? _) =>
        Assert.That(FileForms.Recognise(FileStart.Of(Encoding.UTF8.GetBytes(file), isWhole: true, null)), Is.Null);

    [TestCase("id,kind\n", "canonical-csv", "source", "Neither a column 'source' nor the sender says which source it is. Say 'source=NAME'.")]
    [TestCase(
        "source,id,kind,occurred_at,currency,gross,colour\n",
        null,
        "colour",
        "'colour' is no member of a transaction. Free facts go into columns 'attributes.NAME'; take out what is not meant to be read."
    )]
    [TestCase(
        "Date,Gross\n",
        "paypal-activity",
        "Time",
        "A file of the form paypal-activity has a column 'Time', and this one has not: it begins with 'Date', 'Gross'. Export it once more with all columns, or name its form."
    )]
    [TestCase("", "stripe-balance", "", "The file has no line of column names. Send it with its header.")]
    [TestCase(
        "balance_transaction_id,created_utc,currency,gross,gross,fee,net,reporting_category,source_id\n",
        null,
        "gross",
        "Two columns are called 'gross': which one counts cannot be told. Take one out."
    )]
    public void says_at_once_when_a_file_is_not_of_its_form(string file, string? form, string field, string message)
    {
        var refused = (OpenResult.Refused)Exports.Open(file, form: form);
        Assert.That((refused.Field, refused.Message), Is.EqualTo((field, message)));
    }

    [TestCase(false)]
    [TestCase(true)]
    public void stops_at_a_quote_that_swallows_the_rest_of_a_large_file(bool quoted)
    {
        var file = Encoding.UTF8.GetBytes(Stripe + Good + (quoted ? "\"" : "") + string.Concat(Enumerable.Repeat(quoted ? Good : "x,", 600_000)));
        var broken = Assert.Throws<BrokenFileException>(() => Exports.Read(file))!;
        Assert.That(broken.Line, Is.EqualTo(3));
        Assert.That(broken.Message, Does.Contain("a quote is not closed"));
    }
}
