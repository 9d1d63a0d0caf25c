using AccountingSync.Contracts;
using AccountingSync.Integration.Tests.Messaging;

namespace AccountingSync.Integration.Tests.Transformation;

public sealed class Originals_that_are_revised_after_refunds() : RefundsFixture("revised")
{
    [Test]
    public async Task fall_below_what_was_given_back_are_held_loudly_and_go_when_that_is_mended()
    {
        await Send(Sale("s-1"));
        await Posted(1);
        await Send(Refund("r-1", "s-1", "100.00"));
        await Posted(2);

        await Send(Sale("s-1", pan: 20m, revision: 2));
        await Eventually.That(async () => (await HeldNow()).Count, Is.EqualTo(1), "The revision is held");
        var held = (await HeldNow()).Single();
        Assert.That(
            (held.Id, held.Revision, held.Code, held.Reason),
            Is.EqualTo(
                (
                    "s-1",
                    2,
                    "below-given-back",
                    "100.00 USD of it was given back, and this revision is 68.00 USD (r-1). Revision 1 stands. Correct this one, or send what gives back too much once more, in a higher revision."
                )
            )
        );
        Assert.That(held.OverdueAt, Is.EqualTo(held.ReceivedAt).Or.LessThan(held.HeldAt), "it is a discrepancy at once");
        Assert.That(await Heard(nameof(ReverseJournalEntries)), Is.Zero, "what stood goes on standing");

        await Send(Refund("r-1", "s-1", "10.00", revision: 2));
        await Posted(4);
        await Eventually.That(async () => (await HeldNow()).Count, Is.Zero, "Nothing is held any more");
        await Eventually.That(() => Heard(nameof(ReverseJournalEntries)), Is.EqualTo(2), "The first revisions of both are taken back");
    }

    [Test]
    public async Task are_held_no_longer_when_the_refund_turns_out_to_be_of_another()
    {
        await Send(Sale("s-1"), Sale("s-2"));
        await Posted(2);
        await Send(Refund("r-1", "s-1", "100.00"));
        await Posted(3);
        await Send(Sale("s-1", pan: 20m, revision: 2));
        await Eventually.That(async () => (await HeldNow()).Select(held => held.Code), Is.EqualTo(new[] { "below-given-back" }));

        await Send(Refund("r-1", "s-2", "100.00", revision: 2));

        await Posted(5);
        await Eventually.That(async () => (await HeldNow()).Count, Is.Zero, "Nothing is given back of the first sale any more");
        await Eventually.That(
            () => Heard(nameof(ReverseJournalEntries)),
            Is.EqualTo(2),
            "The first revisions of it and of the refund are taken back"
        );
    }

    [Test]
    public async Task leave_the_refund_as_it_was_posted_and_name_the_difference_until_it_is_told_once_more()
    {
        await Send(Sale("s-1"));
        await Posted(1);
        await Send(Refund("r-1", "s-1", "54.00"));
        await Posted(2);

        await Send(Sale("s-1", category: "garden", revision: 2));
        await Posted(3);
        await Eventually.That(() => Heard(nameof(GivenBackCompared)), Is.EqualTo(1), "The refund is compared with the revision that stands now");
        Assert.That(
            await Difference(),
            Is.EqualTo(
                "Revision 2 of s-1 stands now: as a part of that it would be posted otherwise, by dr income:refunds:garden 30.00 USD, cr income:refunds:kitchen 30.00 USD"
            )
        );

        await Send(Refund("r-1", "s-1", "54.00", revision: 2));
        await Posted(4);
        await Eventually.That(() => Heard(nameof(ReverseJournalEntries)), Is.EqualTo(2), "Of the sale and of the refund");
        Assert.That(await Lines("r-1"), Has.Member("income:refunds:garden 30.00"));
    }

    [Test]
    public async Task have_no_difference_where_the_parts_are_the_same_and_limit_what_comes_later()
    {
        await Send(Sale("s-1"));
        await Posted(1);
        await Send(Refund("r-1", "s-1", "54.00"));
        await Posted(2);
        await Send(Sale("s-1", pan: 60m, revision: 2));
        await Posted(3);
        await Eventually.That(() => Heard(nameof(GivenBackCompared)), Is.EqualTo(1), "It is compared");
        Assert.That(await Difference(), Is.Null);

        await Send(Refund("r-2", "s-1", "54.01"));
        await Eventually.That(async () => (await HeldNow()).Select(held => held.Code), Is.EqualTo(new[] { "exceeds-original" }));
        await Send(Refund("r-3", "s-1", "54.00"));
        await Posted(4);
    }

    Task<string?> Difference() =>
        Office.ReadText(
            $"SELECT item ->> 'Difference' FROM test_reconciliation.seen WHERE message = 'GivenBackCompared' AND organisation = '{Shop}'"
        );
}
