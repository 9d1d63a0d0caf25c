namespace AccountingSync.Integration.Tests.Reconciliation;

/// <summary>Each hole is found, and nothing else is reported: by a run over everything, and by continuous rounds.</summary>
[TestFixture(true)]
[TestFixture(false)]
public class Holes_that_were_planted(bool everything)
{
    const int Clean = 40;
    static int organisations;
    ReconciliationSchema schema = null!;
    SettableClock clock = null!;
    Organisation organisation = null!;
    string name = "";

    [OneTimeSetUp]
    public async Task Create_schema() => schema = await ReconciliationSchema.Create("holes");

    [OneTimeTearDown]
    public async Task Close() => await schema.DisposeAsync();

    /// <summary>An organisation with two platforms, in which everything is as it should be.</summary>
    [SetUp]
    public async Task Fill_in_clean_transactions()
    {
        name = $"organisation-{Interlocked.Increment(ref organisations)}";
        clock = new SettableClock();
        organisation = new Organisation(schema.Service, name, clock);
        await organisation.Hears(Say.Connected(name), Say.Connected(name, "journal"));
        for (var i = 0; i < Clean; i++)
            await Sale($"clean-{i}");
        await organisation.Hears(Say.Received(name, "held"), Say.Held(name, "held"));
        await organisation.Hears(Say.Received(name, "rejected"), Say.Rejected(name, "rejected"));
        await organisation.Hears(Say.Received(name, "late"), Say.Superseded(name, "late"));
        await organisation.Hears(Say.Received(name, "late", revision: 2), Say.Posted(name, "late", revision: 2));
        await Pushed("late", 2);
        await Sale("corrected");
        await organisation.Hears(
            Say.Received(name, "corrected", 2),
            Say.Posted(name, "corrected", 2),
            Say.Reversed(name, "corrected"),
            Say.Written(name, organisation.EntryOf("corrected", 1, "reversal"), "corrected-back"),
            Say.Written(name, organisation.EntryOf("corrected", 1, "reversal"), "corrected-back", connection: "journal")
        );
        await Pushed("corrected", 2);
        await organisation.Hears(Say.Received(name, "refused"), Say.Posted(name, "refused"));
        await organisation.Hears(
            Say.Refused(name, organisation.EntryOf("refused")),
            Say.Written(name, organisation.EntryOf("refused"), "refused", connection: "journal")
        );
    }

    async Task Sale(string id)
    {
        await organisation.Hears(Say.Received(name, id), Say.Posted(name, id));
        await Pushed(id);
    }

    Task Pushed(string id, int revision = 1, string? except = null) =>
        organisation.Hears([
            .. new[] { "books", "journal" }
                .Where(connection => connection != except)
                .Select(connection => Say.Written(name, organisation.EntryOf(id, revision), $"{id}-{revision}", connection: connection)),
        ]);

    async Task<IReadOnlyList<string>> Found()
    {
        clock.Now = SettableClock.Start.AddSeconds(61);
        if (everything)
            await organisation.RunsAll();
        else
            await organisation.RunsARound();
        return await organisation.Open();
    }

    [Test]
    public async Task none_at_all() => Assert.That(await Found(), Is.Empty);

    [Test]
    public async Task received_and_never_decided()
    {
        await organisation.Hears(Say.Received(name, "lost"));
        Assert.That(await Found(), Is.EqualTo(new[] { "missing_in_ledger lost 1" }));
    }

    [Test]
    public async Task posted_and_never_received()
    {
        await organisation.Hears(Say.Posted(name, "ghost"));
        await Pushed("ghost");
        Assert.That(await Found(), Is.EqualTo(new[] { "unexpected_in_ledger ghost 1" }));
    }

    [Test]
    public async Task corrected_and_never_taken_back()
    {
        await Sale("twice");
        await organisation.Hears(Say.Received(name, "twice", 2), Say.Posted(name, "twice", 2));
        await Pushed("twice", 2);
        Assert.That(await Found(), Is.EqualTo(new[] { "doubled_in_ledger twice" }));
    }

    [Test]
    public async Task posted_and_never_pushed_to_one_of_two()
    {
        await organisation.Hears(Say.Received(name, "unpushed"), Say.Posted(name, "unpushed"));
        await Pushed("unpushed", except: "journal");
        Assert.That(await Found(), Is.EqualTo(new[] { "missing_in_platform journal unpushed 1" }));
    }

    [Test]
    public async Task another_amount_in_the_platform()
    {
        await organisation.Hears(Say.Received(name, "short"), Say.Posted(name, "short"));
        await Pushed("short", except: "books");
        await organisation.Hears(Say.Written(name, organisation.EntryOf("short"), "17", 95.00m));

        Assert.That(await Found(), Is.EqualTo(new[] { "amount_differs books short 1" }));
        var differences = (await organisation.Discrepancies()).Single().Evidence.GetProperty("differences")[0];
        Assert.That(differences.GetProperty("ledger").GetDecimal(), Is.EqualTo(100m));
        Assert.That(differences.GetProperty("platform").GetDecimal(), Is.EqualTo(95m));
    }

    [Test]
    public async Task a_document_for_an_entry_that_was_never_posted()
    {
        await organisation.Hears(Say.Written(name, Guid.NewGuid(), "99"));
        Assert.That(await Found(), Is.EqualTo(new[] { "unexpected_in_platform books 99" }));
    }

    [Test]
    public async Task two_documents_of_our_own_for_one_entry()
    {
        await organisation.Hears(Say.Written(name, organisation.EntryOf("clean-3"), "another"));
        Assert.That(await Found(), Is.EqualTo(new[] { "doubled_in_platform books clean-3 1" }));
    }

    [TestCase("edited")]
    [TestCase("deleted")]
    [TestCase("doubled")]
    public async Task somebody_changed_a_document(string change)
    {
        var document = change == "doubled" ? "copy" : "clean-5-1";
        await organisation.Hears(Say.Changed(name, organisation.EntryOf("clean-5"), document, change));
        Assert.That(await Found(), Is.EqualTo(new[] { $"{change}_in_platform books clean-5 1" }));
    }

    [Test]
    public async Task somebody_edited_a_document_and_removed_our_key()
    {
        await organisation.Hears(Say.Changed(name, entry: null, "clean-5-1", "edited"));
        Assert.That(await Found(), Is.EqualTo(new[] { "edited_in_platform books clean-5 1" }));
    }

    [Test]
    public async Task all_of_them_at_once()
    {
        await organisation.Hears(Say.Received(name, "lost"), Say.Posted(name, "ghost"));
        await organisation.Hears(Say.Received(name, "unpushed"), Say.Posted(name, "unpushed"));
        await organisation.Hears(
            Say.Changed(name, organisation.EntryOf("clean-5"), "clean-5-1", "edited"),
            Say.Changed(name, organisation.EntryOf("clean-6"), "clean-6-1", "deleted"),
            Say.Written(name, organisation.EntryOf("clean-7"), "clean-7-1", 1m, at: SettableClock.Start.AddSeconds(1))
        );

        Assert.That(
            await Found(),
            Is.EqualTo(
                new[]
                {
                    "amount_differs books clean-7 1",
                    "deleted_in_platform books clean-6 1",
                    "edited_in_platform books clean-5 1",
                    "missing_in_ledger lost 1",
                    "missing_in_platform books ghost 1",
                    "missing_in_platform books unpushed 1",
                    "missing_in_platform journal ghost 1",
                    "missing_in_platform journal unpushed 1",
                    "unexpected_in_ledger ghost 1",
                }
            )
        );
    }

    [Test]
    public async Task another_organisation_sees_nothing_of_it()
    {
        await organisation.Hears(Say.Received(name, "lost"));
        await Found();
        var other = new Organisation(schema.Service, "other-" + name, clock);
        await other.RunsAll();

        Assert.That(await other.Open(), Is.Empty);
        Assert.That((await other.Summary()).Received, Is.Zero);
    }
}
