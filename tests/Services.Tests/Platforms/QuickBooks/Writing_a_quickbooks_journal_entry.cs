using System.Text.Json;
using AccountingSync.PlatformSync.Platforms;

namespace AccountingSync.Services.Tests.Platforms.QuickBooks;

public class Writing_a_quickbooks_journal_entry : ScriptedCompany
{
    [Test]
    public async Task uses_only_members_of_the_vendors_schema_with_their_types()
    {
        var entry = await Sent(Sale);

        Assert.That(JournalEntrySchema.Problems(entry), Is.Empty);
    }

    [TestCase("""{"DocNumber":1}""", "/DocNumber is no xs:string")]
    [TestCase("""{"TxnDate":"1.2.2026"}""", "/TxnDate is no date")]
    [TestCase("""{"Lines":[]}""", "/Lines is unknown")]
    [TestCase("""{"Line":[{"Amount":"1.00"}]}""", "/Line/Amount is no xs:decimal")]
    [TestCase("""{"Line":[{"JournalEntryLineDetail":{"PostingType":"debit"}}]}""", "/Line/JournalEntryLineDetail/PostingType is no PostingTypeEnum")]
    [TestCase("""{"CurrencyRef":{"code":"USD"}}""", "/CurrencyRef/code is unknown")]
    public void the_schema_test_sees_mistakes(string json, string problem)
    {
        using var entry = JsonDocument.Parse(json);

        Assert.That(JournalEntrySchema.Problems(entry.RootElement), Is.EqualTo(new[] { problem }));
    }

    [Test]
    public async Task says_where_the_entry_comes_from()
    {
        var entry = await Sent(Sale);

        Assert.That(entry.GetProperty("DocNumber").GetString(), Is.EqualTo(Sale.Key).And.Length.LessThanOrEqualTo(21));
        Assert.That(entry.GetProperty("TxnDate").GetString(), Is.EqualTo("2026-01-31"));
        Assert.That(entry.GetProperty("CurrencyRef").GetProperty("value").GetString(), Is.EqualTo("USD"));
        Assert.That(
            entry.GetProperty("PrivateNote").GetString(),
            Is.EqualTo(
                $"AccountingSync entry {Sale.Entry.Id:D}; source front-shop; transaction s-1; revision 1; rule us-retail/7/sale.card; Sale \"s-1\""
            )
        );
    }

    [Test]
    public async Task writes_sides_instead_of_signs_and_exact_amounts()
    {
        var entry = await Sent(PlatformEntries.Sale("s-1", net: 100m, tax: 8.5m));

        Assert.That(
            Lines(entry),
            Is.EqualTo(
                new[] { "Debit 108.50 91 card, location: main-street", "Credit 100.00 92 Sale \"s-1\"", "Credit 8.50 93 Sale \"s-1\", tax: NY/sales" }
            )
        );
    }

    [Test]
    public async Task leaves_out_lines_of_zero()
    {
        var entry = await Sent(PlatformEntries.Sale("s-1", tax: 0m));

        Assert.That(Lines(entry).Count(), Is.EqualTo(2));
    }

    [Test]
    public async Task writes_whole_amounts_in_a_currency_without_decimals() =>
        Assert.That(Lines(await Sent(PlatformEntries.Sale("s-1", net: 1500m, tax: 0m, currency: "JPY"))).First(), Does.StartWith("Debit 1500 91"));

    [Test]
    public async Task cuts_long_texts_between_characters()
    {
        var text = new string('x', 3_999) + "😀" + "tail";
        var entry = await Sent(
            PlatformEntries.Entry(
                new string('i', 4_500),
                new(PlatformEntries.Clearing, "USD", 1m) { Memo = text },
                new(PlatformEntries.Sales, "USD", -1m) { Memo = text[1..] }
            )
        );

        Assert.That(entry.GetProperty("PrivateNote").GetString(), Has.Length.EqualTo(4_000));
        var lines = entry.GetProperty("Line").EnumerateArray().Select(line => line.GetProperty("Description").GetString()).ToList();
        Assert.That(lines[0], Is.EqualTo(new string('x', 3_999)));
        Assert.That(lines[1], Is.EqualTo(new string('x', 3_998) + "😀"));
    }

    [Test]
    public async Task names_the_request_after_key_and_generation()
    {
        await Sent(Sale with { Generation = 3 });

        Assert.That(QuickBooks.Asked[0].Path, Is.EqualTo($"journalentry?requestid={Sale.Key}-3&minorversion=75"));
    }

    [Test]
    public async Task refuses_more_than_one_currency_before_sending() =>
        await Expect_refusal(
            PlatformEntries.Entry(
                "s-1",
                new(PlatformEntries.Clearing, "USD", 1m),
                new(PlatformEntries.Sales, "USD", -1m),
                new(PlatformEntries.Clearing, "EUR", 1m),
                new(PlatformEntries.Sales, "EUR", -1m)
            ),
            "USD, EUR"
        );

    [TestCase("KWD")]
    [TestCase("CLF")]
    public async Task refuses_a_currency_with_more_than_two_decimals_before_sending(string currency) =>
        await Expect_refusal(PlatformEntries.Sale("s-1", currency: currency), currency);

    [Test]
    public async Task refuses_an_entry_of_zeros_before_sending() => await Expect_refusal(PlatformEntries.Sale("s-1", net: 0m, tax: 0m), "zero");

    async Task Expect_refusal(EntryToWrite entry, string reason)
    {
        Assert.That(((WriteOutcome.Refused)await Write(entry)).Reason, Does.Contain(reason));
        Assert.That(QuickBooks.Asked, Is.Empty);
    }

    async Task<JsonElement> Sent(EntryToWrite entry)
    {
        QuickBooks.Ok(QuickBooksAnswers.Created(entry.Key));
        await Write(entry);
        using var body = JsonDocument.Parse(QuickBooks.Asked[0].Body);
        return body.RootElement.Clone();
    }

    static IEnumerable<string> Lines(JsonElement entry) =>
        entry
            .GetProperty("Line")
            .EnumerateArray()
            .Select(line =>
                $"{line.GetProperty("JournalEntryLineDetail").GetProperty("PostingType").GetString()} {line.GetProperty("Amount").GetRawText()} "
                + $"{line.GetProperty("JournalEntryLineDetail").GetProperty("AccountRef").GetProperty("value").GetString()} {line.GetProperty("Description").GetString()}"
            );
}
