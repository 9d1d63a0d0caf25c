using AccountingSync.Contracts;
using AccountingSync.Integration.Tests.Messaging;

namespace AccountingSync.Integration.Tests.Transformation;

public sealed class Revisions_in_any_order
{
    static readonly int[][] Orders =
    [
        [1, 2, 3],
        [1, 3, 2],
        [2, 1, 3],
        [2, 3, 1],
        [3, 1, 2],
        [3, 2, 1],
    ];
    Mapping mapping = null!;

    [OneTimeSetUp]
    public async Task Open() => mapping = await Mapping.Open("revisions");

    [OneTimeTearDown]
    public async Task Close() => await mapping.DisposeAsync();

    [Test]
    public async Task one_by_one_end_with_the_entry_of_the_last_one_standing()
    {
        foreach (var order in Orders)
        {
            var shop = await NewShop("apart", order);
            foreach (var revision in order)
            {
                await mapping.Send(shop, Revision(revision));
                await mapping.Settled();
            }
            await Check(shop, order);
        }
    }

    [Test]
    public async Task in_one_envelope_end_with_the_entry_of_the_last_one_standing()
    {
        foreach (var order in Orders)
        {
            var shop = await NewShop("together", order);
            await mapping.Send(shop, [.. order.Select(Revision)]);
            await mapping.Settled();
            await Check(shop, order);
        }
    }

    [Test]
    public async Task at_the_same_time_end_with_the_entry_of_the_last_one_standing()
    {
        foreach (var order in Orders)
        {
            var shop = await NewShop("race", order);
            // Each twice, as a source that repeats itself would.
            await mapping.SendApart(shop, [.. order.Concat(order).Select(Revision)]);
            await mapping.Settled();
            await Check(shop, order);
        }
    }

    [Test]
    public async Task that_are_held_in_between_leave_the_entry_before_them_until_one_is_mapped()
    {
        var shop = await NewShop("between", [1]);
        await mapping.Send(shop, Revision(1));
        await mapping.Settled();
        await mapping.Send(shop, Say.Item("sale-1", 2, "adjustment", 20m));
        await mapping.Settled();
        var whileHeld = await mapping.Standing(shop);

        await mapping.Send(shop, Revision(3));
        await mapping.Settled();

        Assert.That(whileHeld, Is.EqualTo(new[] { "sale-1 1 10" }));
        Assert.That(await mapping.Standing(shop), Is.EqualTo(new[] { "sale-1 3 30" }));
        Assert.That(await mapping.Office.Read<long>($"SELECT count(*) FROM transformation.held WHERE organisation = '{shop}'"), Is.Zero);
    }

    [Test]
    public async Task below_one_that_is_held_stand_until_a_later_one_is_mapped()
    {
        var shop = await NewShop("below", [1]);
        await mapping.Send(shop, Say.Item("sale-1", 2, "adjustment", 20m));
        await mapping.Settled();
        await mapping.Send(shop, Revision(1));
        await mapping.Settled();
        var whileHeld = await mapping.Standing(shop);
        var held = await mapping.Office.Read<int>($"SELECT revision FROM transformation.held WHERE organisation = '{shop}'");

        await mapping.Send(shop, Revision(3));
        await mapping.Settled();

        Assert.That(whileHeld, Is.EqualTo(new[] { "sale-1 1 10" }));
        Assert.That(held, Is.EqualTo(2));
        Assert.That(await mapping.Standing(shop), Is.EqualTo(new[] { "sale-1 3 30" }));
    }

    static ReceivedTransaction Revision(int revision) => Say.Item("sale-1", revision, "sale", revision * 10m);

    async Task<string> NewShop(string name, int[] order)
    {
        var shop = $"{name}-{string.Concat(order)}";
        await mapping.PublishRetail(shop);
        return shop;
    }

    async Task Check(string shop, int[] order)
    {
        Assert.That(await mapping.Standing(shop), Is.EqualTo(new[] { "sale-1 3 30" }), string.Join(", ", order));
        // Every revision ends in one visible state: posted, or superseded by a later one.
        Assert.That(
            await mapping.Heard(nameof(PostJournalEntries), shop)
                + await mapping.Office.Read<long>(
                    $"SELECT count(DISTINCT item ->> 'Revision') FROM test_reconciliation.seen WHERE message = 'SourceTransactionsSuperseded' AND organisation = '{shop}' AND NOT EXISTS (SELECT FROM test_ledger_writer.seen posted WHERE posted.organisation = '{shop}' AND posted.item -> 'Entry' ->> 'Revision' = seen.item ->> 'Revision')"
                ),
            Is.EqualTo(3),
            string.Join(", ", order)
        );
        Assert.That(
            await mapping.Heard(nameof(ReverseJournalEntries), shop),
            Is.EqualTo(await mapping.Heard(nameof(PostJournalEntries), shop) - 1),
            "each entry but the last is taken back, once"
        );
    }
}
