using AccountingSync.Reconciliation.Report;

namespace AccountingSync.Integration.Tests.Reconciliation;

/// <summary>The summary and the timeline of an organisation in which one of everything happened.</summary>
public class What_reconciliation_tells
{
    const string Name = "acme";
    ReconciliationSchema schema = null!;
    readonly SettableClock clock = new();
    Organisation organisation = null!;

    [OneTimeSetUp]
    public async Task Let_everything_happen()
    {
        schema = await ReconciliationSchema.Create("tells");
        organisation = new Organisation(schema.Service, Name, clock);
        Guid Entry(string id, int revision = 1, string part = "entry") => organisation.EntryOf(id, revision, part);
        await organisation.Hears(
            Say.Connected(Name),
            Say.Received(Name, "corrected"),
            Say.Posted(Name, "corrected"),
            Say.Written(Name, Entry("corrected"), "1"),
            Say.Received(Name, "corrected", 2),
            Say.Posted(Name, "corrected", 2),
            Say.Reversed(Name, "corrected"),
            Say.Written(Name, Entry("corrected", 1, "reversal"), "2"),
            Say.Written(Name, Entry("corrected", 2), "3"),
            Say.Received(Name, "held"),
            Say.Held(Name, "held"),
            Say.Received(Name, "held-and-corrected"),
            Say.Held(Name, "held-and-corrected"),
            Say.Received(Name, "held-and-corrected", 2),
            Say.Posted(Name, "held-and-corrected", 2),
            Say.Refused(Name, Entry("held-and-corrected", 2)),
            Say.Received(Name, "rejected"),
            Say.Rejected(Name, "rejected"),
            Say.Received(Name, "superseded"),
            Say.Superseded(Name, "superseded"),
            Say.Received(Name, "waiting"),
            Say.Received(Name, "edited"),
            Say.Posted(Name, "edited"),
            Say.Written(Name, Entry("edited"), "4"),
            Say.Changed(Name, Entry("edited"), "4", "edited"),
            Say.Received(Name, "deleted"),
            Say.Posted(Name, "deleted"),
            Say.Written(Name, Entry("deleted"), "5"),
            Say.Changed(Name, Entry("deleted"), "5", "deleted"),
            Say.Received(Name, "missing"),
            Say.Posted(Name, "missing"),
            Say.Received(Name, "on-its-way"),
            Say.Posted(Name, "on-its-way", at: SettableClock.Start.AddSeconds(60))
        );
        clock.Now = SettableClock.Start.AddSeconds(90);
        await organisation.RunsAll();
    }

    [OneTimeTearDown]
    public async Task Close() => await schema.DisposeAsync();

    [Test]
    public async Task received_is_the_sum_of_what_became_of_it()
    {
        var told = await organisation.Summary();

        Assert.That(
            (told.Received, told.Posted, told.Held, told.Rejected, told.Superseded, told.Waiting, told.Reversals),
            Is.EqualTo((12L, 7L, 1L, 1L, 2L, 1L, 1L))
        );
        Assert.That(told.Received, Is.EqualTo(told.Posted + told.Held + told.Rejected + told.Superseded + told.Waiting));
    }

    [Test]
    public async Task expected_is_the_sum_of_what_became_of_it_at_the_platform()
    {
        var books = (await organisation.Summary()).Platform.Single();

        Assert.That(
            books,
            Is.EqualTo(
                new PlatformSummary("books", "quickbooks", Active: true, Expected: 8, Written: 4, Refused: 1, Waiting: 1, Missing: 2, Differing: 1)
            )
        );
        Assert.That(books.Expected, Is.EqualTo(books.Written + books.Refused + books.Waiting + books.Missing));
    }

    [Test]
    public async Task open_discrepancies_are_counted_by_type()
    {
        var told = await organisation.Summary();

        Assert.That(
            told.OpenDiscrepancies,
            Is.EquivalentTo(
                new Dictionary<string, long>
                {
                    ["missing_in_ledger"] = 1,
                    ["missing_in_platform"] = 1,
                    ["edited_in_platform"] = 1,
                    ["deleted_in_platform"] = 1,
                }
            )
        );
        Assert.That(told.DiscrepanciesOpen, Is.EqualTo(4));
    }

    [Test]
    public async Task a_timeline_follows_each_revision_to_the_platform()
    {
        var timeline = await organisation.Timeline("corrected");

        Assert.That(timeline.Select(revision => (revision.Revision, revision.Outcome)), Is.EqualTo(new[] { (1, "posted"), (2, "posted") }));
        Assert.That(
            (timeline[0].Kind, timeline[0].Currency, timeline[0].Gross, timeline[0].TraceId),
            Is.EqualTo(("sale", "USD", 100m, "0af7651916cd43dd8448eb211c80319c"))
        );
        Assert.That(
            timeline.SelectMany(revision => revision.Entries).Select(entry => (entry.Part, entry.Totals["USD"], entry.Platform.Single().PlatformId)),
            Is.EqualTo(new[] { ("entry", 100m, "1"), ("reversal", 100m, "2"), ("entry", 100m, "3") })
        );
    }

    [Test]
    public async Task a_timeline_says_why_something_waits()
    {
        var held = await organisation.Timeline("held-and-corrected");
        var edited = await organisation.Timeline("edited");

        Assert.That((held[0].Outcome, held[0].Reason), Is.EqualTo(("superseded", "Held until a later revision came: no rule")));
        Assert.That(
            held[1].Entries.Single().Platform.Single(),
            Is.EqualTo(new PlatformTimeline("books", null, "refused", null, "The period is closed there."))
        );
        Assert.That(
            edited.Single().Entries.Single().Platform.Single(),
            Is.EqualTo(new PlatformTimeline("books", "4", "edited", SettableClock.Start, "edited by somebody"))
        );
    }

    [Test]
    public async Task nobody_else_sees_it() => Assert.That(await new Organisation(schema.Service, "other", clock).Timeline("corrected"), Is.Empty);
}
