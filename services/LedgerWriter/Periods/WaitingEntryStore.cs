using System.Text.Json;
using AccountingSync.Accounting.Periods;
using AccountingSync.Contracts;
using AccountingSync.LedgerWriter.Journal;
using AccountingSync.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace AccountingSync.LedgerWriter.Periods;

/// <summary>An entry that waits, as it was drafted.</summary>
public sealed record WaitingEntry(JournalEntryData Entry, string Reason, DateTimeOffset ReceivedAt, DateTimeOffset WaitingSince, string? TraceParent);

/// <summary>Entries that were made and may not be posted yet.</summary>
static class WaitingEntryStore
{
    const string Columns = "entry::text, reason, received_at, waiting_since, trace_parent";

    /// <returns>The ids that were not waiting before.</returns>
    public static async Task<HashSet<Guid>> Add(
        Session session,
        IReadOnlyList<(PendingEntry Late, string Reason)> entries,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        var added = new HashSet<Guid>();
        if (entries.Count == 0)
            return added;
        await using var command = session.Command(
            """
            INSERT INTO ledger.waiting_entries (organisation, entry_id, first_day, entry, reason, received_at, trace_parent, waiting_since)
            SELECT $1, entry_id, first_day, entry::jsonb, reason, received_at, trace_parent, $8
            FROM unnest($2::uuid[], $3::date[], $4::text[], $5::text[], $6::timestamptz[], $7::text[])
                AS item (entry_id, first_day, entry, reason, received_at, trace_parent)
            ORDER BY entry_id
            ON CONFLICT DO NOTHING
            RETURNING entry_id
            """
        );
        var parameters = command.Parameters;
        parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. entries.Select(item => item.Late.Entry.Id)] });
        parameters.Add(
            new NpgsqlParameter<DateOnly[]> { TypedValue = [.. entries.Select(item => AccountingPeriod.Of(item.Late.Entry.Date).FirstDay)] }
        );
        parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. entries.Select(item => Json(item.Late.Entry.ToData()))] });
        parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. entries.Select(item => item.Reason)] });
        parameters.Add(new NpgsqlParameter<DateTimeOffset[]> { TypedValue = [.. entries.Select(item => item.Late.ReceivedAt.ToUniversalTime())] });
        parameters.Add(
            new NpgsqlParameter
            {
                Value = entries.Select(item => item.Late.TraceParent).ToArray(),
                NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text,
            }
        );
        parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now.ToUniversalTime() });
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop))
            added.Add(reader.GetGuid(0));
        return added;
    }

    public static Task<List<WaitingEntry>> Read(Session session, Guid[] ids, CancellationToken stop) =>
        Rows(
            session,
            $"SELECT {Columns} FROM ledger.waiting_entries WHERE entry_id = ANY($1)",
            stop,
            new NpgsqlParameter<Guid[]> { TypedValue = ids }
        );

    /// <summary>The longest waiting first.</summary>
    /// <param name="period">Null for all.</param>
    public static Task<List<WaitingEntry>> List(Session session, AccountingPeriod? period, int limit, CancellationToken stop) =>
        Rows(
            session,
            $"SELECT {Columns} FROM ledger.waiting_entries WHERE ($1::date IS NULL OR first_day = $1) ORDER BY waiting_since, entry_id LIMIT $2",
            stop,
            new NpgsqlParameter { Value = period is { } month ? month.FirstDay : DBNull.Value, NpgsqlDbType = NpgsqlDbType.Date },
            new NpgsqlParameter<int> { TypedValue = limit }
        );

    /// <summary>Takes entries from those that wait; they are to be posted in the same commit.</summary>
    public static Task<List<WaitingEntry>> Take(Session session, Guid[] ids, CancellationToken stop) =>
        Rows(
            session,
            $"DELETE FROM ledger.waiting_entries WHERE entry_id = ANY($1) RETURNING {Columns}",
            stop,
            new NpgsqlParameter<Guid[]> { TypedValue = ids }
        );

    /// <summary>The same with the next of a period.</summary>
    public static Task<List<WaitingEntry>> Take(Session session, AccountingPeriod period, int limit, CancellationToken stop) =>
        Rows(
            session,
            $"""
            DELETE FROM ledger.waiting_entries
            WHERE (organisation, entry_id) IN (SELECT organisation, entry_id FROM ledger.waiting_entries
                                               WHERE first_day = $1 ORDER BY waiting_since, entry_id LIMIT $2)
            RETURNING {Columns}
            """,
            stop,
            new NpgsqlParameter<DateOnly> { TypedValue = period.FirstDay },
            new NpgsqlParameter<int> { TypedValue = limit }
        );

    static async Task<List<WaitingEntry>> Rows(Session session, string sql, CancellationToken stop, params NpgsqlParameter[] parameters)
    {
        await using var command = session.Command(sql);
        command.Parameters.AddRange(parameters);
        await using var reader = await command.ExecuteReaderAsync(stop);
        var rows = new List<WaitingEntry>();
        while (await reader.ReadAsync(stop))
            rows.Add(
                new WaitingEntry(
                    JsonSerializer.Deserialize(reader.GetString(0), MessageJson.Default.JournalEntryData)!,
                    reader.GetString(1),
                    reader.GetFieldValue<DateTimeOffset>(2),
                    reader.GetFieldValue<DateTimeOffset>(3),
                    await reader.IsDBNullAsync(4, stop) ? null : reader.GetString(4)
                )
            );
        return rows;
    }

    static string Json(JournalEntryData entry) => JsonSerializer.Serialize(entry, MessageJson.Default.JournalEntryData);
}
