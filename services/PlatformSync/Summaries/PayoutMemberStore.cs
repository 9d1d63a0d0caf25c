using System.Text.Json;
using AccountingSync.Accounting.Summaries;
using AccountingSync.Contracts;
using AccountingSync.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace AccountingSync.PlatformSync.Summaries;

/// <summary>The statements on what payouts settle. Rows of one organisation at a time.</summary>
static class PayoutMemberStore
{
    /// <summary>Until the session ends no payout tells what it settles: an entry that comes meanwhile would miss it.</summary>
    public static Task NoNewPayouts(Session session, CancellationToken stop) => Lock(session, "pg_advisory_xact_lock_shared", stop);

    /// <summary>Until the session ends no entry comes that waits for a payout.</summary>
    public static Task NoNewEntries(Session session, CancellationToken stop) => Lock(session, "pg_advisory_xact_lock", stop);

    static async Task Lock(Session session, string how, CancellationToken stop)
    {
        await using var command = session.Command($"SELECT {how}(hashtextextended($1, 4))");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>The payout that told first that it settles a transaction stays the one.</summary>
    public static async Task Add(Session session, IReadOnlyList<(string TransactionId, SettlingPayout By)> members, CancellationToken stop)
    {
        await using var command = session.Command(
            """
            INSERT INTO platform.payout_members (organisation, source, transaction_id, payout, paid_at, paid_on)
            SELECT DISTINCT ON (source, transaction_id) $1, source, transaction_id, payout, paid_at, paid_on
            FROM unnest($2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::date[])
                 AS item (source, transaction_id, payout, paid_at, paid_on)
            ORDER BY source, transaction_id, paid_at, payout
            ON CONFLICT DO NOTHING
            """
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. members.Select(member => member.By.Source)] });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. members.Select(member => member.TransactionId)] });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. members.Select(member => member.By.Id)] });
        command.Parameters.Add(
            new NpgsqlParameter<DateTimeOffset[]> { TypedValue = [.. members.Select(member => member.By.OccurredAt.ToUniversalTime())] }
        );
        command.Parameters.Add(
            new NpgsqlParameter { Value = members.Select(member => member.By.On).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Date }
        );
        await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>The payouts of these transactions, as far as they are known.</summary>
    public static async Task<Dictionary<(string Source, string Id), SettlingPayout>> Of(
        Session session,
        IReadOnlyList<JournalEntryData> entries,
        CancellationToken stop
    )
    {
        await using var command = session.Command(
            """
            SELECT source, transaction_id, payout, paid_at, paid_on FROM platform.payout_members
            WHERE organisation = $1 AND (source, transaction_id) IN (SELECT * FROM unnest($2::text[], $3::text[]))
            """
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. entries.Select(entry => entry.Source)] });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. entries.Select(entry => entry.TransactionId)] });
        await using var reader = await command.ExecuteReaderAsync(stop);
        var payouts = new Dictionary<(string, string), SettlingPayout>();
        while (await reader.ReadAsync(stop))
            payouts[(reader.GetString(0), reader.GetString(1))] = new SettlingPayout(
                reader.GetString(0),
                reader.GetString(2),
                reader.GetFieldValue<DateTimeOffset>(3),
                await reader.IsDBNullAsync(4, stop) ? null : reader.GetFieldValue<DateOnly>(4)
            );
        return payouts;
    }

    /// <summary>Entries of these transactions that wait at the connection, outside of any payout.</summary>
    public static async Task<IReadOnlyList<JournalEntryData>> Waiting(
        Session session,
        string connection,
        IReadOnlyList<(string TransactionId, SettlingPayout By)> members,
        CancellationToken stop
    )
    {
        await using var command = session.Command(
            """
            SELECT waits.entry::text
            FROM unnest($3::text[], $4::text[]) AS item (source, transaction_id)
                 JOIN platform.summary_entries waits ON waits.organisation = $1 AND waits.connection = $2 AND waits.summary_id IS NULL
                     AND waits.entry ->> 'Source' = item.source AND waits.entry ->> 'TransactionId' = item.transaction_id
            WHERE NOT starts_with(waits.group_name, $5)
            """
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = connection });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. members.Select(member => member.By.Source)] });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. members.Select(member => member.TransactionId)] });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = PayoutSummaries.Prefix });
        await using var reader = await command.ExecuteReaderAsync(stop);
        var entries = new List<JournalEntryData>();
        while (await reader.ReadAsync(stop))
            entries.Add(JsonSerializer.Deserialize<JournalEntryData>(reader.GetString(0))!);
        return entries;
    }

    public static async Task Move(Session session, string connection, IReadOnlyList<(Guid EntryId, SummaryPlace To)> moved, CancellationToken stop)
    {
        await using var command = session.Command(
            """
            UPDATE platform.summary_entries waits SET entry_date = item.entry_date, group_name = item.group_name, due_at = item.due_at
            FROM unnest($3::uuid[], $4::date[], $5::text[], $6::timestamptz[]) AS item (entry_id, entry_date, group_name, due_at)
            WHERE waits.organisation = $1 AND waits.connection = $2 AND waits.entry_id = item.entry_id AND waits.summary_id IS NULL
            """
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = connection });
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. moved.Select(item => item.EntryId)] });
        command.Parameters.Add(new NpgsqlParameter<DateOnly[]> { TypedValue = [.. moved.Select(item => item.To.Date)] });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. moved.Select(item => item.To.Group)] });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset[]> { TypedValue = [.. moved.Select(item => item.To.DueAt.ToUniversalTime())] });
        await command.ExecuteNonQueryAsync(stop);
    }
}
