using AccountingSync.Accounting.Reconciliation;
using static AccountingSync.Accounting.Tests.Reconciliation.Sides;

namespace AccountingSync.Accounting.Tests.Reconciliation;

public class Comparing_the_ledger_with_a_platform
{
    static IEnumerable<DiscrepancyType> Types(EntryAtPlatform there, DateTimeOffset? settledBefore = null) =>
        LedgerPlatformComparison.Compare(there, settledBefore ?? Later).Select(finding => finding.Type);

    [Test]
    public void one_document_with_the_same_totals_agrees() => Assert.That(Types(There(Document())), Is.Empty);

    [Test]
    public void an_entry_without_a_document_is_missing_when_its_time_is_over() =>
        Assert.That(Types(There()), Is.EqualTo(new[] { DiscrepancyType.MissingInPlatform }));

    [Test]
    public void an_entry_that_was_just_posted_is_not_missing_yet() => Assert.That(Types(There(), Earlier), Is.Empty);

    [Test]
    public void an_entry_that_was_refused_is_not_missing() =>
        Assert.That(Types(There() with { Refusal = new Refusal("closed period", Noon) }), Is.Empty);

    [Test]
    public void an_entry_from_before_the_connection_is_not_missing() =>
        Assert.That(Types(There() with { Connection = new ConnectionSide("books", Active: true, Later) }), Is.Empty);

    [Test]
    public void nothing_is_missing_where_nobody_announced_a_connection() =>
        Assert.That(Types(There() with { Connection = new ConnectionSide("books", Active: true, Since: null) }), Is.Empty);

    [Test]
    public void an_entry_in_a_summary_is_not_missing() =>
        Assert.That(Types(There() with { Within = new WithinSummary(Guid.NewGuid(), Noon) }), Is.Empty);

    [Test]
    public void an_entry_waits_for_its_summary_until_that_was_to_be_made()
    {
        var waiting = There() with { Within = new WithinSummary(SummaryId: null, Noon) };

        Assert.That(Types(waiting, Noon.AddTicks(-1)), Is.Empty);
        Assert.That(Types(waiting, Noon), Is.EqualTo(new[] { DiscrepancyType.MissingInPlatform }));
    }

    [TestCase(0, 30, 0, false, TestName = "an_entry_waits_for_its_turn_while_that_is_told")]
    [TestCase(1, 30, 0, true, TestName = "an_entry_from_before_those_who_wait_is_missing")]
    [TestCase(0, -1, 0, true, TestName = "an_entry_waits_no_more_when_nobody_goes_on_telling_so")]
    [TestCase(0, 3_600 * 24 + 30, 3_600 * 24, true, TestName = "an_entry_does_not_wait_for_longer_than_a_day")]
    public void The_line_at_a_platform(int since, int told, int settledBefore, bool isMissing)
    {
        var line = new Line(Noon.AddSeconds(since), Noon.AddSeconds(told));
        var waiting = There() with { Connection = Connected() with { Line = line } };

        Assert.That(Types(waiting, Noon.AddSeconds(settledBefore)).Contains(DiscrepancyType.MissingInPlatform), Is.EqualTo(isMissing));
    }

    [Test]
    public void a_summary_must_be_the_sum_of_its_entries()
    {
        var summary = There(Document()) with { SumOfEntries = new Dictionary<string, decimal> { ["USD"] = 100.00m } };

        Assert.That(Types(summary), Is.Empty);
        var finding = LedgerPlatformComparison
            .Compare(summary with { SumOfEntries = new Dictionary<string, decimal> { ["USD"] = 99.00m } }, Later)
            .Single();
        Assert.That((finding.Type, finding.Subject.PlatformId), Is.EqualTo((DiscrepancyType.AmountDiffers, (string?)null)));
        Assert.That(finding.Evidence.Differences, Is.EqualTo(new[] { new AmountDifference("USD", 99.00m, 100.00m) }));
    }

    [Test]
    public void other_totals_are_told_by_currency()
    {
        var finding = LedgerPlatformComparison.Compare(There(Document(dollars: 95.00m)), Earlier).Single();

        Assert.That(finding.Type, Is.EqualTo(DiscrepancyType.AmountDiffers));
        Assert.That(finding.Evidence.Differences, Is.EqualTo(new[] { new AmountDifference("USD", 100.00m, 95.00m) }));
        Assert.That(finding.Subject.PlatformId, Is.EqualTo("1"));
    }

    [Test]
    public void two_documents_are_one_too_many() =>
        Assert.That(Types(There(Document("1"), Document("2"))), Is.EqualTo(new[] { DiscrepancyType.DoubledInPlatform }));

    [Test]
    public void a_double_that_somebody_made_is_named()
    {
        var finding = LedgerPlatformComparison
            .Compare(There(Document("1"), Document("2", DocumentState.Doubled) with { Totals = null }), Later)
            .Single();

        Assert.That((finding.Type, finding.Subject.PlatformId), Is.EqualTo((DiscrepancyType.DoubledInPlatform, "2")));
    }

    [Test]
    public void a_double_that_was_deleted_is_none() => Assert.That(Types(There(Document("1"), Document("2", DocumentState.Deleted))), Is.Empty);

    [Test]
    public void an_edited_document_is_told_even_when_its_totals_agree() =>
        Assert.That(Types(There(Document(state: DocumentState.Edited)), Earlier), Is.EqualTo(new[] { DiscrepancyType.EditedInPlatform }));

    [Test]
    public void a_deleted_document_is_deleted_and_not_missing() =>
        Assert.That(Types(There(Document(state: DocumentState.Deleted))), Is.EqualTo(new[] { DiscrepancyType.DeletedInPlatform }));

    [Test]
    public void a_document_of_an_entry_that_the_ledger_never_posted_is_unexpected() =>
        Assert.That(Types(There(Document()) with { Entry = null }), Is.EqualTo(new[] { DiscrepancyType.UnexpectedInPlatform }));

    [Test]
    public void news_of_the_entry_may_come_after_the_document() => Assert.That(Types(There(Document()) with { Entry = null }, Earlier), Is.Empty);

    [Test]
    public void a_platform_that_was_disconnected_concerns_nobody() =>
        Assert.That(Types(There(Document(dollars: 1m), Document("2")) with { Connection = Connected(active: false) }), Is.Empty);

    [Test]
    public void the_reason_says_what_changed()
    {
        string Why(DiscrepancyType type, EntryAtPlatform there) =>
            LedgerPlatformComparison.WhyGone(type, new Subject { Connection = "books", PlatformId = "1" }, there);

        Assert.That(Why(DiscrepancyType.MissingInPlatform, There(Document())), Is.EqualTo("The platform has had it as 1 at 2026-01-31T12:00:00Z."));
        Assert.That(
            Why(DiscrepancyType.MissingInPlatform, There() with { Refusal = new Refusal("closed", Noon) }),
            Is.EqualTo("The platform refused it: closed")
        );
        Assert.That(Why(DiscrepancyType.AmountDiffers, There(Document())), Is.EqualTo("The totals agree now."));
        Assert.That(Why(DiscrepancyType.EditedInPlatform, There(Document(state: DocumentState.Deleted))), Does.StartWith("The document was deleted"));
        Assert.That(
            Why(DiscrepancyType.EditedInPlatform, There() with { Connection = Connected(active: false) }),
            Is.EqualTo("The connection is not active any more.")
        );
    }
}
