using System.Text.Json;
using AccountingSync.Accounting.Summaries;
using AccountingSync.Contracts;
using AccountingSync.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace AccountingSync.PlatformSync.Summaries;

/// <summary>An entry that waits for its summary.</summary>
sealed record WaitingForSummary(JournalEntryData Entry, SummaryPlace Place, string? TraceParent);

/// <summary>The statements on summaries and their entries. Rows of one organisation at a time.</summary>
static class SummaryStore
{
    /// <summary>Not those that are pushed by themselves, from when the connection was set so.</summary>
    public static async Task Wait(Session session, string connection, IReadOnlyList<WaitingForSummary> entries, CancellationToken stop)
    {
        await using var command = session.Command(
            """
            INSERT INTO platform.summary_entries (organisation, connection, entry_id, entry, entry_date, group_name, due_at, trace_parent)
            SELECT $1, $2, entry_id, entry::jsonb, entry_date, group_name, due_at, trace_parent
            FROM unnest($3::uuid[], $4::text[], $5::date[], $6::text[], $7::timestamptz[], $8::text[])
                AS item (entry_id, entry, entry_date, group_name, due_at, trace_parent)
            WHERE NOT EXISTS (SELECT FROM platform.pushes pushed
                              WHERE pushed.organisation = $1 AND pushed.connection = $2 AND pushed.entry_id = item.entry_id)
            ORDER BY entry_id
            ON CONFLICT DO NOTHING
            """
        );
        var parameters = Bind(command, session, connection);
        parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. entries.Select(item => item.Entry.EntryId)] });
        parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. entries.Select(item => JsonSerializer.Serialize(item.Entry))] });
        parameters.Add(new NpgsqlParameter<DateOnly[]> { TypedValue = [.. entries.Select(item => item.Place.Date)] });
        parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. entries.Select(item => item.Place.Group)] });
        parameters.Add(new NpgsqlParameter<DateTimeOffset[]> { TypedValue = [.. entries.Select(item => item.Place.DueAt.ToUniversalTime())] });
        parameters.Add(
            new NpgsqlParameter { Value = entries.Select(item => item.TraceParent).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text }
        );
        await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>The days and groups of which something is due, the oldest first.</summary>
    public static async Task<IReadOnlyList<(DateOnly Date, string Group)>> Due(
        Session session,
        string connection,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        await using var command = session.Command(
            """
            SELECT DISTINCT entry_date, group_name FROM platform.summary_entries
            WHERE organisation = $1 AND connection = $2 AND summary_id IS NULL AND due_at <= $3
            ORDER BY entry_date, group_name
            """
        );
        Bind(command, session, connection).Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now.ToUniversalTime() });
        await using var reader = await command.ExecuteReaderAsync(stop);
        var groups = new List<(DateOnly, string)>();
        while (await reader.ReadAsync(stop))
            groups.Add((reader.GetFieldValue<DateOnly>(0), reader.GetString(1)));
        return groups;
    }

    /// <summary>The name of the group's next summary. Until the session ends nobody else gets it.</summary>
    public static async Task<SummaryName> Next(Session session, string connection, DateOnly date, string group, CancellationToken stop)
    {
        await using (var alone = session.Command("SELECT pg_advisory_xact_lock(hashtextextended($1 || E'\\x1f' || $2, 3))"))
        {
            Bind(alone, session, connection);
            await alone.ExecuteNonQueryAsync(stop);
        }
        await using var command = session.Command(
            """
            SELECT coalesce(max(number), 0) + 1 FROM platform.summaries
            WHERE organisation = $1 AND connection = $2 AND entry_date = $3 AND group_name = $4
            """
        );
        var parameters = Bind(command, session, connection);
        parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = date });
        parameters.Add(new NpgsqlParameter<string> { TypedValue = group });
        return new SummaryName(connection, date, group, (int)(await command.ExecuteScalarAsync(stop))!);
    }

    /// <summary>Takes what is due into the summary. They are read one after the other: a day may have very many.</summary>
    public static async Task Take(
        Session session,
        SummaryName name,
        Guid summaryId,
        DateTimeOffset now,
        Action<WaitingForSummary> take,
        CancellationToken stop
    )
    {
        await using var command = session.Command(
            """
            UPDATE platform.summary_entries SET summary_id = $6
            WHERE organisation = $1 AND connection = $2 AND summary_id IS NULL AND due_at <= $5 AND entry_date = $3 AND group_name = $4
            RETURNING entry::text, due_at, trace_parent
            """
        );
        var parameters = Bind(command, session, name.Connection);
        parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = name.Date });
        parameters.Add(new NpgsqlParameter<string> { TypedValue = name.Group });
        parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now.ToUniversalTime() });
        parameters.Add(new NpgsqlParameter<Guid> { TypedValue = summaryId });
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop))
            take(
                new WaitingForSummary(
                    JsonSerializer.Deserialize<JournalEntryData>(reader.GetString(0))!,
                    new SummaryPlace(name.Date, name.Group, reader.GetFieldValue<DateTimeOffset>(1)),
                    await reader.IsDBNullAsync(2, stop) ? null : reader.GetString(2)
                )
            );
    }

    public static async Task Note(Session session, SummaryName name, Guid summaryId, int entries, DateTimeOffset now, CancellationToken stop)
    {
        await using var command = session.Command(
            """
            INSERT INTO platform.summaries (organisation, connection, entry_date, group_name, number, summary_id, entries, made_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            """
        );
        var parameters = Bind(command, session, name.Connection);
        parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = name.Date });
        parameters.Add(new NpgsqlParameter<string> { TypedValue = name.Group });
        parameters.Add(new NpgsqlParameter<int> { TypedValue = name.Number });
        parameters.Add(new NpgsqlParameter<Guid> { TypedValue = summaryId });
        parameters.Add(new NpgsqlParameter<int> { TypedValue = entries });
        parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now.ToUniversalTime() });
        await command.ExecuteNonQueryAsync(stop);
    }

    static NpgsqlParameterCollection Bind(NpgsqlCommand command, Session session, string connection)
    {
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = connection });
        return command.Parameters;
    }
}
