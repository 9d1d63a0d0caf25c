using System.Diagnostics;
using Npgsql;

namespace AccountingSync.Integration.Tests.Faults;

/// <summary>Waits until the system has nothing left to do: everything accepted is in the ledger, nothing is under way in an outbox,
/// every push has its answer.</summary>
public static class Settled
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    static readonly TimeSpan TellEvery = TimeSpan.FromSeconds(15);

    public static async Task Wait(CampaignSystem campaign, int accepted, CancellationToken stop)
    {
        await using var database = NpgsqlDataSource.Create(campaign.System.OwnerConnectionString);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(Patience);
        var told = Stopwatch.GetTimestamp();
        while (true)
        {
            var (entries, waiting, pushes, aside) = await Look(database, stop);
            if (entries >= accepted && waiting == 0 && pushes == 0)
                return;
            if (limit.IsCancellationRequested)
                Assert.Fail(
                    $"Not settled: {entries} of {accepted} posted, {waiting} messages in outboxes, {pushes} pushes open, {aside} items set aside.\n"
                        + await WhatIsOpen(database, stop)
                );
            if (Stopwatch.GetElapsedTime(told) > TellEvery)
            {
                told = Stopwatch.GetTimestamp();
                TestContext.Progress.WriteLine(
                    $"Settling: {entries} of {accepted} posted, {waiting} messages in outboxes\n{await WhatIsOpen(database, stop)}"
                );
            }
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

    /// <summary>Where they stand, for whoever asks why.</summary>
    static async Task<string> WhatIsOpen(NpgsqlDataSource database, CancellationToken stop)
    {
        await using var command = database.CreateCommand(
            """
            SELECT coalesce(string_agg(line, E'\n'), '')
            FROM (
                SELECT concat_ws(' ', count(*), connection, state, 'attempts', min(attempts), 'to', max(attempts), reason) AS line
                FROM platform.pushes WHERE state NOT IN ('written', 'refused', 'parked') GROUP BY connection, state, reason
                UNION ALL
                SELECT concat_ws(' ', count(*), message_type, 'to', awaiting, 'published', min(published), 'to', max(published), 'due in', min(due_at) - clock_timestamp(), 'to', max(due_at) - clock_timestamp())
                FROM (SELECT * FROM ingestion.outbox UNION ALL SELECT * FROM transformation.outbox UNION ALL SELECT * FROM ledger.outbox
                      UNION ALL SELECT * FROM platform.outbox UNION ALL SELECT * FROM reconciliation.outbox) AS outbox
                GROUP BY message_type, awaiting
                UNION ALL
                SELECT concat_ws(' ', count(*), 'entries wait for their summary') FROM platform.summary_entries WHERE summary_id IS NULL
                HAVING count(*) > 0) AS open
            """
        );
        return (string)(await command.ExecuteScalarAsync(stop))!;
    }

    static async Task<(long Entries, long Waiting, long Pushes, long SetAside)> Look(NpgsqlDataSource database, CancellationToken stop)
    {
        await using var command = database.CreateCommand(
            """
            SELECT (SELECT count(*) FROM ledger.entries),
                   (SELECT count(*) FROM ingestion.outbox) + (SELECT count(*) FROM transformation.outbox) + (SELECT count(*) FROM ledger.outbox)
                       + (SELECT count(*) FROM platform.outbox) + (SELECT count(*) FROM reconciliation.outbox),
                   (SELECT count(*) FROM platform.pushes WHERE state NOT IN ('written', 'refused', 'parked')) + (SELECT count(*) FROM platform.saga)
                       + (SELECT count(*) FROM platform.summary_entries WHERE summary_id IS NULL),
                   (SELECT count(*) FROM transformation.set_aside) + (SELECT count(*) FROM ledger.set_aside) + (SELECT count(*) FROM platform.set_aside)
            """
        );
        await using var reader = await command.ExecuteReaderAsync(stop);
        await reader.ReadAsync(stop);
        return (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3));
    }
}
