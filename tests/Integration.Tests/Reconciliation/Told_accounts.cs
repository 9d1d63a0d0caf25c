using AccountingSync.Contracts;
using AccountingSync.Reconciliation.Report;
using Npgsql;

namespace AccountingSync.Integration.Tests.Reconciliation;

/// <summary>An organisation whose source tells of an account.</summary>
public abstract class Told_accounts
{
    private protected static readonly DateOnly Day = DateOnly.FromDateTime(SettableClock.Start.UtcDateTime);
    static int organisations;
    private protected ReconciliationSchema schema = null!;
    private protected SettableClock clock = null!;
    private protected Organisation organisation = null!;
    private protected string name = "";

    [OneTimeSetUp]
    public async Task Create_schema()
    {
        schema = await ReconciliationSchema.Create(GetType().Name.ToLowerInvariant().Replace('_', '-'));
        // Days are days of UTC, wherever the database lives.
        await schema.Tamper(
            $"ALTER DATABASE \"{new NpgsqlConnectionStringBuilder(schema.Service.ConnectionString).Database}\" SET timezone TO 'Pacific/Kiritimati'"
        );
    }

    [OneTimeTearDown]
    public async Task Close() => await schema.DisposeAsync();

    [SetUp]
    public void Begin_organisation()
    {
        name = $"organisation-{Interlocked.Increment(ref organisations)}";
        clock = new SettableClock();
        organisation = new Organisation(schema.Service, name, clock);
    }

    /// <summary>Nothing is posted here, which is a discrepancy of its own.</summary>
    private protected async Task<IReadOnlyList<DiscrepancyView>> Gaps(string state = "open") =>
        [.. (await organisation.Discrepancies(state)).Where(view => view.Type == "source_incomplete")];

    private protected async Task<IReadOnlyList<string>> After(int seconds)
    {
        clock.Now = SettableClock.Start.AddSeconds(seconds);
        await organisation.RunsARound();
        return await organisation.Completeness();
    }

    private protected SourceTransactionsReceived Received(string id, decimal gross, string kind = "payment", int revision = 1)
    {
        var said = Say.Received(name, id, revision);
        return said with { Items = [said.Items[0] with { Transaction = said.Items[0].Transaction with { Kind = kind, Gross = gross } }] };
    }

    /// <summary>When the only period is due next.</summary>
    private protected async Task<TimeSpan> DueIn()
    {
        var due = await organisation.Read(async session =>
        {
            await using var command = session.Command("SELECT due_at FROM reconciliation.account_periods WHERE organisation = $1");
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
            return (DateTime)(await command.ExecuteScalarAsync())!;
        });
        return due - clock.Now.UtcDateTime;
    }

    private protected MovementsTold Moved(params (string Id, decimal Amount)[] movements) => Moved(Day, movements);

    private protected MovementsTold Moved(DateOnly day, params (string Id, decimal Amount)[] movements) => Moved(day, underWayUntil: null, movements);

    private protected MovementsTold Moved(DateOnly day, DateOnly? underWayUntil, params (string Id, decimal Amount)[] movements) =>
        Moved(new Days(day, day, ""), underWayUntil, [.. movements.Select(moved => (day, moved.Id, moved.Amount))]);

    private protected MovementsTold Moved(Days period, params (DateOnly Day, string Id, decimal Amount)[] movements) =>
        Moved(period, underWayUntil: null, movements);

    private protected MovementsTold Moved(Days period, DateOnly? underWayUntil, (DateOnly Day, string Id, decimal Amount)[] movements) =>
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
                    From = period.From,
                    Until = period.Until,
                    Reference = period.Reference,
                    Day = moved.Day,
                    MovementId = moved.Id,
                    TransactionId = moved.Id,
                    Amount = moved.Amount,
                    UnderWayUntil = underWayUntil,
                }),
            ],
        };

    /// <summary>What tells a period of the account from others.</summary>
    private protected sealed record Days(DateOnly From, DateOnly Until, string Reference);

    private protected BalancesTold Balance(Days period, decimal opening, decimal closing, int movements) =>
        Balance(period, opening, closing, movements, 0, "file");

    /// <param name="at">Seconds after the start.</param>
    private protected BalancesTold Balance(
        decimal opening,
        decimal closing,
        int movements,
        DateOnly? day = null,
        int at = 0,
        string by = "pull",
        string reference = ""
    ) => Balance(new Days(day ?? Day, day ?? Day, reference), opening, closing, movements, at, by);

    private protected BalancesTold Balance(Days period, decimal opening, decimal closing, int movements, int at, string by) =>
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
                    From = period.From,
                    Until = period.Until,
                    Reference = period.Reference,
                    Opening = opening,
                    Closing = closing,
                    Movements = movements,
                    By = by,
                    ToldAt = SettableClock.Start.AddSeconds(at),
                },
            ],
        };

    private protected TransactionsRefilled Refilled(string id) =>
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
