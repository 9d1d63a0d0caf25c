using AccountingSync.Contracts;

namespace AccountingSync.Integration.Tests.Ledger;

/// <summary>What stands on some accounts for a payout and what it settles, as Reconciliation asks for it.</summary>
public sealed class Telling_postings
{
    static readonly DateTimeOffset AskedAt = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);
    Books books = null!;

    [OneTimeSetUp]
    public async Task Open() => books = await Books.Open("postings");

    [OneTimeTearDown]
    public async Task Close() => await books.DisposeAsync();

    [Test]
    public async Task adds_up_what_stands_and_leaves_out_what_was_taken_back()
    {
        await books.Post(
            "acme",
            Books.Entry("acme", "sale-0", 3m, revision: 0),
            Books.Entry("acme", "sale-1", 10m),
            Books.Entry("acme", "sale-1", 12.50m, revision: 2),
            Books.Entry("acme", "sale-2", 700m, currency: "JPY"),
            Books.Entry("acme", "sale-3", 5m),
            Books.Entry("acme", "sale-9", 9m)
        );
        await books.Reverse("acme", Books.Reversal("acme", "sale-1"), Books.Reversal("acme", "sale-3"));
        await books.Settled();

        Assert.That(
            await Told(
                "acme",
                ["assets:cash", "assets:bank"],
                new("sale-0", [0]),
                new("sale-1", [1, 2, 1769990000]),
                new("sale-2", [1]),
                new("sale-3", [1]),
                new("sale-4", [1])
            ),
            Is.EqualTo("sale-0 assets:cash 3.00 USD, sale-1 assets:cash 12.50 USD, sale-2 assets:cash 700 JPY")
        );
    }

    [Test]
    public async Task tells_nothing_of_another_organisation()
    {
        await books.Post("one", Books.Entry("one", "sale-1"));
        await books.Settled();

        Assert.That(await Told("other", ["assets:cash"], new RevisionsToTell("sale-1", [1])), Is.Empty);
    }

    async Task<string> Told(string organisation, string[] accounts, params RevisionsToTell[] transactions)
    {
        await books.Ask(
            organisation,
            new PostingsToTell
            {
                Source = "front-shop",
                Payout = "po-1",
                AskedAt = AskedAt,
                Accounts = accounts,
                Transactions = transactions,
            }
        );
        await books.Settled();
        return await books.Office.Read<string>(
            $"""
            SELECT coalesce(string_agg(concat_ws(' ', posting ->> 'TransactionId', posting ->> 'Account', posting ->> 'Amount', posting ->> 'Currency'), ', '
                                       ORDER BY posting ->> 'TransactionId'), '')
            FROM test_reconciliation.seen, jsonb_array_elements(item::jsonb -> 'Postings') AS posting
            WHERE message = 'PostingsTold' AND organisation = '{organisation}'
            """
        );
    }
}
