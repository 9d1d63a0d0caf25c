using System.Text.Json;
using AccountingSync.Contracts;
using AccountingSync.Postgres;
using AccountingSync.Reconciliation.Payouts;
using AccountingSync.Reconciliation.Report;
using Npgsql;

namespace AccountingSync.Integration.Tests.Reconciliation;

/// <summary>From what the rules assert of a payout to the discrepancy, and until it is none any more. The ledger's answers are given here.</summary>
public sealed class Payouts_and_what_they_settle
{
    const string Clearing = "assets:clearing:shop";
    const string Suspense = "liabilities:suspense:shop";
    static int organisations;
    ReconciliationSchema schema = null!;
    SettableClock clock = null!;
    Organisation organisation = null!;
    string name = "";

    [OneTimeSetUp]
    public async Task Create_schema() => schema = await ReconciliationSchema.Create("payouts");

    [OneTimeTearDown]
    public async Task Close() => await schema.DisposeAsync();

    [SetUp]
    public void Begin_organisation()
    {
        name = $"organisation-{Interlocked.Increment(ref organisations)}";
        clock = new SettableClock();
        organisation = new Organisation(schema.Service, name, clock);
    }

    [Test]
    public async Task a_late_sale_ends_what_it_began()
    {
        await organisation.Hears(
            Asserted("po-1", Content("sale-1", 100m), Content("sale-2", 50m)),
            Say.Posted(name, "sale-1"),
            Say.Posted(name, "po-1")
        );

        Assert.That(await AskedAfter(59), Is.Empty, "its contents may still be on their way");
        var question = (await AskedAfter(60)).Single();
        Assert.That(question.Transactions.Select(known => known.Id), Is.EqualTo(["po-1", "sale-1"]), "of the others no entry was announced");
        Assert.That(question.Accounts, Is.EqualTo([Clearing, Suspense]));
        await Answers(question, On(Clearing, "sale-1", 100m), On(Clearing, "po-1", -150m));
        Assert.That(await Open(), Is.EqualTo(["payout_not_cleared po-1"]));
        var evidence = (await OfPayouts("open")).Single().Evidence.GetProperty("payout");
        Assert.That(evidence.GetProperty("residual").GetProperty("USD").GetDecimal(), Is.EqualTo(-50m));
        Assert.That(evidence.GetProperty("missing")[0].GetProperty("id").GetString(), Is.EqualTo("sale-2"));
        Assert.That(evidence.GetProperty("missing")[0].GetProperty("why").GetString(), Is.EqualTo("never received"));
        Assert.That(await AskedAfter(600), Is.Empty, "nothing is new");
        Assert.That(await Open(), Is.EqualTo(["payout_not_cleared po-1"]));

        await organisation.Hears(Say.Posted(name, "sale-2", at: clock.Now));
        var again = (await AskedAfter(660)).Single();
        Assert.That(again.Transactions.Select(known => known.Id), Is.EqualTo(["po-1", "sale-1", "sale-2"]));
        await Answers(again, On(Clearing, "sale-1", 100m), On(Clearing, "sale-2", 50m), On(Clearing, "po-1", -150m));
        Assert.That(await Open(), Is.Empty);
        Assert.That((await OfPayouts("resolved")).Single().Resolution, Is.EqualTo("assets:clearing:shop came to zero."));
        Assert.That(await States(), Is.EqualTo(["po-1 zero"]));
    }

    [Test]
    public async Task what_the_source_cannot_tell_waits_on_suspense_for_a_person()
    {
        await organisation.Hears(
            Asserted("po-1", Content("sale-1", 100m), Content("txn-9", -2m, kind: null)),
            Say.Posted(name, "sale-1"),
            Say.Posted(name, "po-1")
        );
        await Answers((await AskedAfter(60)).Single(), On(Clearing, "sale-1", 100m), On(Clearing, "po-1", -100m), On(Suspense, "po-1", 2m));
        Assert.That(await Open(), Is.EqualTo(["payout_not_recognised po-1"]));
        Assert.That(await States(), Is.EqualTo(["po-1 suspense"]));

        await organisation.Hears(Say.Posted(name, "txn-9", at: clock.Now));
        await Answers(
            (await AskedAfter(120)).Single(),
            On(Clearing, "sale-1", 100m),
            On(Clearing, "po-1", -100m),
            On(Suspense, "po-1", 2m),
            On(Suspense, "txn-9", -2m)
        );
        Assert.That(await Open(), Is.Empty);
        Assert.That(await States(), Is.EqualTo(["po-1 zero"]));
    }

    [Test]
    public async Task an_answer_to_an_earlier_question_is_no_news()
    {
        await organisation.Hears(Asserted("po-1", Content("sale-1", 100m)), Say.Posted(name, "sale-1"), Say.Posted(name, "po-1"));
        var early = (await AskedAfter(60)).Single();
        await organisation.Hears(Say.Reversed(name, "sale-1"));
        var late = (await AskedAfter(125)).Single();

        await Answers(late, On(Clearing, "po-1", -100m));
        await Answers(early, On(Clearing, "sale-1", 100m), On(Clearing, "po-1", -100m));

        Assert.That(await Open(), Is.EqualTo(["payout_not_cleared po-1"]), "the entry of the sale was taken back");
    }

    [Test]
    public async Task a_later_revision_says_what_it_settles_and_an_earlier_one_is_too_late()
    {
        await organisation.Hears(Asserted("po-1"));
        Assert.That(await States(), Is.EqualTo(["po-1 unknown"]));
        Assert.That(await AskedAfter(60), Is.Empty, "nothing is claimed");

        await organisation.Hears(
            Revision(2, Asserted("po-1", Content("sale-1", 100m))),
            Asserted("po-1"),
            Say.Posted(name, "sale-1"),
            Say.Posted(name, "po-1")
        );
        await Answers((await AskedAfter(70)).Single(), On(Clearing, "sale-1", 100m), On(Clearing, "po-1", -100m));

        Assert.That(await States(), Is.EqualTo(["po-1 zero"]));
    }

    [Test]
    public async Task what_two_payouts_settle_is_told_of_both()
    {
        await organisation.Hears(
            Asserted("po-1", Content("sale-1", 100m)),
            Asserted("po-2", Content("sale-1", 100m)),
            Say.Posted(name, "sale-1"),
            Say.Posted(name, "po-1"),
            Say.Posted(name, "po-2")
        );
        foreach (var question in await AskedAfter(60))
            await Answers(question, On(Clearing, "sale-1", 100m), On(Clearing, question.Payout, -100m));

        Assert.That(await Open(), Is.EqualTo(["payout_not_cleared po-1", "payout_not_cleared po-2"]));
    }

    [Test]
    public async Task somebody_who_asks_for_everything_has_the_open_ones_looked_at_again()
    {
        await organisation.Hears(Asserted("po-1", Content("sale-1", 100m)), Say.Posted(name, "po-1"));
        await Answers((await AskedAfter(60)).Single(), On(Clearing, "po-1", -100m));

        await organisation.RunsAll();

        Assert.That((await Questions()).Select(question => question.Payout), Is.EqualTo(["po-1"]));
        Assert.That(await Open(), Is.EqualTo(["payout_not_cleared po-1"]), "a run takes nothing back that the ledger did not tell");
    }

    [Test]
    public async Task one_is_shown_with_what_does_not_fit_first()
    {
        await organisation.Hears(
            Asserted("po-1", Content("sale-1", 100m), Content("sale-2", 50m), Content("sale-3", 700m)),
            Say.Posted(name, "sale-1"),
            Say.Posted(name, "sale-3"),
            Say.Posted(name, "po-1")
        );
        await Answers((await AskedAfter(60)).Single(), On(Clearing, "sale-1", 90m), On(Clearing, "sale-3", 700m), On(Clearing, "po-1", -850m));

        var detail = (await organisation.Read(session => PayoutQuery.One(session, Say.Source, "po-1", CancellationToken.None)))!;
        Assert.That((detail.Payout.State, detail.Payout.Contents, detail.Payout.Residual!["USD"]), Is.EqualTo(("residual", 3, -60m)));
        Assert.That(
            detail.Contents.Select(content => $"{content.Id} {content.Posted?["USD"]} {content.Outcome}"),
            Is.EqualTo(["sale-1 90 posted", "sale-2  ", "sale-3 700 posted"])
        );
    }

    [Test]
    public async Task another_organisation_sees_none_of_it()
    {
        await organisation.Hears(Asserted("po-1", Content("sale-1", 100m)));
        var other = new Organisation(schema.Service, $"{name}-other", clock);

        Assert.That(await other.Read(session => PayoutQuery.List(session, null, 10, CancellationToken.None)), Is.Empty);
    }

    static ContentData Content(string id, decimal amount, string? kind = "sale") => new(id, kind, amount);

    static PostingData On(string account, string id, decimal amount) => new(id, account, "USD", amount);

    PayoutsAsserted Asserted(string id, params ContentData[] contents) =>
        new()
        {
            Organisation = name,
            Items =
            [
                new AssertedPayout
                {
                    Source = Say.Source,
                    Id = id,
                    Revision = 1,
                    OccurredAt = clock.Now,
                    Currency = "USD",
                    Gross = contents.Sum(content => content.Amount),
                    Contents = contents.Length == 0 ? null : contents,
                    Clearing = Clearing,
                    Suspense = Suspense,
                    AssertedAt = SettableClock.Start,
                },
            ],
        };

    static PayoutsAsserted Revision(int revision, PayoutsAsserted asserted) =>
        asserted with
        {
            Items = [asserted.Items[0] with { Revision = revision }],
        };

    async Task<IReadOnlyList<PostingsToTell>> AskedAfter(double seconds)
    {
        clock.Now = SettableClock.Start.AddSeconds(seconds);
        await organisation.RunsARound();
        return await Questions();
    }

    /// <summary>Takes what the organisation's runs have asked so far.</summary>
    async Task<IReadOnlyList<PostingsToTell>> Questions()
    {
        await using var session = await Session.Begin(schema.Service, name, CancellationToken.None);
        await using var command = session.Command(
            "DELETE FROM outbox WHERE message_type = 'TellPostings' AND convert_from(body, 'UTF8') LIKE $1 RETURNING body"
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = $"%\"{name}\"%" });
        var questions = new List<PostingsToTell>();
        await using (var reader = await command.ExecuteReaderAsync())
            while (await reader.ReadAsync())
                questions.AddRange(JsonSerializer.Deserialize(reader.GetFieldValue<byte[]>(0), MessageJson.Default.TellPostings)!.Items);
        await session.Commit(CancellationToken.None);
        return [.. questions.OrderBy(question => question.Payout, StringComparer.Ordinal)];
    }

    Task Answers(PostingsToTell question, params PostingData[] postings) =>
        organisation.Hears(
            new PostingsTold
            {
                Organisation = name,
                Items =
                [
                    new ToldPostings
                    {
                        Source = question.Source,
                        Payout = question.Payout,
                        AskedAt = question.AskedAt,
                        Postings = postings,
                    },
                ],
            }
        );

    /// <summary>Without those about transactions that nobody said were received: it is not about them.</summary>
    async Task<IReadOnlyList<DiscrepancyView>> OfPayouts(string state) =>
        [.. (await organisation.Discrepancies(state)).Where(view => view.Type.StartsWith("payout", StringComparison.Ordinal))];

    async Task<IReadOnlyList<string>> Open() =>
        [.. (await OfPayouts("open")).Select(view => $"{view.Type} {view.TransactionId}").Order(StringComparer.Ordinal)];

    async Task<IReadOnlyList<string>> States() =>
        [
            .. (await organisation.Read(session => PayoutQuery.List(session, null, 100, CancellationToken.None)))
                .Select(payout => $"{payout.Id} {payout.State}")
                .Order(StringComparer.Ordinal),
        ];
}
