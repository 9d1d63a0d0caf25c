using AccountingSync.Benchmarks.Measuring;
using AccountingSync.Benchmarks.Results;
using AccountingSync.Benchmarks.Sales;

namespace AccountingSync.Benchmarks.Live;

/// <param name="PostedPerSecond">By the time of the commits that posted.</param>
/// <param name="SettledPerSecond">Until every service has taken note.</param>
/// <param name="Sales">Accepted meanwhile.</param>
/// <param name="Costs">Of all of them, until the last was settled.</param>
sealed record Sustained(double PostedPerSecond, double SettledPerSecond, int Sales, Costs Costs, DiskUse Disk);

/// <summary>As many sales of one organisation as the system posts, for as long as it is measured.</summary>
sealed class SustainedLoad : IDisposable
{
    public static readonly string[] Services = ["ingestion", "transformation", "ledger-writer", "platform-sync", "reconciliation"];

    readonly BenchRun run;
    readonly LedgerWatch ledger;
    readonly BenchOrganisation organisation;
    readonly SaleDoor door;
    readonly ClosedLoop loop;

    public SustainedLoad(BenchRun run, LedgerWatch ledger, BenchOrganisation organisation, ulong seed)
    {
        (this.run, this.ledger, this.organisation) = (run, ledger, organisation);
        door = new SaleDoor(run.System.AddressOf("ingestion"), organisation.Key, ClosedLoop.Connections);
        loop = new ClosedLoop(door, new SaleGenerator(seed), ledger, run.Time);
    }

    /// <summary>Sales so far.</summary>
    public int Accepted => door.AcceptedCount;

    public async Task WarmUp(TimeSpan length, CancellationToken stop)
    {
        await loop.Run(length, stop);
        await Drain.Wait(ledger, organisation, door, run.Time, stop);
    }

    /// <summary>After a warm-up that is drained first. May be called again.</summary>
    public async Task<Sustained> Measure(CancellationToken stop)
    {
        await WarmUp(run.Arguments.WarmUp, stop);
        var before = door.AcceptedCount;
        var lastSeq = await ledger.Posted(stop);
        var costs = Costs.Now(run.System, Services);
        var disk = await DiskUse.Now(run.System.OwnerConnectionString, stop);
        var start = run.Time.GetTimestamp();
        var (from, until) = await loop.Run(run.Arguments.Measured, stop);
        await Drain.Wait(ledger, organisation, door, run.Time, stop);
        var settled = run.Time.GetElapsedTime(start);

        var sales = door.AcceptedCount - before;
        return new Sustained(
            await ledger.PostedBetween(organisation.Name, lastSeq, from, until, stop) / (until - from).TotalSeconds,
            sales / settled.TotalSeconds,
            sales,
            Costs.Now(run.System, Services).Since(costs),
            (await DiskUse.Now(run.System.OwnerConnectionString, stop)).Since(disk)
        );
    }

    /// <summary>All that was accepted so far against the books.</summary>
    public Task<Check> Check(string name, CancellationToken stop) => ledger.Check(name, organisation.Name, door.Accepted, stop);

    public void Dispose() => door.Dispose();
}
