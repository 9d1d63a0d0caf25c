using System.Diagnostics;
using System.Globalization;
using AccountingSync.Benchmarks.Live;
using AccountingSync.Benchmarks.Measuring;
using AccountingSync.Benchmarks.Sales;
using Npgsql;

namespace AccountingSync.Benchmarks.Backfill;

/// <summary>History by the batch lane, as one import, while a few sales a second go by the live lane.</summary>
sealed class BackfillLane(BenchRun run, LedgerWatch ledger)
{
    /// <summary>The same as in the idle measurement, with which the latency is compared.</summary>
    const double LiveRate = 50;

    public static async Task Run(BenchRun run, CancellationToken stop)
    {
        await using var owner = NpgsqlDataSource.Create(run.System.OwnerConnectionString);
        await new BackfillLane(run, new LedgerWatch(owner)).Run(stop);
    }

    async Task Run(CancellationToken stop)
    {
        var history = await Organisation("backfill", stop);
        var live = await Organisation("beside-backfill", stop);
        using var file = HistoryFile.Write(run.Seed(4), run.Arguments.Backfill);
        var costs = Costs.Now(run.System, SustainedLoad.Services);
        var from = run.Time.GetUtcNow();
        var start = run.Time.GetTimestamp();
        var importing = Import(history, file, stop);
        var check = await new OpenLatency(run, ledger).Measure(
            "backfill.live_",
            live,
            LiveRate,
            ParcelMix.OneByOne,
            run.Seed(5),
            stages: false,
            stop,
            drained: importing
        );
        var settled = run.Time.GetElapsedTime(start);

        run.Figures.Checks.Add(check);
        run.Figures.Checks.Add(await ledger.Check("backfill " + history.Name, history.Name, file.Sales, stop));
        var sales = file.Sales.Count;
        run.Figures.Add("backfill.posted_per_s", "1/s", sales / (await ledger.LastPosted(history.Name, stop) - from).TotalSeconds);
        run.Figures.Add("backfill.settled_per_s", "1/s", sales / settled.TotalSeconds);
        var spent = Costs.Now(run.System, SustainedLoad.Services).Since(costs);
        run.Figures.Add("backfill.cpu.us_per_transaction", "µs", spent.Ours / sales);
        foreach (var (process, microseconds) in spent.Microseconds)
            run.Figures.Add($"backfill.cpu.{process}.us_per_transaction", "µs", microseconds / sales);
    }

    async Task Import(BenchOrganisation organisation, HistoryFile file, CancellationToken stop)
    {
        var accepted = await file.Send(run.System.AddressOf("ingestion"), organisation.Key, stop);
        if (accepted != file.Sales.Count)
            throw new InvalidOperationException($"Of {file.Sales.Count} sales of history {accepted} were accepted.");
    }

    Task<BenchOrganisation> Organisation(string name, CancellationToken stop) =>
        BenchOrganisation.SetUp(run.System, string.Create(CultureInfo.InvariantCulture, $"{name}-{run.Number}"), stop);
}
