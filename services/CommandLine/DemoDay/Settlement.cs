using System.Text.Json;
using AccountingSync.CommandLine.Reach;
using AccountingSync.CommandLine.Show;

namespace AccountingSync.CommandLine.DemoDay;

/// <summary>Waits, with a limit, until the system has done what was asked of it. What is not there in time fails a check, not the wait.</summary>
sealed class Settlement(Endpoint console, Progress progress, TimeProvider time)
{
    static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);
    static readonly TimeSpan SayEvery = TimeSpan.FromSeconds(3);

    public Task<bool> Posted(DemoTransaction transaction, CancellationToken stop) =>
        Until(
            async () =>
                (await console.Get("v1/entries", stop, ("source", transaction.Source), ("transaction_id", transaction.Id)))
                    .Must()
                    .List("entries")
                    .Count > 0,
            stop
        );

    /// <summary>Everything is posted or held, and every entry is written or refused by every platform.</summary>
    public async Task<bool> Everything(int transactions, int entries, CancellationToken stop)
    {
        var said = time.GetTimestamp();
        return await Until(
            async () =>
            {
                var summary = (await console.Get("v1/summary", stop)).Must();
                if (time.GetElapsedTime(said) > SayEvery)
                {
                    said = time.GetTimestamp();
                    progress.Say(State(summary, transactions, entries));
                }
                return summary.Number("received") >= transactions
                    && summary.Number("posted") + summary.Number("held") + summary.Number("rejected") + summary.Number("superseded") >= transactions
                    && summary
                        .List("pushed")
                        .All(platform => platform.Number("waiting") == 0 && platform.Number("written") + platform.Number("stuck") >= entries);
            },
            stop
        );
    }

    public Task<bool> FoundEdit(Guid entry, CancellationToken stop) =>
        Until(
            async () =>
                (await console.Get("v1/discrepancies", stop, ("state", "open"), ("limit", 1_000)))
                    .Must()
                    .List("discrepancies")
                    .Any(discrepancy => Findings.EntryOf(discrepancy) == entry.ToString()),
            stop
        );

    public Task<bool> Sealed(CancellationToken stop) =>
        Until(async () => (await console.Get("v1/audit", stop)).Must().Number("entries_not_sealed_yet") == 0, stop);

    public async Task<bool> Until(Func<Task<bool>> reached, CancellationToken stop)
    {
        var start = time.GetTimestamp();
        while (!await reached())
        {
            if (time.GetElapsedTime(start) > Limit)
                return false;
            await Task.Delay(Pause, time, stop);
        }
        return true;
    }

    static string State(JsonElement summary, int transactions, int entries) =>
        $"Posted {summary.Text("posted")}, held {summary.Text("held")} of {transactions}; "
        + string.Join(
            ", ",
            summary
                .List("pushed")
                .Select(platform => $"{platform.Text("connection")} {platform.Number("written") + platform.Number("stuck")} of {entries}")
        );
}
