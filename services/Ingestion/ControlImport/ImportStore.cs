using AccountingSync.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace AccountingSync.Ingestion.ControlImport;

/// <summary>Which import, and who reads it: what was written by one whose turn is over does not count.</summary>
sealed record ImportMark(Guid Id, Guid Holder);

/// <summary>The statements of the table <c>ingestion.imports</c>, in sessions of one organisation.</summary>
static class ImportStore
{
    const string Columns = """
        id, state, holder IS NOT NULL, seen_at, door, name, form, source, total_bytes, read_bytes, accepted, duplicates, conflicts, rejected, skipped,
        worked, working_since, began_at, ended_at, why
        """;

    /// <summary>Notes that the file is read from its beginning. One that is not at its end is the same import again, in the state that it has.</summary>
    /// <param name="silentSince">Only from a reader who was not heard of since then it is taken away; null: from any.</param>
    /// <returns>Null when somebody else reads it.</returns>
    public static async Task<Guid?> Claim(
        Session session,
        ImportMark mark,
        ImportIdentity identity,
        DateTimeOffset now,
        DateTimeOffset? silentSince,
        CancellationToken stop
    )
    {
        await using var command = session.Command(
            """
            INSERT INTO ingestion.imports AS import
                (id, organisation, fingerprint, state, holder, seen_at, door, name, form, source, total_bytes, working_since, began_at)
            VALUES ($1, $2, $3, 'running', $4, $5, $6, $7, $8, $9, $10, $5, $5)
            ON CONFLICT (organisation, fingerprint) WHERE state IN ('running', 'paused') DO UPDATE
            SET holder = excluded.holder, seen_at = excluded.seen_at, name = coalesce(excluded.name, import.name),
                read_bytes = 0, accepted = 0, duplicates = 0, conflicts = 0, rejected = 0, skipped = 0,
                worked = '0', working_since = CASE WHEN import.state = 'running' THEN excluded.working_since END
            WHERE $11::timestamptz IS NULL OR import.holder IS NULL OR import.seen_at < $11
            RETURNING id
            """
        );
        var parameters = command.Parameters;
        parameters.Add(new NpgsqlParameter<Guid> { TypedValue = mark.Id });
        parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = identity.Fingerprint });
        parameters.Add(new NpgsqlParameter<Guid> { TypedValue = mark.Holder });
        parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now });
        parameters.Add(new NpgsqlParameter<string> { TypedValue = identity.Door });
        parameters.Add(Maybe(identity.Name, NpgsqlDbType.Text));
        parameters.Add(new NpgsqlParameter<string> { TypedValue = identity.Form });
        parameters.Add(Maybe(identity.Source, NpgsqlDbType.Text));
        parameters.Add(Maybe(identity.TotalBytes, NpgsqlDbType.Bigint));
        parameters.Add(Maybe(silentSince, NpgsqlDbType.TimestampTz));
        return (Guid?)await command.ExecuteScalarAsync(stop);
    }

    /// <summary>Notes a piece, in the commit that takes it in.</summary>
    /// <returns>False when the import may not go on: then the commit must not be.</returns>
    public static async Task<bool> Advance(
        Session session,
        ImportMark mark,
        ImportCounts piece,
        long readBytes,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        await using var command = session.Command(
            """
            UPDATE ingestion.imports
            SET accepted = accepted + $3, duplicates = duplicates + $4, conflicts = conflicts + $5, rejected = rejected + $6, skipped = skipped + $7,
                read_bytes = $8, seen_at = $9
            WHERE id = $1 AND holder = $2 AND state = 'running'
            """
        );
        AddMark(command, mark);
        foreach (var count in new[] { piece.Accepted, piece.Duplicates, piece.Conflicts, piece.Rejected, piece.Skipped, readBytes })
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = count });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now });
        return await command.ExecuteNonQueryAsync(stop) == 1;
    }

    /// <summary>Says that somebody still reads the file.</summary>
    /// <returns>The import's state; null when somebody else reads it.</returns>
    public static async Task<ImportState?> Look(Session session, ImportMark mark, DateTimeOffset now, CancellationToken stop)
    {
        await using var command = session.Command("UPDATE ingestion.imports SET seen_at = $3 WHERE id = $1 AND holder = $2 RETURNING state");
        AddMark(command, mark);
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now });
        return await command.ExecuteScalarAsync(stop) is string state ? StateOf(state) : null;
    }

    /// <summary>The last import of a file in a watched folder that has ended, if the file was not moved out since.</summary>
    public static async Task<ImportRecord?> NotMoved(Session session, byte[] fingerprint, CancellationToken stop)
    {
        await using var command = session.Command(
            $"""
            SELECT {Columns} FROM ingestion.imports
            WHERE organisation = $1 AND fingerprint = $2 AND door = 'folder' AND state NOT IN ('running', 'paused') AND NOT moved
            ORDER BY began_at DESC LIMIT 1
            """
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = fingerprint });
        return (await Records(command, stop)).SingleOrDefault();
    }

    public static async Task NoteMoved(Session session, Guid import, CancellationToken stop)
    {
        await using var command = session.Command("UPDATE ingestion.imports SET moved = true WHERE id = $1");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = import });
        await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>Nobody reads the file any more.</summary>
    public static async Task Release(Session session, ImportMark mark, DateTimeOffset now, CancellationToken stop)
    {
        await using var command = session.Command("UPDATE ingestion.imports SET holder = NULL, seen_at = $3 WHERE id = $1 AND holder = $2");
        AddMark(command, mark);
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now });
        await command.ExecuteNonQueryAsync(stop);
    }

    public static async Task<IReadOnlyList<ImportRecord>> Latest(Session session, int limit, CancellationToken stop)
    {
        await using var command = session.Command($"SELECT {Columns} FROM ingestion.imports WHERE organisation = $1 ORDER BY began_at DESC LIMIT $2");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        return await Records(command, stop);
    }

    /// <param name="locked">Until the session ends nobody else changes it; waits for the piece that is being taken in.</param>
    public static async Task<ImportRecord?> Find(Session session, Guid import, bool locked, CancellationToken stop)
    {
        await using var command = session.Command($"SELECT {Columns} FROM ingestion.imports WHERE id = $1 {(locked ? "FOR UPDATE" : "")}");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = import });
        return (await Records(command, stop)).SingleOrDefault();
    }

    /// <summary>Writes what was decided about a locked row.</summary>
    public static async Task Change(Session session, ImportRecord import, CancellationToken stop)
    {
        await using var command = session.Command(
            "UPDATE ingestion.imports SET state = $2, worked = $3, working_since = $4, ended_at = $5, why = $6 WHERE id = $1"
        );
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = import.Id });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = import.State.ToString().ToLowerInvariant() });
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = import.Worked });
        command.Parameters.Add(Maybe(import.WorkingSince, NpgsqlDbType.TimestampTz));
        command.Parameters.Add(Maybe(import.EndedAt, NpgsqlDbType.TimestampTz));
        command.Parameters.Add(Maybe(import.Why, NpgsqlDbType.Text));
        await command.ExecuteNonQueryAsync(stop);
    }

    static async Task<IReadOnlyList<ImportRecord>> Records(NpgsqlCommand command, CancellationToken stop)
    {
        await using var reader = await command.ExecuteReaderAsync(stop);
        var records = new List<ImportRecord>();
        while (await reader.ReadAsync(stop))
            records.Add(
                new ImportRecord(
                    reader.GetGuid(0),
                    StateOf(reader.GetString(1)),
                    reader.GetBoolean(2),
                    reader.GetFieldValue<DateTimeOffset>(3),
                    reader.GetString(4),
                    await Text(5),
                    reader.GetString(6),
                    await Text(7),
                    await Value<long>(8),
                    reader.GetInt64(9),
                    new ImportCounts(reader.GetInt64(10), reader.GetInt64(11), reader.GetInt64(12), reader.GetInt64(13), reader.GetInt64(14)),
                    reader.GetFieldValue<TimeSpan>(15),
                    await Value<DateTimeOffset>(16),
                    reader.GetFieldValue<DateTimeOffset>(17),
                    await Value<DateTimeOffset>(18),
                    await Text(19)
                )
            );
        return records;

        async Task<string?> Text(int column) => await reader.IsDBNullAsync(column, stop) ? null : reader.GetString(column);
        async Task<T?> Value<T>(int column)
            where T : struct => await reader.IsDBNullAsync(column, stop) ? null : reader.GetFieldValue<T>(column);
    }

    static ImportState StateOf(string word) => Enum.Parse<ImportState>(word, ignoreCase: true);

    static void AddMark(NpgsqlCommand command, ImportMark mark)
    {
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = mark.Id });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = mark.Holder });
    }

    static NpgsqlParameter Maybe(object? value, NpgsqlDbType type) => new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };
}
