using System.Globalization;
using AccountingSync.Benchmarks.Measuring;
using AccountingSync.Benchmarks.Sales;
using Npgsql;

namespace AccountingSync.Benchmarks.Live;

/// <summary>The product's own way of a sale, from an accepted request to a posted entry: how many a second, how long one takes,
/// and what it costs.</summary>
sealed class LiveLane(BenchRun run, LedgerWatch ledger)
{
    /// <summary>Sales per second that leave the machine almost idle.</summary>
    const double IdleRate = 50;

    public static async Task Run(BenchRun run, CancellationToken stop)
    {
        await using var owner = NpgsqlDataSource.Create(run.System.OwnerConnectionString);
        await new LiveLane(run, new LedgerWatch(owner)).Run(stop);
    }

    async Task Run(CancellationToken stop)
    {
        var rate = await Sustained(stop);
        var latency = new OpenLatency(run, ledger);
        var halfRate = await Organisation("half-rate", stop);
        run.Figures.Checks.Add(
            await latency.Measure(
                "live.half_rate.",
                halfRate,
                run.Arguments.Rate ?? rate / 2,
                ParcelMix.TillsAndGateways,
                run.Seed(1),
                stages: true,
                stop
            )
        );
        var idle = await Organisation("idle", stop);
        run.Figures.Checks.Add(await latency.Measure("idle.live_", idle, IdleRate, ParcelMix.OneByOne, run.Seed(2), stages: false, stop));
        foreach (var service in SustainedLoad.Services)
            run.Figures.Add($"rss.{service}.mb", "MB", PeakMemory.Megabytes(run.System.ProcessOf(service).Pid));
        run.Figures.Add("rss.rabbitmq.mb", "MB", PeakMemory.LargestOfTree(run.System.RabbitServer!.Process.Pid));
    }

    async Task<double> Sustained(CancellationToken stop)
    {
        var organisation = await Organisation("sustained", stop);
        using var load = new SustainedLoad(run, ledger, organisation, run.Seed(0));
        var sustained = await load.Measure(stop);
        run.Figures.Add("live.posted_per_s", "1/s", sustained.PostedPerSecond);
        run.Figures.Add("live.settled_per_s", "1/s", sustained.SettledPerSecond);
        AddCosts(sustained.Costs, sustained.Sales);
        AddDisk(sustained.Disk, sustained.Sales);
        run.Figures.Checks.Add(await load.Check("live " + organisation.Name, stop));
        return sustained.PostedPerSecond;
    }

    Task<BenchOrganisation> Organisation(string name, CancellationToken stop) =>
        BenchOrganisation.SetUp(run.System, string.Create(CultureInfo.InvariantCulture, $"{name}-{run.Number}"), stop);

    void AddCosts(Costs costs, int sales)
    {
        run.Figures.Add("cpu.us_per_transaction", "µs", costs.Ours / sales);
        foreach (var (process, microseconds) in costs.Microseconds)
            run.Figures.Add($"cpu.{process}.us_per_transaction", "µs", microseconds / sales);
    }

    void AddDisk(DiskUse disk, int sales)
    {
        run.Figures.Add("disk.bytes_per_transaction", "B", (double)disk.Bytes / sales);
        foreach (var (table, bytes) in disk.BytesByTable.Where(pair => pair.Value > 10 * sales))
            run.Figures.Add($"disk.{table}.bytes_per_transaction", "B", (double)bytes / sales);
        run.Figures.Add("wal.bytes_per_transaction", "B", (double)disk.LogBytes / sales);
    }
}
