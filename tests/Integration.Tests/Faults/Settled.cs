using Npgsql;

namespace AccountingSync.Integration.Tests.Faults;

/// <summary>Waits until the system has nothing left to do: everything accepted is in the ledger, nothing is under way in an outbox,
/// every push has its answer.</summary>
public static class Settled
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public static async Task Wait(CampaignSystem campaign, int accepted, CancellationToken stop)
    {
        await using var database = NpgsqlDataSource.Create(campaign.System.OwnerConnectionString);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(Patience);
        while (true)
        {
            var (entries, waiting, pushes, aside) = await Look(database, stop);
            if (entries >= accepted && waiting == 0 && pushes == 0)
                return;
            if (limit.IsCancellationRequested)
                Assert.Fail(
                    $"Not settled: {entries} of {accepted} posted, {waiting} messages in outboxes, {pushes} pushes open, {aside} items set aside."
                );
            await Task.Delay(TimeSpan.FromMilliseconds(250), stop);
        }
    }

    /// <summary>Waits until reconciliation sees it too: all that it found missing on the way has come.</summary>
    public static async Task WaitForAgreement(CampaignSystem campaign, CancellationToken stop)
    {
        await using var database = NpgsqlDataSource.Create(campaign.System.OwnerConnectionString);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(Patience);
        while (true)
        {
            await using var command = database.CreateCommand(
                """
                SELECT coalesce(string_agg(number || ' ' || type, ', '), '')
                FROM (SELECT count(*) AS number, type FROM reconciliation.discrepancies WHERE resolved_at IS NULL GROUP BY type) AS open
                """
            );
            var open = (string)(await command.ExecuteScalarAsync(stop))!;
            if (open.Length == 0)
                return;
            if (limit.IsCancellationRequested)
                Assert.Fail($"Open discrepancies: {open}");
            await Task.Delay(TimeSpan.FromMilliseconds(250), stop);
        }
    }

    static async Task<(long Entries, long Waiting, long Pushes, long SetAside)> Look(NpgsqlDataSource database, CancellationToken stop)
    {
        await using var command = database.CreateCommand(
            """
            SELECT (SELECT count(*) FROM ledger.entries),
                   (SELECT count(*) FROM ingestion.outbox) + (SELECT count(*) FROM transformation.outbox) + (SELECT count(*) FROM ledger.outbox)
                       + (SELECT count(*) FROM platform.outbox) + (SELECT count(*) FROM reconciliation.outbox),
                   (SELECT count(*) FROM platform.pushes WHERE state NOT IN ('written', 'refused', 'parked')) + (SELECT count(*) FROM platform.saga),
                   (SELECT count(*) FROM transformation.set_aside) + (SELECT count(*) FROM ledger.set_aside) + (SELECT count(*) FROM platform.set_aside)
            """
        );
        await using var reader = await command.ExecuteReaderAsync(stop);
        await reader.ReadAsync(stop);
        return (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3));
    }
}
