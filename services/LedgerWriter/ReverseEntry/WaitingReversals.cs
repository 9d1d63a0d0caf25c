using AccountingSync.Accounting;
using AccountingSync.Contracts;
using AccountingSync.LedgerWriter.Journal;
using AccountingSync.LedgerWriter.Periods;
using AccountingSync.Messaging;
using AccountingSync.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace AccountingSync.LedgerWriter.ReverseEntry;

/// <summary>Reversals that have been asked for and whose original may not be there yet.</summary>
static class WaitingReversals
{
    public static async Task Remember(Session session, IReadOnlyList<EntryToReverse> items, CancellationToken stop)
    {
        await using var command = session.Command(
            """
            INSERT INTO ledger.waiting_reversals
                (organisation, entry_id, reversal_date, reason, received_at, trace_parent, closed_then, approve_over)
            SELECT $1, * FROM unnest($2::uuid[], $3::date[], $4::text[], $5::timestamptz[], $6::text[], $7::text[], $8::numeric[])
            ON CONFLICT DO NOTHING
            """
        );
        var parameters = command.Parameters;
        parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. items.Select(item => item.EntryId)] });
        parameters.Add(new NpgsqlParameter<DateOnly?[]> { TypedValue = [.. items.Select(item => item.Date)] });
        parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. items.Select(item => item.Reason)] });
        parameters.Add(new NpgsqlParameter<DateTimeOffset[]> { TypedValue = [.. items.Select(item => item.ReceivedAt.ToUniversalTime())] });
        parameters.Add(
            new NpgsqlParameter { Value = items.Select(item => item.TraceParent).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text }
        );
        parameters.Add(
            new NpgsqlParameter
            {
                Value = items.Select(item => item.ClosedPeriod?.Then).ToArray(),
                NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text,
            }
        );
        parameters.Add(new NpgsqlParameter<decimal?[]> { TypedValue = [.. items.Select(item => item.ClosedPeriod?.ApproveOver)] });
        await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>Posts the reversals that wait for these originals, which are in the ledger, and returns what is to be announced. One whose
    /// day lies in a closed period finds its place like any other entry.</summary>
    public static async Task<IReadOnlyList<PostedEntry>> PostThoseOf(
        Session session,
        Outbox outbox,
        IReadOnlyCollection<JournalEntry> originals,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        if (originals.Count == 0)
            return [];
        var waiting = await Take(session, [.. originals.Select(entry => entry.Id)], stop);
        if (waiting.Count == 0)
            return [];
        var reversals = originals.Where(entry => waiting.ContainsKey(entry.Id)).Select(entry => waiting[entry.Id].Reverse(entry)).ToList();
        var posted = await JournalStore.Insert(session, [.. reversals.Select(reversal => reversal.Entry)], now, stop);
        var announced = reversals
            .Where(reversal => posted.Contains(reversal.Entry.Id))
            .Select(reversal => reversal.Announce(reversal.Entry, now))
            .ToList();
        if (posted.Count == reversals.Count)
            return announced;
        var others = reversals.Where(reversal => !posted.Contains(reversal.Entry.Id)).ToList();
        var stored = (await JournalStore.Read(session, [.. others.Select(reversal => reversal.Entry.Id)], stop))
            .Select(entry => entry.Id)
            .ToHashSet();
        // One that waits already was asked for once more: nothing new, whatever the reason given.
        var placed = await LateEntries.Place(session, outbox, [.. others.Where(reversal => !stored.Contains(reversal.Entry.Id))], now, stop);
        return [.. announced, .. placed.Posted];
    }

    static async Task<Dictionary<Guid, WaitingReversal>> Take(Session session, Guid[] entryIds, CancellationToken stop)
    {
        await using var command = session.Command(
            """
            DELETE FROM ledger.waiting_reversals WHERE organisation = $1 AND entry_id = ANY($2)
            RETURNING entry_id, reversal_date, reason, received_at, trace_parent, closed_then, approve_over
            """
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = entryIds });
        await using var reader = await command.ExecuteReaderAsync(stop);
        var waiting = new Dictionary<Guid, WaitingReversal>();
        while (await reader.ReadAsync(stop))
            waiting.Add(
                reader.GetGuid(0),
                new WaitingReversal(
                    reader.GetGuid(0),
                    await reader.IsDBNullAsync(1, stop) ? null : reader.GetFieldValue<DateOnly>(1),
                    reader.GetString(2),
                    reader.GetFieldValue<DateTimeOffset>(3),
                    await reader.IsDBNullAsync(4, stop) ? null : reader.GetString(4),
                    await reader.IsDBNullAsync(5, stop)
                        ? null
                        : new ClosedPeriodData(reader.GetString(5), await reader.IsDBNullAsync(6, stop) ? null : reader.GetDecimal(6))
                )
            );
        return waiting;
    }
}
