namespace AccountingSync.Integration.Tests.Reconciliation;

/// <summary>One connection gets each entry, another gets a summary of the day. By a run over everything, and by continuous rounds.</summary>
[TestFixture(true)]
[TestFixture(false)]
public class Entries_in_a_summary(bool everything)
{
    static int organisations;
    static readonly DateTimeOffset Morning = SettableClock.Start.AddHours(6);
    ReconciliationSchema schema = null!;
    SettableClock clock = null!;
    Organisation organisation = null!;
    string name = "";
    Guid summary;

    [OneTimeSetUp]
    public async Task Create_schema() => schema = await ReconciliationSchema.Create("summaries");

    [OneTimeTearDown]
    public async Task Close() => await schema.DisposeAsync();

    [SetUp]
    public async Task Post_three_sales()
    {
        name = $"organisation-{Interlocked.Increment(ref organisations)}";
        clock = new SettableClock();
        organisation = new Organisation(schema.Service, name, clock);
        summary = organisation.EntryOf("the day");
        await organisation.Hears(Say.Connected(name), Say.Connected(name, "by-day"));
        foreach (var id in Sales)
            await organisation.Hears(
                Say.Received(name, id),
                Say.Posted(name, id),
                Say.Written(name, organisation.EntryOf(id), id),
                Say.Summarised(name, organisation.EntryOf(id), summary: null, "by-day", Morning)
            );
    }

    static readonly string[] Sales = ["sale-1", "sale-2", "sale-3"];

    [Test]
    public async Task wait_for_it_and_are_not_missing_meanwhile()
    {
        Assert.That(await FoundAt(SettableClock.Start.AddHours(5)), Is.Empty);
        var byDay = (await organisation.Platforms()).Single(platform => platform.Connection == "by-day");
        Assert.That((byDay.Expected, byDay.Waiting, byDay.Missing), Is.EqualTo((3, 3, 0)));
    }

    [Test]
    public async Task are_missing_when_it_should_have_been_made()
    {
        Assert.That(
            await FoundAt(Morning.AddSeconds(61)),
            Is.EqualTo(Sales.Select(id => $"missing_in_platform by-day {id} 1")),
            "and nothing at the other connection"
        );

        await Made(300m);
        await Written(300m);

        Assert.That(await FoundAt(Morning.AddSeconds(200)), Is.Empty);
        Assert.That(
            (await organisation.Discrepancies("resolved")).Select(view => view.Resolution).Distinct(),
            Is.EqualTo([$"It is in the summary {summary}."])
        );
    }

    [Test]
    public async Task agree_when_its_document_says_their_sum()
    {
        await Made(300m);
        await Written(300m);

        Assert.That(await FoundAt(Morning.AddSeconds(100)), Is.Empty);
        var byDay = (await organisation.Platforms()).Single(platform => platform.Connection == "by-day");
        Assert.That((byDay.Expected, byDay.Written, byDay.Waiting), Is.EqualTo((1, 1, 0)), "one document");
        var books = (await organisation.Platforms()).Single(platform => platform.Connection == "books");
        Assert.That((books.Expected, books.Written), Is.EqualTo((3, 3)), "the summary is not expected there");
    }

    [Test]
    public async Task a_summary_that_the_platform_does_not_hold_is_missing()
    {
        await Made(300m);

        Assert.That(await FoundAt(Morning.AddSeconds(100)), Is.EqualTo(["missing_in_platform by-day 2026-01-31/shop/USD 1"]));
    }

    [Test]
    public async Task a_document_with_another_total_differs()
    {
        await Made(300m);
        await Written(299m);

        Assert.That(await FoundAt(Morning.AddSeconds(100)), Is.EqualTo(["amount_differs by-day 2026-01-31/shop/USD 1"]));
    }

    [Test]
    public async Task a_summary_that_is_not_their_sum_differs_even_if_the_platform_holds_it_so()
    {
        await Made(250m);
        await Written(250m);

        Assert.That(await FoundAt(Morning.AddSeconds(100)), Is.EqualTo(["amount_differs by-day 2026-01-31/shop/USD 1"]));
    }

    [Test]
    public async Task a_summary_that_somebody_edited_is_told_once_not_for_each_entry()
    {
        await Made(300m);
        await Written(300m);
        var edited = Say.Changed(name, summary, "day-1", "edited", Morning.AddSeconds(50));
        await organisation.Hears(edited with { Items = [edited.Items[0] with { Connection = "by-day" }] });

        Assert.That(await FoundAt(Morning.AddSeconds(100)), Is.EqualTo(["edited_in_platform by-day 2026-01-31/shop/USD 1"]));
    }

    async Task Made(decimal dollars)
    {
        foreach (var id in Sales)
            await organisation.Hears(Say.Summarised(name, organisation.EntryOf(id), summary, "by-day", Morning));
        await organisation.Hears(Say.SummaryMade(name, summary, dollars, "by-day", Morning));
    }

    Task Written(decimal dollars) => organisation.Hears(Say.Written(name, summary, "day-1", dollars, "by-day", Morning.AddSeconds(5)));

    async Task<IReadOnlyList<string>> FoundAt(DateTimeOffset now)
    {
        clock.Now = now;
        if (everything)
            await organisation.RunsAll();
        else
            await organisation.RunsARound();
        return await organisation.Open();
    }
}
