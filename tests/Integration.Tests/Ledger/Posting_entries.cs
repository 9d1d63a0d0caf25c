using AccountingSync.Accounting;
using AccountingSync.Contracts;
using AccountingSync.Integration.Tests.Messaging;

namespace AccountingSync.Integration.Tests.Ledger;

public sealed class Posting_entries
{
    const string Conflict = "The ledger holds another entry for the same transaction, revision and part. A changed fact needs a higher revision.";
    Books books = null!;
    string shop = null!;
    int number;

    [OneTimeSetUp]
    public async Task Open() => books = await Books.Open("posting", new Dictionary<string, string> { ["RabbitMq:Concurrency"] = "8" });

    [OneTimeTearDown]
    public async Task Close() => await books.DisposeAsync();

    [SetUp]
    public void Name() => shop = $"shop-{++number}";

    [Test]
    public async Task twice_in_one_envelope_posts_once_and_refuses_nothing()
    {
        await books.Post(shop, Books.Entry(shop, "a"), Books.Entry(shop, "b"), Books.Entry(shop, "a"));
        await books.Settled();

        Assert.That(await books.Count(shop), Is.EqualTo(2));
        Assert.That(await books.Heard(nameof(JournalEntriesPosted), shop), Is.EqualTo(2));
        Assert.That(await books.Reasons(shop), Is.Empty);
    }

    [Test]
    public async Task again_in_another_envelope_posts_nothing_and_says_nothing()
    {
        await books.Post(shop, Books.Entry(shop, "a"));
        await books.Settled();

        await books.Post(shop, Books.Entry(shop, "a"));
        await books.Settled();

        Assert.That(await books.Count(shop), Is.EqualTo(1));
        Assert.That(await books.Heard(nameof(JournalEntriesPosted), shop), Is.EqualTo(1));
        Assert.That(await books.Reasons(shop), Is.Empty);
    }

    [Test]
    public async Task with_other_content_under_the_same_key_is_refused_and_the_first_stays()
    {
        await books.Post(shop, Books.Entry(shop, "a", 10m), Books.Entry(shop, "a", 11m));
        await books.Settled();
        await books.Post(shop, Books.Entry(shop, "a", 12m), Books.Entry(shop, "b", 1m));
        await books.Settled();

        Assert.That(await books.Reasons(shop), Is.EqualTo(new[] { Conflict, Conflict }));
        Assert.That(await books.Count(shop), Is.EqualTo(2), "the mate of the refused one is posted");
        Assert.That(
            await books.Office.Read<decimal>($"SELECT amounts[1] FROM ledger.entries WHERE organisation = '{shop}' AND transaction_id = 'a'"),
            Is.EqualTo(10m)
        );
    }

    [Test]
    public async Task that_are_no_entries_is_refused_with_the_reason()
    {
        var fine = Books.Entry(shop, "fine");
        var tilted = Books.Entry(shop, "tilted");
        var foreign = Books.Entry("somebody-else", "foreign");
        var tooFine = Books.Entry(shop, "too-fine", 1.001m);

        await books.Post(
            shop,
            fine,
            tilted with
            {
                Entry = tilted.Entry with { Lines = [.. tilted.Entry.Lines.Take(1), new JournalLineData("income:sales", "USD", -9m)] },
            },
            foreign,
            tooFine
        );
        await books.Settled();

        Assert.That(await books.Count(shop), Is.EqualTo(1));
        Assert.That(
            await books.Reasons(shop),
            Is.EquivalentTo(
                new[]
                {
                    "1.001 on assets:cash has more decimals than USD (2).",
                    "Debits exceed credits by 1 USD.",
                    $"The entry id {foreign.Entry.EntryId} does not follow from its origin; it should be {EntryId.For(shop, "front-shop", "foreign", 1, "entry")}.",
                }
            )
        );
    }

    [Test]
    public async Task of_an_envelope_of_five_hundred_is_one_transaction()
    {
        await books.Post(shop, [.. Enumerable.Range(0, 500).Select(i => Books.Entry(shop, $"sale-{i}", i + 0.01m))]);
        await books.Settled();

        Assert.That(await books.Count(shop), Is.EqualTo(500));
        Assert.That(
            await books.Office.Read<long>($"SELECT count(DISTINCT (xmin::text, posted_at)) FROM ledger.entries WHERE organisation = '{shop}'"),
            Is.EqualTo(1)
        );
        Assert.That(await books.Heard(nameof(JournalEntriesPosted), shop), Is.EqualTo(500));
    }

    [Test]
    public async Task in_many_envelopes_at_the_same_time_posts_and_tells_each_once()
    {
        var entries = Enumerable.Range(0, 40).Select(i => Books.Entry(shop, $"sale-{i}")).ToArray();

        await books.Post([.. Enumerable.Range(0, 16).Select(turn => Books.Envelope(shop, turn % 2 == 0 ? entries : [.. entries.Reverse()]))]);
        await books.Settled();

        Assert.That(await books.Count(shop), Is.EqualTo(40));
        Assert.That(await books.Heard(nameof(JournalEntriesPosted), shop), Is.EqualTo(40));
        Assert.That(await books.Reasons(shop), Is.Empty);
    }

    [Test]
    public async Task with_the_same_key_in_two_organisations_posts_both()
    {
        await books.Post(shop, Books.Entry(shop, "a"));
        await books.Post(shop + "-b", Books.Entry(shop + "-b", "a", 99m));
        await books.Settled();

        Assert.That(await books.Count(shop) + await books.Count(shop + "-b"), Is.EqualTo(2));
    }

    [TestCase("naïve café ☕ – 価格 – שלום 😀")]
    [TestCase("quote \" brace { } comma , backslash \\ NULL")]
    public async Task keeps_every_character(string text)
    {
        var entry = Books.Entry(shop, text, memo: text);
        entry = entry with
        {
            Entry = entry.Entry with
            {
                Description = text,
                Lines =
                [
                    entry.Entry.Lines[0] with
                    {
                        Account = text,
                        Dimensions = new Dictionary<string, string> { [text] = text },
                    },
                    entry.Entry.Lines[1],
                ],
            },
        };

        await books.Post(shop, entry);
        await books.Settled();
        await books.Post(shop, entry);
        await books.Settled();

        Assert.That(await books.Reasons(shop), Is.Empty, "read back, it is the same content");
        Assert.That(await books.Office.Read<string>($"SELECT accounts[1] FROM ledger.entries WHERE organisation = '{shop}'"), Is.EqualTo(text));
    }
}
