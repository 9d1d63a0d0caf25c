using AccountingSync.Integration.Tests.Messaging;

namespace AccountingSync.Integration.Tests.Transformation;

/// <summary>History stays on the batch lane whatever it waits for, and what happens now on the live one.</summary>
public sealed class Refunds_and_their_lanes() : RefundsFixture("refund-lanes")
{
    [Test]
    public async Task of_history_wait_for_a_sale_of_today_on_the_batch_lane()
    {
        await Import(Refund("r-1", "s-1", "54.00"));
        await Eventually.That(async () => (await HeldNow()).Select(held => held.Code), Is.EqualTo(new[] { "awaits-original" }));
        await Send(Sale("s-1"));
        await Posted(2);

        Assert.That(await Lanes(), Is.EqualTo("r-1 Batch, s-1 Live"));
        Assert.That(await HeldNow(), Is.Empty);
    }

    [Test]
    public async Task of_today_wait_for_a_sale_of_history_on_the_live_lane()
    {
        await Send(Refund("r-1", "s-1", "54.00"));
        await Eventually.That(async () => (await HeldNow()).Select(held => held.Code), Is.EqualTo(new[] { "awaits-original" }));
        await Import(Sale("s-1"));
        await Posted(2);

        Assert.That(await Lanes(), Is.EqualTo("r-1 Live, s-1 Batch"));
    }

    [Test]
    public async Task of_history_with_their_sale_are_booked_by_the_batch_lane_alone()
    {
        await Import(Refund("r-1", "s-1", "54.00"), Sale("s-1"), Sale("s-2"), Refund("r-2", "s-2", "108.00"));
        await Posted(4);

        Assert.That(await Lanes(), Is.EqualTo("r-1 Batch, r-2 Batch, s-1 Batch, s-2 Batch"));
    }

    Task<string> Lanes() =>
        Office.Read<string>(
            $"""
            SELECT string_agg((item -> 'Entry' ->> 'TransactionId') || ' ' || lane, ', ' ORDER BY item -> 'Entry' ->> 'TransactionId')
            FROM test_ledger_writer.seen WHERE message = 'PostJournalEntries' AND organisation = '{Shop}'
            """
        );
}
