using AccountingSync.Contracts;
using AccountingSync.Reconciliation.Report;

namespace AccountingSync.Integration.Tests.Reconciliation;

/// <summary>What sources say of their accounts is held against what was received of them, whatever comes first.</summary>
public sealed class Accounts_of_sources
{
    static readonly DateOnly Day = DateOnly.FromDateTime(SettableClock.Start.UtcDateTime);
    static int organisations;
    ReconciliationSchema schema = null!;
    SettableClock clock = null!;
    Organisation organisation = null!;
    string name = "";

    [OneTimeSetUp]
    public async Task Create_schema() => schema = await ReconciliationSchema.Create("accounts");

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
    public async Task are_complete_when_all_that_moved_them_was_received()
    {
        await organisation.Hears(Received("ch-1", 100m), Received("txn-1", 3m), Moved(("ch-1", 100m), ("txn-1", -3m)), Balance(10m, 107m, 2));
        Assert.That(await After(59), Is.EqualTo(["2026-01-31 waiting 0/0 refilled 0 difference "]), "what moved it may still be on its way");
        Assert.That(await After(60), Is.EqualTo(["2026-01-31 complete 2/2 refilled 0 difference 0.00"]));
        Assert.That(await Gaps(), Is.Empty);
    }

    [Test]
    public async Task have_one_gap_until_what_is_missing_comes()
    {
        await organisation.Hears(Received("txn-1", 3m), Balance(10m, 107m, 2), Moved(("ch-1", 100m), ("txn-1", -3m)));
        Assert.That(await After(60), Is.EqualTo(["2026-01-31 gap 1/2 refilled 0 difference 100.00"]));
        Assert.That(await Gaps(), Has.Count.EqualTo(1));
        var evidence = (await Gaps()).Single().Evidence.GetProperty("account");
        Assert.That(evidence.GetProperty("missing")[0].GetProperty("id").GetString(), Is.EqualTo("ch-1"));

        await organisation.Hears(Received("ch-1", 100m), Refilled("ch-1"));

        Assert.That(await After(75), Is.EqualTo(["2026-01-31 complete 2/2 refilled 1 difference 0.00"]));
        Assert.That(await Gaps(), Is.Empty);
        Assert.That((await Gaps("resolved")).Single().Resolution, Is.EqualTo("All that moved the account was received."));
    }

    [Test]
    public async Task count_what_a_report_told_alone_as_refilled()
    {
        await organisation.Hears(Received("ch-1", 100m, revision: 0), Moved(("ch-1", 100m)), Balance(0m, 100m, 1));
        Assert.That(await After(60), Is.EqualTo(["2026-01-31 complete 1/1 refilled 1 difference 0.00"]));
        await organisation.Hears(Received("ch-1", 100m), Balance(0m, 100m, 1, at: 70));
        Assert.That(await After(130), Is.EqualTo(["2026-01-31 complete 1/1 refilled 0 difference 0.00"]), "its webhook came after all");
    }

    [Test]
    public async Task wait_while_what_moved_them_is_not_told_to_its_end()
    {
        await organisation.Hears(Received("ch-1", 100m), Balance(0m, 97m, 2), Moved(("ch-1", 100m)));
        Assert.That(await After(60), Is.EqualTo(["2026-01-31 waiting 1/1 refilled 0 difference -3.00"]));
        Assert.That(await Gaps(), Is.Empty);
    }

    [Test]
    public async Task show_an_amount_that_was_received_otherwise()
    {
        await organisation.Hears(Received("ch-1", 90m), Moved(("ch-1", 100m)), Balance(0m, 100m, 1));
        Assert.That(await After(60), Is.EqualTo(["2026-01-31 gap 1/1 refilled 0 difference 10.00"]));
        await organisation.Hears(Received("ch-1", 100m, revision: 2));
        Assert.That(await After(75), Is.EqualTo(["2026-01-31 complete 1/1 refilled 0 difference 0.00"]));
    }

    [Test]
    public async Task show_a_statement_that_is_missing_between_two_whichever_is_told_first()
    {
        await organisation.Hears(Balance(150m, 150m, 0, Day.AddDays(2), by: "file"), Balance(0m, 0m, 0, Day, by: "file"));
        var told = await After(60);
        Assert.That(told.Select(text => text[..15]), Is.EqualTo(["2026-02-02 gap ", "2026-01-31 comp"]));
        await organisation.Hears(
            Received("in-1", 150m, "transfer"),
            Moved(Day.AddDays(1), ("in-1", 150m)),
            Balance(0m, 150m, 1, Day.AddDays(1), at: 70, by: "file")
        );
        Assert.That(await After(140), Has.Count.EqualTo(3).And.All.Contains("complete"));
        Assert.That(await Gaps(), Is.Empty);
    }

    [Test]
    public async Task follow_from_each_other_though_several_statements_are_of_one_day()
    {
        await organisation.Hears(
            Balance(0m, 5m, 0, reference: "1", by: "file"),
            Balance(5m, 9m, 0, reference: "2", by: "file"),
            Balance(9m, 9m, 0, Day.AddDays(1), by: "file")
        );
        var evidence = (await After(60)).Where(text => text.Contains("gap", StringComparison.Ordinal)).ToList();
        Assert.That(evidence, Has.Count.EqualTo(2), "nothing was told that moved the first two");
        Assert.That(
            (await Gaps()).Select(found => found.Evidence.GetProperty("account").TryGetProperty("before", out _)),
            Is.All.False,
            "but each begins with what another ended with"
        );
    }

    [Test]
    public async Task show_what_was_received_and_moved_nothing_once_the_source_had_time_to_say_so()
    {
        await organisation.Hears(Received("ch-1", 100m), Received("ch-2", 100m), Moved(("ch-1", 100m)), Balance(0m, 100m, 1));
        Assert.That((await After(60)).Single(), Does.Contain("complete"), "it came in on the day on which the account was told");
        var tomorrow = (int)TimeSpan.FromDays(1).TotalSeconds;
        await organisation.Hears(Balance(0m, 100m, 1, at: tomorrow));
        Assert.That(await After(tomorrow + 60), Is.EqualTo(["2026-01-31 gap 1/1 refilled 0 difference 0.00"]));
        var evidence = (await Gaps()).Single().Evidence.GetProperty("account");
        Assert.That(evidence.GetProperty("unheard")[0].GetString(), Is.EqualTo("ch-2"));
    }

    [Test]
    public async Task are_told_twice_without_a_difference()
    {
        object[] all = [Received("ch-1", 100m), Moved(("ch-1", 100m)), Balance(0m, 100m, 1), Refilled("ch-1")];
        await organisation.Hears([.. all, .. all]);
        Assert.That(await After(60), Is.EqualTo(["2026-01-31 complete 1/1 refilled 1 difference 0.00"]));
    }

    [Test]
    public async Task are_nobody_elses()
    {
        await organisation.Hears(Received("ch-1", 100m), Moved(("ch-1", 100m)), Balance(0m, 100m, 1));
        var other = new Organisation(schema.Service, name + "-other", clock);
        Assert.That(await other.Completeness(), Is.Empty);
    }

    /// <summary>Nothing is posted here, which is a discrepancy of its own.</summary>
    async Task<IReadOnlyList<DiscrepancyView>> Gaps(string state = "open") =>
        [.. (await organisation.Discrepancies(state)).Where(view => view.Type == "source_incomplete")];

    async Task<IReadOnlyList<string>> After(int seconds)
    {
        clock.Now = SettableClock.Start.AddSeconds(seconds);
        await organisation.RunsARound();
        return await organisation.Completeness();
    }

    SourceTransactionsReceived Received(string id, decimal gross, string kind = "payment", int revision = 1)
    {
        var said = Say.Received(name, id, revision);
        return said with { Items = [said.Items[0] with { Transaction = said.Items[0].Transaction with { Kind = kind, Gross = gross } }] };
    }

    MovementsTold Moved(params (string Id, decimal Amount)[] movements) => Moved(Day, movements);

    MovementsTold Moved(DateOnly day, params (string Id, decimal Amount)[] movements) =>
        new()
        {
            Organisation = name,
            Items =
            [
                .. movements.Select(moved => new ToldMovement
                {
                    Source = Say.Source,
                    Account = "balance",
                    Currency = "USD",
                    Reference = "",
                    Day = day,
                    MovementId = moved.Id,
                    TransactionId = moved.Id,
                    Amount = moved.Amount,
                }),
            ],
        };

    /// <param name="at">Seconds after the start.</param>
    BalancesTold Balance(
        decimal opening,
        decimal closing,
        int movements,
        DateOnly? day = null,
        int at = 0,
        string by = "pull",
        string reference = ""
    ) =>
        new()
        {
            Organisation = name,
            Items =
            [
                new ToldBalance
                {
                    Source = Say.Source,
                    Account = "balance",
                    Currency = "USD",
                    From = day ?? Day,
                    Until = day ?? Day,
                    Reference = reference,
                    Opening = opening,
                    Closing = closing,
                    Movements = movements,
                    By = by,
                    ToldAt = SettableClock.Start.AddSeconds(at),
                },
            ],
        };

    TransactionsRefilled Refilled(string id) =>
        new()
        {
            Organisation = name,
            Items =
            [
                new RefilledTransaction
                {
                    Source = Say.Source,
                    TransactionId = id,
                    RefilledAt = SettableClock.Start,
                },
            ],
        };
}
