using AccountingSync.Benchmarks.Measuring;
using AccountingSync.Benchmarks.Results;
using AccountingSync.Benchmarks.Sales;

namespace AccountingSync.Benchmarks.Live;

/// <summary>How long sales take that come at a given rate.</summary>
sealed class OpenLatency(BenchRun run, LedgerWatch ledger)
{
    const int Connections = 256;

    /// <param name="prefix">Of the figures, with the sign that separates their parts at its end.</param>
    /// <param name="stages">Also how long each stretch of the way took.</param>
    /// <param name="drained">What else must have ended before it is waited until nothing is on the way.</param>
    /// <returns>Whether nothing was lost or doubled.</returns>
    public async Task<Check> Measure(
        string prefix,
        BenchOrganisation organisation,
        double salesPerSecond,
        Func<SaleGenerator, ParcelMix> mix,
        ulong seed,
        bool stages,
        CancellationToken stop,
        Task? drained = null
    )
    {
        using var door = new SaleDoor(run.System.AddressOf("ingestion"), organisation.Key, Connections);
        var loop = new OpenLoop(door, mix(new SaleGenerator(seed)), new SeededChance(seed), run.Time);
        var load = await loop.Run(salesPerSecond, run.Arguments.WarmUp, run.Arguments.Measured, stop);
        if (drained is not null)
            await drained;
        await Drain.Wait(ledger, organisation, door, run.Time, stop);

        var all = await ledger.Passages(organisation.Name, stop);
        var passages = all.Where(passage => load.IsMeasured(passage.Id)).ToList();
        Add(prefix, passages.Select(passage => passage.PostedAt - passage.ReceivedAt), [0.5, 0.9, 0.99, 1]);
        // From the moment at which it should have been sent: nothing is left out, not even our own waiting.
        Add(Stage("scheduled"), passages.Select(passage => passage.PostedAt - load.Scheduled[passage.Id]), [0.5, 0.9, 0.99, 1]);
        if (stages)
        {
            Add(Stage("accept"), passages.Select(passage => passage.AcceptedAt - passage.ReceivedAt), [0.5, 0.99]);
            Add(Stage("map"), passages.Select(passage => passage.MappedAt - passage.AcceptedAt), [0.5, 0.99]);
            Add(Stage("post"), passages.Select(passage => passage.PostedAt - passage.MappedAt), [0.5, 0.99]);
        }
        var posted = all.Count(passage => passage.PostedAt >= load.From && passage.PostedAt < load.Until);
        run.Figures.Add(prefix + "posted_per_s", "1/s", posted / (load.Until - load.From).TotalSeconds);
        return await ledger.Check(prefix[..^1] + " " + organisation.Name, organisation.Name, door.Accepted, stop);

        string Stage(string name) => prefix + name + prefix[^1];
    }

    void Add(string prefix, IEnumerable<TimeSpan> latencies, IReadOnlyList<double> fractions)
    {
        var sorted = latencies.Select(latency => latency.TotalMilliseconds).Order().ToList();
        foreach (var fraction in fractions)
            run.Figures.Add(
                prefix + (fraction < 1 ? FormattableString.Invariant($"p{fraction * 100:0}_ms") : "max_ms"),
                "ms",
                Quantiles.At(sorted, fraction)
            );
    }
}
