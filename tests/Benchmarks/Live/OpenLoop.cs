using System.Collections.Concurrent;
using AccountingSync.Benchmarks.Sales;

namespace AccountingSync.Benchmarks.Live;

/// <summary>Sends at given times, whether or not earlier requests were answered, so that a slow moment is not left out of the
/// latencies. Requests come at random, independent of each other (exponential gaps).</summary>
sealed class OpenLoop(SaleDoor door, SaleGenerator sales, SeededChance chance, TimeProvider time)
{
    /// <summary>When each sale was to be sent.</summary>
    public ConcurrentDictionary<string, DateTimeOffset> Scheduled { get; } = new();

    public async Task<(DateTimeOffset From, DateTimeOffset Until)> Run(
        double salesPerSecond,
        TimeSpan warmUp,
        TimeSpan measured,
        CancellationToken stop
    )
    {
        var parcelsPerSecond = salesPerSecond / SaleGenerator.SalesPerParcel;
        var start = time.GetUtcNow();
        var until = start + warmUp + measured;
        var due = start;
        var sending = new List<Task>();
        while (due < until)
        {
            var wait = due - time.GetUtcNow();
            if (wait > TimeSpan.FromMilliseconds(1))
                await Task.Delay(wait, stop);
            var parcel = sales.NextParcel();
            foreach (var sale in parcel.Sales)
                Scheduled[sale.Id] = due;
            sending.Add(door.Send(parcel, stop));
            due += TimeSpan.FromSeconds(-Math.Log(chance.Fraction()) / parcelsPerSecond);
        }
        await Task.WhenAll(sending);
        return (start + warmUp, until);
    }
}
