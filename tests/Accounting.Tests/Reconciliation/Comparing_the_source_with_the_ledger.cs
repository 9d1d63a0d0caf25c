using AccountingSync.Accounting.Reconciliation;
using static AccountingSync.Accounting.Tests.Reconciliation.Sides;

namespace AccountingSync.Accounting.Tests.Reconciliation;

public class Comparing_the_source_with_the_ledger
{
    static IEnumerable<DiscrepancyType> Types(DateTimeOffset settledBefore, params TransactionSide[] revisions) =>
        SourceLedgerComparison.Compare(revisions, settledBefore).Select(finding => finding.Type);

    [Test]
    public void what_nothing_became_of_is_missing_when_its_time_is_over() =>
        Assert.That(Types(Later, Revision()), Is.EqualTo(new[] { DiscrepancyType.MissingInLedger }));

    [Test]
    public void what_has_just_been_received_may_be_on_its_way() => Assert.That(Types(Earlier, Revision()), Is.Empty);

    [TestCase(TransactionOutcome.Held)]
    [TestCase(TransactionOutcome.Rejected)]
    [TestCase(TransactionOutcome.Superseded)]
    [TestCase(TransactionOutcome.Posted)]
    public void what_something_became_of_is_not_missing(TransactionOutcome outcome) =>
        Assert.That(Types(Later, Revision(outcome: outcome)), Is.Empty);

    [Test]
    public void what_waits_longer_than_its_rules_declare_is_held_too_long()
    {
        var waits = Revision(outcome: TransactionOutcome.Held) with { OverdueAt = Noon };
        Assert.That(Types(Later, waits), Is.EqualTo(new[] { DiscrepancyType.HeldTooLong }));
        Assert.That(Types(Earlier, waits), Is.Empty);
        Assert.That(Types(Later, waits with { Outcome = TransactionOutcome.Posted, PostedAt = Noon }), Is.Empty);
        var subject = new Subject { Revision = 1 };
        Assert.That(
            SourceLedgerComparison.WhyGone(DiscrepancyType.HeldTooLong, subject, [Revision(outcome: TransactionOutcome.Posted)]),
            Is.EqualTo("It was posted at 2026-01-31T12:00:00Z.")
        );
    }

    [Test]
    public void what_gave_back_a_part_of_a_former_revision_differs_while_it_stands()
    {
        var differs = Revision(outcome: TransactionOutcome.Posted) with { Difference = "by dr income:sales:garden 50.00 USD" };
        Assert.That(Types(Earlier, differs), Is.EqualTo(new[] { DiscrepancyType.GivenBackDiffers }), "nothing of it is on its way");
        Assert.That(Types(Later, differs with { ReversedAt = Noon }), Is.Empty);
        string Why(TransactionSide side) => SourceLedgerComparison.WhyGone(DiscrepancyType.GivenBackDiffers, new Subject { Revision = 1 }, [side]);
        Assert.That(Why(differs with { Difference = null }), Is.EqualTo("It is the same as a part of the revision that stands now."));
        Assert.That(Why(differs with { ReversedAt = Noon }), Is.EqualTo("Its entry was taken back at 2026-01-31T12:00:00Z."));
    }

    [Test]
    public void an_entry_of_something_never_received_is_unexpected() =>
        Assert.That(
            Types(Later, Revision(outcome: TransactionOutcome.Posted) with { ReceivedAt = null }),
            Is.EqualTo(new[] { DiscrepancyType.UnexpectedInLedger })
        );

    [Test]
    public void so_is_the_reversal_of_something_never_received() =>
        Assert.That(Types(Later, Revision() with { ReceivedAt = null, ReversedAt = Noon }), Is.EqualTo(new[] { DiscrepancyType.UnexpectedInLedger }));

    [Test]
    public void news_of_the_source_may_come_after_the_entry() =>
        Assert.That(Types(Earlier, Revision(outcome: TransactionOutcome.Posted) with { ReceivedAt = null }), Is.Empty);

    [Test]
    public void two_revisions_that_both_stand_are_one_too_many() =>
        Assert.That(
            Types(Later, Revision(1, TransactionOutcome.Posted), Revision(2, TransactionOutcome.Posted)),
            Is.EqualTo(new[] { DiscrepancyType.DoubledInLedger })
        );

    [Test]
    public void a_revision_that_was_taken_back_does_not_stand() =>
        Assert.That(
            Types(Later, Revision(1, TransactionOutcome.Posted) with { ReversedAt = Noon }, Revision(2, TransactionOutcome.Posted)),
            Is.Empty
        );

    [Test]
    public void the_reversal_has_time_to_follow_the_new_entry() =>
        Assert.That(
            Types(Earlier, Revision(1, TransactionOutcome.Posted) with { PostedAt = Earlier.AddHours(-1) }, Revision(2, TransactionOutcome.Posted)),
            Is.Empty
        );

    [Test]
    public void the_reason_says_what_became_of_it()
    {
        var subject = new Subject
        {
            Source = "shop",
            TransactionId = "sale-1",
            Revision = 1,
        };
        string Why(TransactionSide side) => SourceLedgerComparison.WhyGone(DiscrepancyType.MissingInLedger, subject, [side]);

        Assert.That(Why(Revision(outcome: TransactionOutcome.Posted)), Is.EqualTo("It was posted at 2026-01-31T12:00:00Z."));
        Assert.That(Why(Revision(outcome: TransactionOutcome.Held) with { Reason = "no rule" }), Is.EqualTo("It is held: no rule"));
        Assert.That(Why(Revision(2)), Is.EqualTo("Nothing is known of it any more."));
    }
}
