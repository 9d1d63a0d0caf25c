using AccountingSync.Benchmarks.Sales;

namespace AccountingSync.Benchmarks.Live;

/// <summary>What an open loop sent, and when it was to send it.</summary>
/// <param name="From">When the warm-up ended.</param>
/// <param name="Scheduled">By sale, the warm-up's too.</param>
sealed record OpenLoad(DateTimeOffset From, DateTimeOffset Until, IReadOnlyDictionary<string, DateTimeOffset> Scheduled)
{
    /// <summary>By when it was to be sent and not by when it came: a sale that a slow moment carried over the end belongs to what is measured.</summary>
    public bool IsMeasured(string sale) => Scheduled[sale] is var due && due >= From && due < Until;
}

/// <summary>Sends at given times, whether or not earlier requests were answered, so that a slow moment is not left out of the
/// latencies. Requests come at random, independent of each other (exponential gaps).</summary>
sealed class OpenLoop(SaleDoor door, ParcelMix mix, SeededChance chance, TimeProvider time)
{
    public async Task<OpenLoad> Run(double salesPerSecond, TimeSpan warmUp, TimeSpan measured, CancellationToken stop)
    {
        var parcelsPerSecond = salesPerSecond / mix.SalesPerParcel;
        var start = time.GetUtcNow();
        var until = start + warmUp + measured;
        var due = start;
        var scheduled = new Dictionary<string, DateTimeOffset>();
        var sending = new List<Task>();
        while (due < until)
        {
            var wait = due - time.GetUtcNow();
            if (wait > TimeSpan.FromMilliseconds(1))
                await Task.Delay(wait, stop);
            var parcel = mix.Next();
            foreach (var sale in parcel.Sales)
                scheduled[sale.Id] = due;
            sending.Add(door.Send(parcel, stop));
            due += TimeSpan.FromSeconds(-Math.Log(chance.Fraction()) / parcelsPerSecond);
        }
        await Task.WhenAll(sending);
        return new OpenLoad(start + warmUp, until, scheduled);
    }
}
