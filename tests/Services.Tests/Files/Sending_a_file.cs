using AccountingSync.Accounting;
using AccountingSync.Ingestion.Accept;
using AccountingSync.Ingestion.Files;
using AccountingSync.Ingestion.ReceiveImport;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace AccountingSync.Services.Tests.Files;

/// <summary>What is asked for in the address, whose file it is, and what is answered.</summary>
public sealed class Sending_a_file
{
    static readonly IFileForm Stripe = FileForms.Find("stripe-balance")!;
    static readonly IFileForm Adyen = FileForms.Find("adyen-settlement-details")!;

    [Test]
    public void may_say_everything_that_the_file_does_not()
    {
        var asked = Asked(
            ("form", "paypal-activity"),
            ("source", "pp"),
            ("currency", "EUR"),
            ("timezone", "Europe/Berlin"),
            ("decimal", "comma"),
            ("dates", "dmy"),
            ("charset", "windows-1252"),
            ("rows", "true")
        );
        Assert.That((asked.Form!.Name, asked.Charset), Is.EqualTo(("paypal-activity", "windows-1252")));
        Assert.That(
            asked.Settings,
            Is.EqualTo(
                new FileSettings
                {
                    Source = "pp",
                    Currency = "EUR",
                    TimeZone = "Europe/Berlin",
                    Decimal = DecimalSign.Comma,
                    Dates = DateOrder.DayMonthYear,
                }
            )
        );
    }

    [Test]
    public void may_name_its_encoding_with_its_type() =>
        Assert.That(FileQuestion.Of(new QueryCollection(), "text/csv; charset=\"windows-1252\"").Charset, Is.EqualTo("\"windows-1252\""));

    [TestCase("form", "excel", "There is no form 'excel'. Known are canonical-csv, stripe-balance,")]
    [TestCase("decimal", "dot", "'dot' is none of point, comma.")]
    [TestCase("dates", "ymd", "'ymd' is none of dmy, mdy.")]
    [TestCase("currency", "usd", "'usd' is no ISO 4217 currency in use")]
    [TestCase("timezone", "Berlin", "IANA knows no time zone 'Berlin'")]
    [TestCase("fomr", "x", "Nothing is asked by that name. Known are form,")]
    public void names_what_means_nothing(string name, string value, string message)
    {
        var wrong = Assert.Throws<QuestionException>(() => Asked((name, value)))!;
        Assert.That(wrong.Name, Is.EqualTo(name));
        Assert.That(wrong.Message, Does.StartWith(message));
    }

    [Test]
    public void is_of_the_only_connection_to_its_vendor() =>
        Assert.That(SourceOfFile.Decide(Stripe, null, [("eu", "stripe"), ("till", "square")]), Is.EqualTo(new SourceAnswer.Found("eu", "stripe")));

    [Test]
    public void is_of_the_vendor_itself_where_there_is_no_connection() =>
        Assert.That(SourceOfFile.Decide(Adyen, null, [("till", "square")]), Is.EqualTo(new SourceAnswer.Found("adyen", null)));

    [Test]
    public void is_asked_for_its_source_when_several_may_be_it() =>
        Assert.That(SourceOfFile.Decide(Stripe, null, [("eu", "stripe"), ("us", "stripe")]), Is.InstanceOf<SourceAnswer.Unclear>());

    [Test]
    public void is_not_taken_for_another_vendors_connection()
    {
        Assert.That(SourceOfFile.Decide(Stripe, "till", [("till", "square")]), Is.InstanceOf<SourceAnswer.Unclear>());
        Assert.That(SourceOfFile.Decide(Stripe, null, [("stripe", "square")]), Is.InstanceOf<SourceAnswer.Unclear>());
    }

    [Test]
    public void may_be_of_another_connection_or_of_none_when_that_is_said()
    {
        Assert.That(
            SourceOfFile.Decide(Adyen, "b", [("a", "adyen"), ("b", "adyen-captures")]),
            Is.EqualTo(new SourceAnswer.Found("b", "adyen-captures"))
        );
        Assert.That(SourceOfFile.Decide(Stripe, "old", [("eu", "stripe")]), Is.EqualTo(new SourceAnswer.Found("old", null)));
    }

    [Test]
    public void is_not_of_a_source_that_only_capitals_tell_from_a_connection()
    {
        Assert.That(SourceOfFile.Decide(Stripe, "EU", [("eu", "stripe")]), Is.EqualTo(new SourceAnswer.AlmostCalled("eu")));
        Assert.That(SourceOfFile.Decide(Stripe, "EU", [("eu", "stripe"), ("EU", "stripe")]), Is.EqualTo(new SourceAnswer.Found("EU", "stripe")));
    }

    [Test]
    public void is_answered_row_by_row()
    {
        var tally = new ImportTally { File = ("stripe-balance", "stripe", "a,import_error\n") };
        tally.Add(2, Acceptance.Accepted);
        tally.Add(3, Acceptance.Duplicate);
        tally.Add(4, Acceptance.Conflict);
        tally.Reject(5, [new FieldProblem("gross", "amount", "No number.")], _ => throw new AssertionException("nobody asked for rows"));
        tally.Skip(6, "A memo.");
        tally.Skip(9, "A memo.");
        var result = tally.Result;
        Assert.That(
            (result.Lines, result.Accepted, result.Duplicates, result.Conflicts, result.Rejected, result.Skipped),
            Is.EqualTo((6L, 1L, 1L, 1L, 1L, 2L))
        );
        Assert.That(result.Problems.Select(problem => (problem.Line, problem.Row)), Is.EqualTo(new[] { (4L, (string?)null), (5L, null) }));
        Assert.That(result.Problems[1].Error, Is.EqualTo("gross: No number."));
        Assert.That(result.Skips, Is.EqualTo([new SkippedRows("A memo.", 2, 6)]));
        Assert.That(result.Columns, Is.Null);
    }

    [Test]
    public void gives_its_rows_back_when_that_is_asked_for_and_no_more_than_fit()
    {
        var tally = new ImportTally(withRows: true);
        var big = new string('x', 1024 * 1024);
        for (var line = 1; line <= 20; line++)
            tally.Reject(line, [new FieldProblem("", "odd", "Odd.")], why => why + big);
        Assert.That(tally.Result.Problems.Count(problem => problem.Row is not null), Is.EqualTo(8));
        Assert.That(tally.Result.Problems, Has.Count.EqualTo(20));
    }

    [Test]
    public void gives_rows_back_in_a_form_that_can_be_sent_again()
    {
        const string Header = "balance_transaction_id,created_utc,currency,gross,fee,net,reporting_category,source_id,description";
        string[] cells = ["txn_1", "2026-01-01 10:00:00", "usd", "10.00", "0.50", "9.49", "charge", "ch_1", "a \"b\", c"];
        var text = new FileRecordText(Header.Split(','), ',');
        var given = text.Header + text.Row([new FileRecord(2, cells)], "gross less fee, 9.50");

        Assert.That(
            given,
            Is.EqualTo(
                Header + ",import_error\ntxn_1,2026-01-01 10:00:00,usd,10.00,0.50,9.49,charge,ch_1,\"a \"\"b\"\", c\",\"gross less fee, 9.50\"\n"
            )
        );
        Assert.That(((FileRow.Refused)Exports.Read(given).Single().Row).Rule, Is.EqualTo("net"));
        Assert.That(
            Exports.Facts(Exports.Read(given.Replace("9.49", "9.50", StringComparison.Ordinal))).Select(fact => fact.Id),
            Is.EqualTo(["ch_1", "txn_1"])
        );

        // Sent again and refused again: one column for the reason is enough.
        var again = new FileRecordText([.. Header.Split(','), "import_error"], ',');
        Assert.That(again.Header + again.Row([new FileRecord(2, [.. cells, "old"])], "gross less fee, 9.50"), Is.EqualTo(given));
    }

    static FileQuestion Asked(params (string Name, string Value)[] query) =>
        FileQuestion.Of(new QueryCollection(query.ToDictionary(pair => pair.Name, pair => new StringValues(pair.Value))), "text/csv");
}
