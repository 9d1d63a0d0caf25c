using AccountingSync.Reconciliation.Match;
using AccountingSync.Reconciliation.Report;
using Npgsql;

namespace AccountingSync.Integration.Tests.Reconciliation;

/// <summary>From the moment that it may be told until facts take it back, and again.</summary>
public class The_life_of_a_discrepancy
{
    static int organisations;
    ReconciliationSchema schema = null!;
    SettableClock clock = null!;
    Organisation organisation = null!;
    string name = "";

    [OneTimeSetUp]
    public async Task Create_schema() => schema = await ReconciliationSchema.Create("life");

    [OneTimeTearDown]
    public async Task Close() => await schema.DisposeAsync();

    [SetUp]
    public void Begin_organisation()
    {
        name = $"organisation-{Interlocked.Increment(ref organisations)}";
        clock = new SettableClock();
        organisation = new Organisation(schema.Service, name, clock);
    }

    async Task<IReadOnlyList<string>> OpenAfter(double seconds)
    {
        clock.Now = SettableClock.Start.AddSeconds(seconds);
        await organisation.RunsARound();
        return await organisation.Open();
    }

    [Test]
    public async Task begins_when_the_time_to_settle_is_over()
    {
        await organisation.Hears(Say.Connected(name), Say.Received(name, "one"), Say.Received(name, "two"), Say.Posted(name, "two"));

        Assert.That(await OpenAfter(59), Is.Empty);
        Assert.That(await OpenAfter(60), Is.EqualTo(new[] { "missing_in_ledger one 1", "missing_in_platform books two 1" }));
    }

    [Test]
    public async Task does_not_begin_while_the_entry_waits_for_its_turn_at_the_platform()
    {
        await organisation.Hears(Say.Connected(name), Say.Received(name, "one"), Say.Posted(name, "one"));
        await organisation.Hears(Say.Waiting(name, since: SettableClock.Start, toldAt: SettableClock.Start.AddSeconds(45)));
        Assert.That(await OpenAfter(60), Is.Empty);
        await organisation.RunsAll();
        Assert.That(await organisation.Open(), Is.Empty, "a whole comparison knows that it waits, too");
        var books = (await organisation.Read(session => PlatformSummaryQuery.Read(session, SettableClock.Start, CancellationToken.None))).Single();
        Assert.That((books.Waiting, books.Missing), Is.EqualTo((1, 0)));

        Assert.That(
            await OpenAfter(60 + 15 * 60),
            Is.EqualTo(new[] { "missing_in_platform books one 1" }),
            "nobody has said for long that anything waits"
        );
    }

    [Test]
    public async Task begins_for_an_entry_that_those_who_wait_came_after()
    {
        await organisation.Hears(Say.Connected(name), Say.Received(name, "one"), Say.Posted(name, "one"));
        await organisation.Hears(Say.Waiting(name, since: SettableClock.Start.AddSeconds(1), toldAt: SettableClock.Start.AddSeconds(45)));

        Assert.That(await OpenAfter(60), Is.EqualTo(new[] { "missing_in_platform books one 1" }));
    }

    [Test]
    public async Task hears_last_what_was_told_last_of_those_who_wait()
    {
        await organisation.Hears(Say.Connected(name), Say.Received(name, "one"), Say.Posted(name, "one"));
        await organisation.Hears(Say.Waiting(name, since: SettableClock.Start.AddSeconds(5), toldAt: SettableClock.Start.AddSeconds(45)));
        await organisation.Hears(Say.Waiting(name, since: SettableClock.Start, toldAt: SettableClock.Start.AddSeconds(30)));

        Assert.That(await OpenAfter(60), Is.EqualTo(new[] { "missing_in_platform books one 1" }));
    }

    [Test]
    public async Task ends_with_a_reason_when_the_facts_come()
    {
        await organisation.Hears(Say.Connected(name), Say.Received(name, "one"), Say.Received(name, "two"), Say.Posted(name, "two"));
        await OpenAfter(60);
        await organisation.Hears(Say.Held(name, "one"), Say.Written(name, organisation.EntryOf("two"), "17", at: clock.Now));

        Assert.That(await OpenAfter(65), Is.Empty);
        var resolved = await organisation.Discrepancies("resolved");
        Assert.That(
            resolved.Select(view => view.Resolution),
            Is.EquivalentTo(new[] { "It is held: no rule", "The platform has had it as 17 at 2026-01-31T12:01:00Z." })
        );
        Assert.That(resolved.Select(view => view.ResolvedAt), Is.All.EqualTo(clock.Now));
    }

    [Test]
    public async Task begins_when_something_is_held_longer_than_its_rules_declare_and_ends_when_it_is_posted()
    {
        const string Reason = "it gives back a part of s-1, which is not in the books yet";
        await organisation.Hears(Say.Received(name, "refund"), Say.Held(name, "refund", Reason, overdue: SettableClock.Start.AddDays(14)));
        Assert.That(await OpenAfter(TimeSpan.FromDays(14).TotalSeconds), Is.Empty, "it has time to settle");
        Assert.That(await OpenAfter(TimeSpan.FromDays(15).TotalSeconds), Is.EqualTo(new[] { "held_too_long refund 1" }));
        Assert.That((await organisation.Discrepancies()).Single().Evidence.GetRawText(), Does.Contain(Reason).And.Contain("overdue_at"));
        // Decided again, and still held: the same discrepancy.
        await organisation.Hears(
            Say.Held(name, "refund", Reason, SettableClock.Start.AddDays(15), SettableClock.Start.AddDays(14)),
            Say.Received(name, "waits for a rule"),
            Say.Held(name, "waits for a rule")
        );
        Assert.That(await OpenAfter(TimeSpan.FromDays(16).TotalSeconds), Is.EqualTo(new[] { "held_too_long refund 1" }));

        await organisation.Hears(Say.Posted(name, "refund", at: clock.Now));

        Assert.That(await OpenAfter(TimeSpan.FromDays(17).TotalSeconds), Is.Empty);
        Assert.That((await organisation.Discrepancies("resolved")).Single().Resolution, Is.EqualTo("It was posted at 2026-02-16T12:00:00Z."));
    }

    [Test]
    public async Task begins_when_a_refund_differs_from_its_revised_original_and_ends_when_it_is_taken_back()
    {
        await organisation.Hears(Say.Received(name, "refund"), Say.Posted(name, "refund"), Say.Compared(name, "refund", "by dr income:a 1.00 USD"));
        Assert.That(await OpenAfter(1), Is.EqualTo(new[] { "given_back_differs refund 1" }));
        Assert.That((await organisation.Discrepancies()).Single().Evidence.GetRawText(), Does.Contain("by dr income:a 1.00 USD"));
        await organisation.Hears(
            Say.Compared(name, "refund", difference: null, SettableClock.Start.AddSeconds(2)),
            Say.Compared(name, "refund", "an earlier one that comes late", SettableClock.Start.AddSeconds(1))
        );
        Assert.That(await OpenAfter(3), Is.Empty);
        await organisation.Hears(Say.Compared(name, "refund", "by dr income:b 2.00 USD", SettableClock.Start.AddSeconds(4)));
        Assert.That(await OpenAfter(5), Is.EqualTo(new[] { "given_back_differs refund 1" }));

        await organisation.Hears(Say.Reversed(name, "refund"));

        Assert.That(await OpenAfter(6), Is.Empty);
    }

    [Test]
    public async Task goes_on_as_the_same_one_when_it_comes_back()
    {
        var entry = organisation.EntryOf("one");
        await organisation.Hears(Say.Connected(name), Say.Received(name, "one"), Say.Posted(name, "one"), Say.Written(name, entry, "17"));
        await organisation.Hears(Say.Changed(name, entry, "17", "edited", SettableClock.Start.AddSeconds(1)));
        await OpenAfter(2);
        var first = (await organisation.Discrepancies()).Single();
        await organisation.Hears(Say.Changed(name, entry, "17", "restored", SettableClock.Start.AddSeconds(3)));
        Assert.That(await OpenAfter(4), Is.Empty);
        await organisation.Hears(Say.Changed(name, entry, "17", "edited", SettableClock.Start.AddSeconds(5)));
        await OpenAfter(6);

        var again = (await organisation.Discrepancies()).Single();
        Assert.That((again.Id, again.FirstSeen, again.TimesOpened), Is.EqualTo((first.Id, first.FirstSeen, 2)));
        Assert.That((again.OpenedAt, again.Resolution), Is.EqualTo((clock.Now, (string?)null)));
    }

    [Test]
    public async Task is_not_taken_back_by_the_clock()
    {
        await organisation.Hears(Say.Received(name, "one"));
        await organisation.RunsAll(settle: TimeSpan.Zero);

        Assert.That(await OpenAfter(5), Is.EqualTo(new[] { "missing_in_ledger one 1" }), "not settled yet, but told");
    }

    [Test]
    public async Task is_looked_at_again_when_something_comes_late()
    {
        var entry = organisation.EntryOf("one");
        await organisation.Hears(Say.Connected(name), Say.Received(name, "one"), Say.Posted(name, "one"), Say.Refused(name, entry));
        Assert.That(await OpenAfter(60), Is.Empty);
        await organisation.Hears(Say.Written(name, entry, "17", 95m, at: SettableClock.Start.AddHours(1)));

        Assert.That(await OpenAfter(3601), Is.EqualTo(new[] { "amount_differs books one 1" }));
    }

    [Test]
    public async Task begins_for_a_document_when_its_entry_had_time_to_be_announced()
    {
        await organisation.Hears(Say.Written(name, organisation.EntryOf("early"), "17"), Say.Written(name, Guid.NewGuid(), "18"));
        Assert.That(await OpenAfter(1), Is.Empty);
        await organisation.Hears(Say.Received(name, "early"), Say.Posted(name, "early"));

        Assert.That(await OpenAfter(61), Is.EqualTo(new[] { "unexpected_in_platform books 18" }));
    }

    [Test]
    public async Task begins_for_old_entries_when_a_connection_is_to_hold_them()
    {
        await organisation.Hears(Say.Received(name, "one"), Say.Posted(name, "one"));
        Assert.That(await OpenAfter(120), Is.Empty);
        await organisation.Hears(Say.Connected(name));
        Assert.That(await OpenAfter(125), Is.EqualTo(new[] { "missing_in_platform books one 1" }));
        await organisation.Hears(Say.Connected(name, active: false, since: clock.Now));

        Assert.That(await OpenAfter(130), Is.Empty);
        Assert.That((await organisation.Discrepancies(state: null)).Single().Resolution, Is.EqualTo("The connection is not active any more."));
    }

    [Test]
    public async Task includes_counts_that_do_not_add_up()
    {
        await organisation.Hears(Say.Received(name, "one"), Say.Posted(name, "one"), Say.Received(name, "two"), Say.Posted(name, "two"));
        await schema.Tamper($"DELETE FROM reconciliation.ledger_entries WHERE entry_id = '{organisation.EntryOf("two")}'");
        await organisation.RunsAll();
        Assert.That(await organisation.Open(), Is.EqualTo(new[] { "counts_differ" }));
        await organisation.Hears(Say.Posted(name, "two"));

        Assert.That(await OpenAfter(5), Is.Empty);
    }

    [Test]
    public async Task is_told_in_the_run_that_saw_it()
    {
        await organisation.Hears(Say.Received(name, "one"), Say.Received(name, "two"), Say.Posted(name, "two"));
        var quiet = await organisation.RunsARound();
        clock.Now = clock.Now.AddSeconds(5);
        await organisation.RunsARound();
        clock.Now = clock.Now.AddSeconds(60);
        await organisation.RunsARound();
        clock.Now = clock.Now.AddSeconds(1);
        var requested = await organisation.RunsAll();

        var runs = await organisation.Read(session => RunStore.Latest(session, 10, CancellationToken.None));
        Assert.That(
            runs.Select(run => (run.Kind, run.Rounds, run.Found)),
            Is.EqualTo(new[] { (RunKind.Requested, 1, 0L), (RunKind.Continuous, 1, 1L), (RunKind.Continuous, 2, 0L) })
        );
        Assert.That(runs[^1].Id, Is.EqualTo(quiet.Id));
        Assert.That((requested.Transactions, requested.Entries, requested.StillOpen), Is.EqualTo((2L, 1L, 1L)));
    }

    [Test]
    public void cannot_be_deleted_by_the_service() =>
        Assert.That(
            async () =>
                await organisation.Read(async session =>
                {
                    await using var command = session.Command("DELETE FROM reconciliation.discrepancies");
                    return await command.ExecuteNonQueryAsync();
                }),
            Throws.InstanceOf<PostgresException>().With.Property(nameof(PostgresException.SqlState)).EqualTo(PostgresErrorCodes.InsufficientPrivilege)
        );
}
