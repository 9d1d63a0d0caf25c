namespace AccountingSync.Messaging;

/// <summary>For workers that live as long as the service, on a broker and a database that come and go.</summary>
static class AgainAndAgain
{
    static readonly TimeSpan PauseAfterFault = TimeSpan.FromSeconds(1);

    /// <summary>Runs the work until the service stops. When it fails, the reason is told, and after a second it begins anew.</summary>
    public static async Task Run(Func<CancellationToken, Task> work, Action<Exception> tell, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await work(stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                tell(fault);
                await Task.Delay(PauseAfterFault, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
