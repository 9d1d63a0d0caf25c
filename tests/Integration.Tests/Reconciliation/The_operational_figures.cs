using AccountingSync.Reconciliation.Report;

namespace AccountingSync.Integration.Tests.Reconciliation;

/// <summary>Reconciliation time, accuracy and latency of a day of which everything is known.</summary>
public class The_operational_figures
{
    const string Name = "acme";
    static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    ReconciliationSchema schema = null!;
    readonly SettableClock clock = new();
    Organisation organisation = null!;

    static DateTimeOffset After(double seconds) => SettableClock.Start.AddSeconds(seconds);

    [OneTimeSetUp]
    public async Task Let_a_day_pass()
    {
        schema = await ReconciliationSchema.Create("figures");
        organisation = new Organisation(schema.Service, Name, clock);
        await organisation.Hears(Say.Connected(Name, since: After(-86_400)));
        await Sale("yesterday", -7_200, posted: -7_000, written: -6_000);
        foreach (var second in (int[])[1, 2, 3, 10])
            await Sale($"sale-{second}", 0, posted: second, written: 10 * second);
        await organisation.Hears(
            Say.Received(Name, "held"),
            Say.Held(Name, "held"),
            Say.Posted(Name, "held", at: After(900)),
            Say.Written(Name, organisation.EntryOf("held"), "held", at: After(950)),
            Say.Changed(Name, organisation.EntryOf("sale-1"), "sale-1", "edited", After(1_000)),
            Say.Received(Name, "refused"),
            Say.Posted(Name, "refused"),
            Say.Refused(Name, organisation.EntryOf("refused")),
            Say.Received(Name, "on-its-way", at: After(1_190)),
            Say.Posted(Name, "on-its-way", at: After(1_190))
        );
        clock.Now = After(1_100);
        await organisation.RunsAll();
        await organisation.Hears(Say.Changed(Name, organisation.EntryOf("sale-1"), "sale-1", "restored", After(1_150)));
        clock.Now = After(1_200);
        await organisation.RunsARound();
        await organisation.RunsARound();
        await organisation.Hears(Say.Changed(Name, organisation.EntryOf("sale-2"), "sale-2", "edited", After(1_200)));
        await organisation.RunsARound();
    }

    [OneTimeTearDown]
    public async Task Close() => await schema.DisposeAsync();

    [Test]
    public async Task latency_is_from_acceptance_and_leaves_out_what_waited_for_a_rule()
    {
        var told = await organisation.Metrics(Hour);

        // Four sales after 1, 2, 3 and 10 seconds, one at once that was refused there, and one at once that is on its way.
        Assert.That((told.AcceptedToPosted.Count, told.AcceptedToPosted.P50, told.AcceptedToPosted.Max), Is.EqualTo((6L, 1.5, 10.0)));
        var pushed = told.AcceptedToPushed.Single();
        Assert.That((pushed.Connection, pushed.Seconds.Count, pushed.Seconds.P50, pushed.Seconds.Max), Is.EqualTo(("books", 4L, 25.0, 100.0)));
    }

    [Test]
    public async Task a_longer_look_back_sees_more()
    {
        var told = await organisation.Metrics(24 * Hour);

        Assert.That((told.AcceptedToPosted.Count, told.AcceptedToPosted.Max), Is.EqualTo((7L, 200.0)));
        Assert.That(told.AcceptedToPushed.Single().Seconds.Max, Is.EqualTo(1_200.0));
    }

    [Test]
    public async Task accuracy_is_of_all_that_is_to_be_there_by_now() =>
        // Seven are there or refused; of these one is refused and one is edited. The eighth may be on its way.
        Assert.That(
            (await organisation.Metrics(Hour)).Accuracy,
            Is.EqualTo(new[] { new PlatformAccuracy("books", "quickbooks", Expected: 7, Correct: 5, Rate: 0.714285m) })
        );

    [Test]
    public async Task reconciliation_time_counts_rounds_and_how_long_discrepancies_stood()
    {
        var told = (await organisation.Metrics(Hour)).Reconciliation;

        Assert.That((told.Rounds, told.Found, told.Resolved, told.StillOpen), Is.EqualTo((4L, 2L, 1L, 1L)));
        Assert.That(told.LastFinishedAt, Is.EqualTo(After(1_200)));
        Assert.That((told.MeanSeconds, told.LongestSeconds), Is.EqualTo((0.0, 0.0)), "The clock stands still.");
        Assert.That((told.Resolution.Count, told.Resolution.P50), Is.EqualTo((1L, 100.0)));
    }

    [Test]
    public async Task corrections_are_what_somebody_changed_there()
    {
        var corrections = await organisation.Corrections();

        Assert.That(
            corrections.Select(found => (found.Type, found.TransactionId, found.State)),
            Is.EqualTo(new[] { ("edited_in_platform", "sale-2", "open"), ("edited_in_platform", "sale-1", "resolved") })
        );
    }

    [Test]
    public async Task where_nothing_happened_nothing_is_told()
    {
        var told = await new Organisation(schema.Service, "quiet", clock).Metrics(Hour);

        Assert.That(told.Accuracy, Is.Empty);
        Assert.That(told.AcceptedToPosted, Is.EqualTo(new Latency(0, null, null, null, null)));
        Assert.That(told.Reconciliation.MeanSeconds, Is.Null);
    }

    Task Sale(string id, double received, double posted, double written) =>
        organisation.Hears(
            Say.Received(Name, id, at: After(received)),
            Say.Posted(Name, id, at: After(posted)),
            Say.Written(Name, organisation.EntryOf(id), id, at: After(written))
        );
}
