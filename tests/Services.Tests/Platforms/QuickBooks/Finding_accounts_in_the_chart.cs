using System.Text.Json;
using AccountingSync.PlatformSync.Platforms;

namespace AccountingSync.Services.Tests.Platforms.QuickBooks;

public class Finding_accounts_in_the_chart : ScriptedCompany
{
    [Test]
    public async Task goes_by_name_with_dots_for_colons_and_by_the_full_name_of_a_sub_account()
    {
        QuickBooks.Ok(QuickBooksAnswers.Created(Sale.Key));
        await Write();

        Assert.That(AccountsSent(), Is.EqualTo(new[] { "91", "92", "93" }));
    }

    [Test]
    public async Task goes_by_configured_id_and_number_first()
    {
        Connect(
            new()
            {
                Realm = "9130",
                AccountIds = new Dictionary<string, string> { [PlatformEntries.Clearing] = "500" },
                AccountNumbers = new Dictionary<string, string> { [PlatformEntries.Sales] = "2200" },
            }
        );
        QuickBooks.Ok(QuickBooksAnswers.Created("x"));

        await Write(PlatformEntries.Entry("s-1", new(PlatformEntries.Clearing, "USD", 1m), new(PlatformEntries.Sales, "USD", -1m)));

        Assert.That(AccountsSent(), Is.EqualTo(new[] { "500", "93" }));
    }

    [Test]
    public async Task reads_the_chart_once_for_many_writes()
    {
        QuickBooks.Ok(QuickBooksAnswers.Created(Sale.Key)).Ok(QuickBooksAnswers.Created(Other.Key));
        await Write();
        await Write(Other);

        Assert.That(QuickBooks.ChartReads, Is.EqualTo(1));
    }

    [Test]
    public async Task reads_the_chart_again_when_an_account_is_missing()
    {
        QuickBooks.Chart = """{"QueryResponse":{}}""";
        Assert.That(await Write(), Is.InstanceOf<WriteOutcome.Refused>());
        QuickBooks.Chart = QuickBooksAnswers.Chart;
        QuickBooks.Ok(QuickBooksAnswers.Created(Sale.Key));

        Assert.That(await Write(), Is.InstanceOf<WriteOutcome.Created>());
        Assert.That(QuickBooks.ChartReads, Is.EqualTo(2));
    }

    [TestCase("expenses:unknown")]
    [TestCase("income.sales", Description = "A dot could have been a colon: such a name must be configured.")]
    public async Task refuses_an_account_that_is_not_there_and_says_what_to_do(string account)
    {
        var outcome = await Write(PlatformEntries.Entry("s-1", new(account, "USD", 1m), new(PlatformEntries.Sales, "USD", -1m)));

        Assert.That(outcome, Is.EqualTo(new WriteOutcome.Refused($"The account '{account}' is not in the QuickBooks chart: add it or map it.")));
        Assert.That(QuickBooks.Asked, Is.Empty);
    }

    [Test]
    public async Task refuses_an_account_that_two_accounts_could_be()
    {
        QuickBooks.Chart = """
            {"QueryResponse":{"Account":[{"Id":"1","Name":"income.sales"},{"Id":"2","Name":"sales","FullyQualifiedName":"income:sales"}]}}
            """;

        var outcome = await Write(PlatformEntries.Entry("s-1", new("income:sales", "USD", 1m), new("income:sales", "USD", -1m)));

        Assert.That(((WriteOutcome.Refused)outcome).Reason, Does.Contain("2 accounts").And.Contains("1, 2"));
    }

    [Test]
    public async Task is_unavailable_while_the_chart_cannot_be_read()
    {
        QuickBooks.Chart = QuickBooksAnswers.Page;

        Assert.That(await Write(), Is.InstanceOf<WriteOutcome.Unavailable>());
    }

    [Test]
    public void does_not_take_two_accounts_for_one() =>
        Assert.That(
            () =>
                Connect(
                    new()
                    {
                        Realm = "9130",
                        AccountIds = new Dictionary<string, string> { ["a"] = "1", ["b"] = "1" },
                    }
                ),
            Throws.ArgumentException.With.Message.Contains("'a' and 'b'")
        );

    [Test]
    public async Task names_accounts_on_the_way_back_by_the_same_rules()
    {
        Connect(
            new()
            {
                Realm = "9130",
                AccountIds = new Dictionary<string, string> { ["one.of.ours"] = "92" },
                AccountNumbers = new Dictionary<string, string> { ["another.of.ours"] = "2200" },
            }
        );
        QuickBooks.Ok(QuickBooksAnswers.Found(QuickBooksAnswers.Entry(Sale.Key)));

        var found = (LookUpOutcome.Found)await Platform.LookUp(Sale.Key, Go);

        Assert.That(
            found.Document.Lines.Select(line => line.Account),
            Is.EqualTo(new[] { PlatformEntries.Clearing, "one.of.ours", "another.of.ours" })
        );
    }

    IEnumerable<string?> AccountsSent()
    {
        using var body = JsonDocument.Parse(QuickBooks.Asked[^1].Body);
        return
        [
            .. body
                .RootElement.GetProperty("Line")
                .EnumerateArray()
                .Select(line => line.GetProperty("JournalEntryLineDetail").GetProperty("AccountRef").GetProperty("value").GetString()),
        ];
    }
}
