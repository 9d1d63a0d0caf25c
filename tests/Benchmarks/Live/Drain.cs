namespace AccountingSync.Benchmarks.Live;

static class Drain
{
    static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <summary>Until everything that was accepted is posted, and every service has taken note.</summary>
    /// <exception cref="TimeoutException">It goes no further.</exception>
    public static Task Wait(LedgerWatch ledger, BenchOrganisation organisation, SaleDoor door, TimeProvider time, CancellationToken stop) =>
        Wait(ledger, organisation.Name, door.AcceptedCount, time, stop);

    /// <param name="accepted">How many sales of the organisation were.</param>
    public static async Task Wait(LedgerWatch ledger, string organisation, int accepted, TimeProvider time, CancellationToken stop)
    {
        var start = time.GetTimestamp();
        while (await ledger.OnTheWay(stop) > 0)
        {
            if (time.GetElapsedTime(start) > Limit)
                throw new TimeoutException(
                    $"{accepted} sales of {organisation} were accepted, {await ledger.CountOf(organisation, stop)} are posted, and it goes no further."
                );
            await Task.Delay(50, stop);
        }
    }
}
