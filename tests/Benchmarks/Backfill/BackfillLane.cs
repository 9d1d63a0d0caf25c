using System.Globalization;
using AccountingSync.Benchmarks.Live;
using AccountingSync.Benchmarks.Measuring;
using AccountingSync.Benchmarks.Sales;
using Npgsql;

namespace AccountingSync.Benchmarks.Backfill;

/// <summary>History by the batch lane, as one import: first alone, then while a few sales a second go by the live lane.</summary>
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
        await Alone(stop);
        await BesideLive(stop);
    }

    async Task Alone(CancellationToken stop)
    {
        var history = await Organisation("backfill-alone", stop);
        using var file = HistoryFile.Write(run.Seed(6), run.Arguments.Backfill);
        var costs = Costs.Now(run.System, SustainedLoad.Services);
        var from = run.Time.GetUtcNow();
        await Import(history, file, stop);
        await Drain.Wait(ledger, history.Name, file.Sales.Count, run.Time, stop);
        await AddFigures("backfill.alone.", history, file, from, costs, stop);
        run.Figures.Checks.Add(await ledger.Check("backfill.alone " + history.Name, history.Name, file.Sales, stop));
    }

    async Task BesideLive(CancellationToken stop)
    {
        var history = await Organisation("backfill", stop);
        var live = await Organisation("beside-backfill", stop);
        using var file = HistoryFile.Write(run.Seed(4), run.Arguments.Backfill);
        var costs = Costs.Now(run.System, SustainedLoad.Services);
        var from = run.Time.GetUtcNow();
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
        run.Figures.Checks.Add(check);
        await AddFigures("backfill.", history, file, from, costs, stop);
        run.Figures.Checks.Add(await ledger.Check("backfill " + history.Name, history.Name, file.Sales, stop));
    }

    /// <summary>Its costs are those of everything that went on meanwhile.</summary>
    async Task AddFigures(string prefix, BenchOrganisation history, HistoryFile file, DateTimeOffset from, Costs before, CancellationToken stop)
    {
        var spent = Costs.Now(run.System, SustainedLoad.Services).Since(before);
        var sales = file.Sales.Count;
        run.Figures.Add(prefix + "posted_per_s", "1/s", sales / (await ledger.LastPosted(history.Name, stop) - from).TotalSeconds);
        run.Figures.Add(prefix + "cpu.us_per_transaction", "µs", spent.Ours / sales);
        foreach (var (process, microseconds) in spent.Microseconds)
            run.Figures.Add($"{prefix}cpu.{process}.us_per_transaction", "µs", microseconds / sales);
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
