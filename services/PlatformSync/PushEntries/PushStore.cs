using System.Text.Json;
using AccountingSync.Accounting;
using AccountingSync.Contracts;
using AccountingSync.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace AccountingSync.PlatformSync.PushEntries;

/// <summary>The statements on pushes. Rows of one organisation at a time.</summary>
static class PushStore
{
    const string Columns =
        "push_id, organisation, connection, key, entry::text, state, generation, attempts, sent_at, platform_id, version, change, received_at, trace_parent";

    public static async Task<int> Enqueue(
        Session session,
        string connection,
        IReadOnlyList<PostedEntry> entries,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        await using var command = session.Command(
            """
            INSERT INTO platform.pushes (organisation, connection, push_id, entry_id, key, entry, state, due_at, received_at, trace_parent, updated_at)
            SELECT $1, $2, push_id, entry_id, key, entry::jsonb, 'pending', $8, received_at, trace_parent, $8
            FROM unnest($3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::timestamptz[], $9::text[]) AS item (push_id, entry_id, key, entry, received_at, trace_parent)
            WHERE NOT EXISTS (SELECT FROM platform.summary_entries summed_up
                              WHERE summed_up.organisation = $1 AND summed_up.connection = $2 AND summed_up.entry_id = item.entry_id)
            ORDER BY push_id
            ON CONFLICT DO NOTHING
            """
        );
        var parameters = command.Parameters;
        parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        parameters.Add(new NpgsqlParameter<string> { TypedValue = connection });
        parameters.Add(
            new NpgsqlParameter<Guid[]> { TypedValue = [.. entries.Select(item => Push.IdOf(session.Organisation!, connection, item.Entry.EntryId))] }
        );
        parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. entries.Select(item => item.Entry.EntryId)] });
        parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. entries.Select(item => PlatformKey.For(item.Entry.EntryId))] });
        parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. entries.Select(item => JsonSerializer.Serialize(item.Entry))] });
        parameters.Add(new NpgsqlParameter<DateTimeOffset[]> { TypedValue = [.. entries.Select(item => item.ReceivedAt.ToUniversalTime())] });
        parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now.ToUniversalTime() });
        parameters.Add(
            new NpgsqlParameter { Value = entries.Select(item => item.TraceParent).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text }
        );
        return await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>Takes what may be sent now and notes that it is being sent. Commit before sending.</summary>
    public static async Task<IReadOnlyList<Push>> Claim(Session session, string connection, int limit, DateTimeOffset now, CancellationToken stop)
    {
        await using var command = session.Command(
            $"""
            -- Materialized: as a plain subselect it may be run again for each row, and then takes more than the limit.
            WITH due AS MATERIALIZED (
                SELECT push_id FROM platform.pushes
                WHERE organisation = $1 AND connection = $2 AND state = 'pending' AND due_at <= $4
                ORDER BY due_at LIMIT $3 FOR UPDATE SKIP LOCKED)
            UPDATE platform.pushes SET state = 'sending', attempts = attempts + 1, sent_at = $4, updated_at = $4
            WHERE push_id IN (SELECT push_id FROM due)
            RETURNING {Columns}
            """
        );
        Bind(command, session, connection);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now.ToUniversalTime() });
        return await Read(command, stop);
    }

    /// <summary>Whoever was sending these is gone, and nobody knows how far it got: they may have been sent until now.</summary>
    public static async Task<IReadOnlyList<Push>> GiveUpSending(Session session, string connection, DateTimeOffset now, CancellationToken stop)
    {
        await using var command = session.Command(
            $"""
            UPDATE platform.pushes
            SET state = 'unknown', reason = 'The sender stopped before the answer was recorded.', sent_at = $3, updated_at = $3
            WHERE organisation = $1 AND connection = $2 AND state = 'sending'
            RETURNING {Columns}
            """
        );
        Bind(command, session, connection);
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now.ToUniversalTime() });
        return await Read(command, stop);
    }

    /// <summary>Records what became of pushes that are being sent or looked up, unless they have moved on since they were read. What has no
    /// answer may have been sent until now: calls wait for their turn after the claim.</summary>
    /// <returns>The pushes that it was recorded for.</returns>
    public static async Task<HashSet<Guid>> Record(Session session, IReadOnlyList<PushResult> results, DateTimeOffset now, CancellationToken stop)
    {
        await using var command = session.Command(
            """
            UPDATE platform.pushes AS p
            SET state = item.state, due_at = item.due_at, platform_id = coalesce(item.platform_id, p.platform_id), version = coalesce(item.version, p.version),
                reason = item.reason, generation = p.generation + item.next_generation, updated_at = $9,
                sent_at = CASE item.state WHEN 'unknown' THEN $9 ELSE p.sent_at END
            FROM unnest($2::uuid[], $3::text[], $4::timestamptz[], $5::text[], $6::text[], $7::text[], $8::integer[], $10::text[], $11::integer[])
                AS item (push_id, state, due_at, platform_id, version, reason, next_generation, known_state, known_attempts)
            WHERE p.push_id = item.push_id AND p.organisation = $1 AND p.state = item.known_state AND p.attempts = item.known_attempts
            RETURNING p.push_id
            """
        );
        var parameters = command.Parameters;
        void Texts(Func<PushResult, string?> column) =>
            parameters.Add(new NpgsqlParameter { Value = results.Select(column).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. results.Select(result => result.Push.Id)] });
        Texts(result => result.State);
        parameters.Add(new NpgsqlParameter<DateTimeOffset[]> { TypedValue = [.. results.Select(result => result.DueAt.ToUniversalTime())] });
        Texts(result => result.PlatformId);
        Texts(result => result.Version);
        Texts(result => result.Reason);
        parameters.Add(new NpgsqlParameter<int[]> { TypedValue = [.. results.Select(result => result.NextGeneration ? 1 : 0)] });
        parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now.ToUniversalTime() });
        Texts(result => result.Push.State);
        parameters.Add(new NpgsqlParameter<int[]> { TypedValue = [.. results.Select(result => result.Push.Attempts)] });
        await using var reader = await command.ExecuteReaderAsync(stop);
        var recorded = new HashSet<Guid>(results.Count);
        while (await reader.ReadAsync(stop))
            recorded.Add(reader.GetGuid(0));
        return recorded;
    }

    /// <summary>When the entry was noted that waits longest for its first turn. Null when none waits. What was tried already has had its
    /// turn: a platform that takes nothing shall not hide behind the line before it.</summary>
    public static async Task<DateTimeOffset?> FirstInLine(Session session, string connection, CancellationToken stop)
    {
        await using var command = session.Command(
            """
            SELECT due_at FROM platform.pushes
            WHERE organisation = $1 AND connection = $2 AND state = 'pending' AND attempts = 0
            ORDER BY due_at LIMIT 1
            """
        );
        Bind(command, session, connection);
        await using var reader = await command.ExecuteReaderAsync(stop);
        return await reader.ReadAsync(stop) ? reader.GetFieldValue<DateTimeOffset>(0) : null;
    }

    public static async Task<Push?> Find(Session session, Guid pushId, CancellationToken stop)
    {
        await using var command = session.Command($"SELECT {Columns} FROM platform.pushes WHERE push_id = $1 FOR UPDATE");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = pushId });
        return (await Read(command, stop)).SingleOrDefault();
    }

    public static async Task<IReadOnlyList<Push>> ByDocument(
        Session session,
        string connection,
        IReadOnlyCollection<string> platformIds,
        IReadOnlyCollection<string> documentKeys,
        CancellationToken stop
    )
    {
        await using var command = session.Command(
            $"SELECT {Columns} FROM platform.pushes WHERE organisation = $1 AND connection = $2 AND (platform_id = ANY($3) OR key = ANY($4)) FOR UPDATE"
        );
        Bind(command, session, connection);
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. platformIds] });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. documentKeys] });
        return await Read(command, stop);
    }

    /// <summary>Documents that are written, also those that are known to be gone, because they may come back: the next ones by their entries,
    /// from the first again after the last.</summary>
    /// <param name="after">The entry of the last one that was read; empty for the first.</param>
    public static async Task<IReadOnlyList<(Guid EntryId, string PlatformId)>> WrittenAfter(
        Session session,
        string connection,
        Guid after,
        int limit,
        CancellationToken stop
    )
    {
        await using var command = session.Command(
            """
            SELECT entry_id, platform_id FROM platform.pushes
            WHERE organisation = $1 AND connection = $2 AND entry_id > $3
              AND state = 'written' AND platform_id IS NOT NULL
            ORDER BY entry_id LIMIT $4
            """
        );
        Bind(command, session, connection);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = after });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        await using var reader = await command.ExecuteReaderAsync(stop);
        var written = new List<(Guid, string)>();
        while (await reader.ReadAsync(stop))
            written.Add((reader.GetGuid(0), reader.GetString(1)));
        return written;
    }

    public static async Task NoteChange(
        Session session,
        Guid pushId,
        string change,
        string? version,
        string reason,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        await using var command = session.Command(
            "UPDATE platform.pushes SET change = $2, version = coalesce($3, version), reason = $4, updated_at = $5 WHERE push_id = $1"
        );
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = pushId });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = change });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)version ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = reason });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now.ToUniversalTime() });
        await command.ExecuteNonQueryAsync(stop);
    }

    static void Bind(NpgsqlCommand command, Session session, string connection)
    {
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = connection });
    }

    static async Task<IReadOnlyList<Push>> Read(NpgsqlCommand command, CancellationToken stop)
    {
        await using var reader = await command.ExecuteReaderAsync(stop);
        var pushes = new List<Push>();
        while (await reader.ReadAsync(stop))
            pushes.Add(
                new Push
                {
                    Id = reader.GetGuid(0),
                    Organisation = reader.GetString(1),
                    Connection = reader.GetString(2),
                    Key = reader.GetString(3),
                    Entry = JsonSerializer.Deserialize<JournalEntryData>(reader.GetString(4))!,
                    State = reader.GetString(5),
                    Generation = reader.GetInt32(6),
                    Attempts = reader.GetInt32(7),
                    SentAt = await reader.IsDBNullAsync(8, stop) ? null : reader.GetFieldValue<DateTimeOffset>(8),
                    PlatformId = await reader.IsDBNullAsync(9, stop) ? null : reader.GetString(9),
                    Version = await reader.IsDBNullAsync(10, stop) ? null : reader.GetString(10),
                    Change = await reader.IsDBNullAsync(11, stop) ? null : reader.GetString(11),
                    ReceivedAt = reader.GetFieldValue<DateTimeOffset>(12),
                    TraceParent = await reader.IsDBNullAsync(13, stop) ? null : reader.GetString(13),
                }
            );
        return pushes;
    }
}
