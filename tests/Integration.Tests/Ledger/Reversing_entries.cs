using AccountingSync.Contracts;
using AccountingSync.Integration.Tests.Messaging;

namespace AccountingSync.Integration.Tests.Ledger;

public sealed class Reversing_entries
{
    Books books = null!;

    [OneTimeSetUp]
    public async Task Open() => books = await Books.Open("reversing", new Dictionary<string, string> { ["RabbitMq:Concurrency"] = "8" });

    [OneTimeTearDown]
    public async Task Close() => await books.DisposeAsync();

    [Test]
    public async Task before_or_after_the_original_came_makes_the_same_books()
    {
        await books.Post("after", Books.Entry("after", "sale-1", memo: "till 2"));
        await books.Settled();
        await books.Reverse("after", Books.Reversal("after", "sale-1"));
        await books.Reverse("before", Books.Reversal("before", "sale-1"));
        await books.Settled();
        Assert.That(await books.Count("before"), Is.Zero);
        Assert.That(await Waiting("before"), Is.EqualTo(1));

        await books.Post("before", Books.Entry("before", "sale-1", memo: "till 2"));
        await books.Settled();

        Assert.That(await Content("before"), Is.EqualTo(await Content("after")).And.Length.EqualTo(2));
        Assert.That(await Waiting("before") + await Waiting("after"), Is.Zero);
        Assert.That(await books.Heard(nameof(JournalEntriesPosted), "before"), Is.EqualTo(2));
        Assert.That(
            await books.Office.Read<decimal>(
                "SELECT sum(abs(balance)) FROM (SELECT sum(amount) AS balance FROM ledger.lines WHERE organisation = 'before' GROUP BY account) AS balances"
            ),
            Is.Zero
        );
    }

    [Test]
    public async Task twice_reverses_once()
    {
        await books.Post("twice", Books.Entry("twice", "sale-1"));
        await books.Reverse("twice", Books.Reversal("twice", "sale-1"), Books.Reversal("twice", "sale-1", "another reason"));
        await books.Settled();
        await books.Reverse("twice", Books.Reversal("twice", "sale-1"));
        await books.Settled();

        Assert.That(await books.Count("twice"), Is.EqualTo(2));
        Assert.That(await Waiting("twice"), Is.Zero);
    }

    [Test]
    public async Task that_race_with_their_originals_are_all_posted()
    {
        var ids = Enumerable.Range(0, 60).Select(i => $"sale-{i}").ToArray();

        // Sixty pairs of messages, each original beside its reversal, eight in work at a time.
        foreach (var id in ids)
        {
            await books.Reverse("race", Books.Reversal("race", id));
            await books.Post("race", Books.Entry("race", id));
        }
        await books.Settled();

        Assert.That(await books.Count("race"), Is.EqualTo(120));
        Assert.That(await Waiting("race"), Is.Zero);
        Assert.That(await books.Heard(nameof(JournalEntriesPosted), "race"), Is.EqualTo(120));
    }

    Task<long> Waiting(string organisation) =>
        books.Office.Read<long>($"SELECT count(*) FROM ledger.waiting_reversals WHERE organisation = '{organisation}'");

    Task<string[]> Content(string organisation) =>
        books.Office.Read<string[]>(
            $"""
            SELECT array_agg(concat_ws('|', source, transaction_id, revision, part, entry_date, description, rule_set, rule_version, rule, rule_hash,
                reverses IS NOT NULL, accounts, currencies, amounts, details) ORDER BY part)
            FROM ledger.entries WHERE organisation = '{organisation}'
            """
        );
}
