using AccountingSync.Benchmarks.Live;
using AccountingSync.Benchmarks.Measuring;
using Npgsql;

namespace AccountingSync.Benchmarks.Full;

/// <summary>The live rate of one organisation before and after its books were filled, by the same processes.</summary>
sealed class FullLedgerLane(BenchRun run, Action<string> say)
{
    const string Organisation = "full-ledger";

    /// <summary>Of load before anything counts. Services that have just begun still compile, and take twice the time: what was measured first
    /// would look slow, and the full ledger fast.</summary>
    static readonly TimeSpan Compiling = TimeSpan.FromSeconds(60);

    public async Task Run(CancellationToken stop)
    {
        await using var owner = NpgsqlDataSource.Create(run.System.OwnerConnectionString);
        var ledger = new LedgerWatch(owner);
        var organisation = await BenchOrganisation.SetUp(run.System, Organisation, stop);
        using var load = new SustainedLoad(run, ledger, organisation, run.Seed(3));

        say($"Full ledger: {Compiling.TotalSeconds} seconds that do not count, because processes that have just begun are slow");
        await load.WarmUp(Compiling, stop);
        say("Full ledger: while it is nearly empty");
        await Measure("empty_ledger", load, ledger, stop);

        say("Full ledger: filling it");
        var stored = new StoredEntries(owner, Organisation, run.Time, say);
        await stored.Fill(run.Arguments.Stored, stop);
        var name = FullLedgerNames.For(run.Arguments.Stored);
        run.Figures.Checks.Add(await stored.Check(name + " as stored", run.Arguments.Stored, stop));

        say("Full ledger: while it is full");
        await Measure(name, load, ledger, stop);
        run.Figures.Checks.Add(await load.Check(name + " live", stop));
        run.Figures.AddRatioOfMedian($"ratio.{name}_to_empty", name + ".posted_per_s", "empty_ledger.posted_per_s");
        run.Figures.AddRatioOfMedian($"ratio.{name}_to_empty.cpu", Cpu(name), Cpu("empty_ledger"));
    }

    async Task Measure(string name, SustainedLoad load, LedgerWatch ledger, CancellationToken stop)
    {
        for (var i = 0; i < run.Arguments.Runs; i++)
        {
            run.Figures.Add(name + ".entries", "entries", await ledger.CountOf(Organisation, stop));
            var sustained = await load.Measure(stop);
            run.Figures.Add(name + ".posted_per_s", "1/s", sustained.PostedPerSecond);
            run.Figures.Add(Cpu(name), "µs", sustained.Costs.Ours / sustained.Sales);
        }
        foreach (var service in SustainedLoad.Services)
            run.Figures.Add($"{name}.rss.{service}.mb", "MB", PeakMemory.Megabytes(run.System.ProcessOf(service).Pid));
    }

    static string Cpu(string name) => name + ".cpu.us_per_transaction";
}
