namespace AccountingSync.Benchmarks.Live;

static class Drain
{
    static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <summary>Until everything that was accepted is posted, and every service has taken note.</summary>
    /// <exception cref="TimeoutException">It goes no further.</exception>
    public static async Task Wait(LedgerWatch ledger, BenchOrganisation organisation, SaleDoor door, TimeProvider time, CancellationToken stop)
    {
        var start = time.GetTimestamp();
        while (await ledger.OnTheWay(stop) > 0)
        {
            if (time.GetElapsedTime(start) > Limit)
                throw new TimeoutException(
                    $"{door.AcceptedCount} sales of {organisation.Name} were accepted, {await ledger.CountOf(organisation.Name, stop)} are posted, and it goes no further."
                );
            await Task.Delay(50, stop);
        }
    }
}
