using AccountingSync.Benchmarks.Sales;

namespace AccountingSync.Benchmarks.Live;

/// <summary>Sends as fast as the system posts: each connection sends its next parcel when the one before was accepted, and all hold
/// back while more than <see cref="MaxOnTheWay"/> sales are accepted and not yet posted. So what is accepted and what is posted
/// keep the same pace, and the rate can be sustained.</summary>
sealed class ClosedLoop(SaleDoor door, SaleGenerator sales, LedgerWatch ledger, TimeProvider time)
{
    public const int Connections = 16;
    public const int MaxOnTheWay = 5_000;
    static readonly TimeSpan Look = TimeSpan.FromMilliseconds(25);

    long posted;

    /// <returns>When it began and when it ended.</returns>
    public async Task<(DateTimeOffset From, DateTimeOffset Until)> Run(TimeSpan length, CancellationToken stop)
    {
        posted = await ledger.Posted(stop);
        // Everything accepted before is posted, by others and by us.
        var before = posted - door.AcceptedCount;
        posted -= before;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var from = time.GetUtcNow();
        var until = from + length;
        var watch = Watch(before, until, end.Token);
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => SendUntil(until, stop)));
        await end.CancelAsync();
        await watch;
        return (from, until);
    }

    async Task Watch(long before, DateTimeOffset until, CancellationToken stop)
    {
        while (time.GetUtcNow() < until && !stop.IsCancellationRequested)
        {
            Volatile.Write(ref posted, await ledger.Posted(CancellationToken.None) - before);
            await Task.Delay(Look, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    async Task SendUntil(DateTimeOffset until, CancellationToken stop)
    {
        while (time.GetUtcNow() < until)
        {
            if (door.AcceptedCount - Volatile.Read(ref posted) > MaxOnTheWay)
                await Task.Delay(5, stop);
            else
                await door.Send(sales.NextParcel(), stop);
        }
    }
}
