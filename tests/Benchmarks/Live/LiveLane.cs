using System.Globalization;
using AccountingSync.Benchmarks.Measuring;
using AccountingSync.Benchmarks.Results;
using AccountingSync.Benchmarks.Sales;
using AccountingSync.LocalServers;

namespace AccountingSync.Benchmarks.Live;

/// <summary>The product's own way of a sale, from an accepted request to a posted entry: how many a second, how long one takes,
/// and what it costs.</summary>
sealed class LiveLane(LocalSystem system, LedgerWatch ledger, Figures figures, BenchArguments arguments, TimeProvider time)
{
    public static readonly string[] Services = ["ingestion", "transformation", "ledger-writer", "platform-sync", "reconciliation"];
    static readonly TimeSpan DrainLimit = TimeSpan.FromMinutes(5);

    public async Task Run(int run, CancellationToken stop)
    {
        var rate = await Sustained(run, stop);
        await HalfRate(run, arguments.Rate ?? rate / 2, stop);
        foreach (var service in Services)
            figures.Add($"rss.{service}.mb", "MB", PeakMemory.Megabytes(system.ProcessOf(service).Pid));
        figures.Add("rss.rabbitmq.mb", "MB", PeakMemory.LargestOfTree(system.RabbitServer!.Process.Pid));
    }

    async Task<double> Sustained(int run, CancellationToken stop)
    {
        var organisation = await BenchOrganisation.SetUp(system, string.Create(CultureInfo.InvariantCulture, $"sustained-{run}"), stop);
        using var door = new SaleDoor(system.AddressOf("ingestion"), organisation.Key, ClosedLoop.Connections);
        var sales = new SaleGenerator(arguments.Seed + (ulong)run * 10);
        var loop = new ClosedLoop(door, sales, ledger, time);
        await loop.Run(arguments.WarmUp, stop);
        await Drain(organisation, door, stop);

        var before = door.Accepted.Count;
        var costs = Costs.Now(system, Services);
        var disk = await DiskUse.Now(system.OwnerConnectionString, stop);
        var start = time.GetTimestamp();
        var (from, until) = await loop.Run(arguments.Measured, stop);
        await Drain(organisation, door, stop);
        var settled = time.GetElapsedTime(start);

        var count = door.Accepted.Count - before;
        var posted = await ledger.PostedBetween(organisation.Name, from, until, stop);
        var rate = posted / (until - from).TotalSeconds;
        figures.Add("live.posted_per_s", "1/s", rate);
        figures.Add("live.settled_per_s", "1/s", count / settled.TotalSeconds);
        AddCosts(Costs.Now(system, Services).Since(costs), count);
        AddDisk((await DiskUse.Now(system.OwnerConnectionString, stop)).Since(disk), count);
        figures.Checks.Add(await ledger.Check(organisation.Name, door.Accepted, stop));
        return rate;
    }

    async Task HalfRate(int run, double rate, CancellationToken stop)
    {
        var organisation = await BenchOrganisation.SetUp(system, string.Create(CultureInfo.InvariantCulture, $"half-rate-{run}"), stop);
        using var door = new SaleDoor(system.AddressOf("ingestion"), organisation.Key, connections: 256);
        var seed = arguments.Seed + (ulong)run * 10 + 1;
        var loop = new OpenLoop(door, new SaleGenerator(seed), new SeededChance(seed), time);
        var (from, until) = await loop.Run(rate, arguments.WarmUp, arguments.Measured, stop);
        await Drain(organisation, door, stop);

        var passages = await ledger.Passages(organisation.Name, from, until, stop);
        AddLatencies("live.half_rate", passages.Select(passage => passage.PostedAt - passage.ReceivedAt));
        AddLatencies("live.half_rate.accept", passages.Select(passage => passage.AcceptedAt - passage.ReceivedAt));
        AddLatencies("live.half_rate.map", passages.Select(passage => passage.MappedAt - passage.AcceptedAt));
        AddLatencies("live.half_rate.post", passages.Select(passage => passage.PostedAt - passage.MappedAt));
        // From the moment at which it should have been sent: nothing is left out, not even our own waiting.
        AddLatencies("live.half_rate.scheduled", passages.Select(passage => passage.PostedAt - loop.Scheduled[passage.Id]));
        figures.Add("live.half_rate.posted_per_s", "1/s", passages.Count / (until - from).TotalSeconds);
        figures.Checks.Add(await ledger.Check(organisation.Name, door.Accepted, stop));
    }

    /// <summary>Until everything is posted and every service has taken note.</summary>
    async Task Drain(BenchOrganisation organisation, SaleDoor door, CancellationToken stop)
    {
        var start = time.GetTimestamp();
        while (await ledger.OnTheWay(stop) > 0)
        {
            if (time.GetElapsedTime(start) > DrainLimit)
                throw new TimeoutException(
                    $"{door.Accepted.Count} sales of {organisation.Name} were accepted, {await ledger.CountOf(organisation.Name, stop)} are posted, and it goes no further."
                );
            await Task.Delay(50, stop);
        }
    }

    void AddLatencies(string name, IEnumerable<TimeSpan> latencies)
    {
        var sorted = latencies.Select(latency => latency.TotalMilliseconds).Order().ToList();
        figures.Add(name + ".p50_ms", "ms", Quantiles.At(sorted, 0.5));
        figures.Add(name + ".p99_ms", "ms", Quantiles.At(sorted, 0.99));
    }

    void AddCosts(Costs costs, int sales)
    {
        figures.Add("cpu.us_per_transaction", "µs", costs.Ours / sales);
        foreach (var (process, microseconds) in costs.Microseconds)
            figures.Add($"cpu.{process}.us_per_transaction", "µs", microseconds / sales);
    }

    void AddDisk(DiskUse disk, int sales)
    {
        figures.Add("disk.bytes_per_transaction", "B", (double)disk.Bytes / sales);
        foreach (var (table, bytes) in disk.BytesByTable.Where(pair => pair.Value > 10 * sales))
            figures.Add($"disk.{table}.bytes_per_transaction", "B", (double)bytes / sales);
        figures.Add("wal.bytes_per_transaction", "B", (double)disk.LogBytes / sales);
    }
}
