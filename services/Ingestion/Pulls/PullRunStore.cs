using AccountingSync.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace AccountingSync.Ingestion.Pulls;

/// <summary>Which pull, and who works at it: what was written by one whose turn is over does not count.</summary>
sealed record PullMark(Guid Id, Guid Holder);

/// <summary>The statements of the table <c>ingestion.pull_runs</c>, in sessions of one organisation.</summary>
static class PullRunStore
{
    const string Columns = """
        id, connection, began_from, since, until, lost_from, lost_until, position, listed, holder IS NOT NULL, seen_at, attempts, pages, events, refilled,
        duplicates, conflicts, unknown, began_at, ended_at, outcome, why
        """;

    /// <summary>Begins a pull, or takes up the one that has not ended: with its own span, where it stopped. What the vendor does not tell any more by now
    /// is lost to it, too.</summary>
    /// <param name="cursor">Of the pull: from there the span was chosen.</param>
    /// <param name="silentSince">From whoever was not heard of since then it is taken away.</param>
    /// <returns>Null when somebody else works at it.</returns>
    public static async Task<PullRunRecord?> Claim(
        Session session,
        PullMark mark,
        string connection,
        DateTimeOffset cursor,
        PullSpan span,
        DateTimeOffset now,
        DateTimeOffset silentSince,
        CancellationToken stop
    )
    {
        await EndReplaced(session, connection, cursor, now, silentSince, stop);
        await using var command = session.Command(
            $"""
            INSERT INTO ingestion.pull_runs AS run
                (organisation, id, connection, since, until, lost_from, lost_until, holder, seen_at, began_at, began_from)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $11)
            ON CONFLICT (organisation, connection) WHERE ended_at IS NULL DO UPDATE
            SET holder = excluded.holder, seen_at = excluded.seen_at, attempts = run.attempts + 1, why = NULL,
                since = CASE WHEN run.listed THEN run.since ELSE greatest(run.since, excluded.lost_until) END,
                lost_from = CASE WHEN run.listed THEN run.lost_from ELSE coalesce(excluded.lost_from, run.lost_from) END,
                lost_until = CASE WHEN run.listed THEN run.lost_until ELSE coalesce(excluded.lost_until, run.lost_until) END
            WHERE run.holder IS NULL OR run.seen_at < $10
            RETURNING {Columns}
            """
        );
        var parameters = command.Parameters;
        parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        parameters.Add(new NpgsqlParameter<Guid> { TypedValue = mark.Id });
        parameters.Add(new NpgsqlParameter<string> { TypedValue = connection });
        parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = span.Since });
        parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = span.Until });
        parameters.Add(Maybe(span.Lost, NpgsqlDbType.TimestampTz));
        parameters.Add(Maybe(span.Lost is null ? null : span.Since, NpgsqlDbType.TimestampTz));
        parameters.Add(new NpgsqlParameter<Guid> { TypedValue = mark.Holder });
        parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now.ToUniversalTime() });
        parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = silentSince.ToUniversalTime() });
        parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = cursor.ToUniversalTime() });
        return (await Records(command, stop)).SingleOrDefault();
    }

    /// <summary>Ends the run that has not ended when a person named another beginning since: nobody would ever ask for that.</summary>
    static async Task EndReplaced(
        Session session,
        string connection,
        DateTimeOffset cursor,
        DateTimeOffset now,
        DateTimeOffset silentSince,
        CancellationToken stop
    )
    {
        await using var command = session.Command(
            """
            UPDATE ingestion.pull_runs
            SET holder = NULL, seen_at = $4, ended_at = $4, outcome = 'failed', why = 'Another beginning was named meanwhile; the next one began there.'
            WHERE organisation = $1 AND connection = $2 AND ended_at IS NULL AND (holder IS NULL OR seen_at < $5)
                AND CASE WHEN listed THEN until > $3 ELSE began_from <> $3 END
            """
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = connection });
        foreach (var moment in new[] { cursor, now, silentSince })
            command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = moment.ToUniversalTime() });
        await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>Notes a page, in the commit that takes it in.</summary>
    /// <param name="next">Null when it was the last.</param>
    /// <returns>False when the pull may not go on: then the commit must not be.</returns>
    public static async Task<bool> Advance(Session session, PullMark mark, PullCounts page, string? next, DateTimeOffset now, CancellationToken stop)
    {
        await using var command = session.Command(
            """
            UPDATE ingestion.pull_runs run
            SET position = $4, listed = $4 IS NULL, seen_at = $5, pages = pages + 1, events = events + $6, refilled = refilled + $7,
                duplicates = duplicates + $8, conflicts = conflicts + $9, unknown = unknown + $10
            WHERE organisation = $1 AND id = $2 AND holder = $3 AND ended_at IS NULL
                AND NOT EXISTS (SELECT FROM ingestion.pulls WHERE organisation = $1 AND connection = run.connection AND paused)
            """
        );
        AddMark(command, session, mark);
        command.Parameters.Add(Maybe(next, NpgsqlDbType.Text));
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now.ToUniversalTime() });
        foreach (var count in new[] { page.Events, page.Refilled, page.Duplicates, page.Conflicts, page.Unknown })
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = count });
        return await command.ExecuteNonQueryAsync(stop) == 1;
    }

    /// <summary>Nobody works at it any more; the next one goes on.</summary>
    public static async Task Release(Session session, PullMark mark, string? why, DateTimeOffset now, CancellationToken stop)
    {
        await using var command = session.Command(
            """
            UPDATE ingestion.pull_runs SET holder = NULL, seen_at = $4, why = $5
            WHERE organisation = $1 AND id = $2 AND holder = $3 AND ended_at IS NULL
            """
        );
        AddMark(command, session, mark);
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now.ToUniversalTime() });
        command.Parameters.Add(Maybe(why, NpgsqlDbType.Text));
        await command.ExecuteNonQueryAsync(stop);
    }

    /// <param name="why">What failed, or could not be done beside it; null when nothing.</param>
    /// <returns>False when somebody else works at it.</returns>
    public static async Task<bool> End(Session session, PullMark mark, bool done, string? why, DateTimeOffset now, CancellationToken stop)
    {
        await using var command = session.Command(
            """
            UPDATE ingestion.pull_runs SET holder = NULL, seen_at = $4, ended_at = $4, why = $5, outcome = CASE WHEN $6 THEN 'done' ELSE 'failed' END
            WHERE organisation = $1 AND id = $2 AND holder = $3 AND ended_at IS NULL
            """
        );
        AddMark(command, session, mark);
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now.ToUniversalTime() });
        command.Parameters.Add(Maybe(why, NpgsqlDbType.Text));
        command.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = done });
        return await command.ExecuteNonQueryAsync(stop) == 1;
    }

    /// <summary>The latest of each connection.</summary>
    public static async Task<IReadOnlyDictionary<string, PullRunRecord>> Latest(Session session, CancellationToken stop)
    {
        await using var command = session.Command(
            $"""
            SELECT DISTINCT ON (connection) {Columns} FROM ingestion.pull_runs
            WHERE organisation = $1
            ORDER BY connection, began_at DESC
            """
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        return (await Records(command, stop)).ToDictionary(run => run.Connection, StringComparer.Ordinal);
    }

    static async Task<IReadOnlyList<PullRunRecord>> Records(NpgsqlCommand command, CancellationToken stop)
    {
        await using var reader = await command.ExecuteReaderAsync(stop);
        var records = new List<PullRunRecord>();
        while (await reader.ReadAsync(stop))
            records.Add(
                new PullRunRecord(
                    reader.GetGuid(0),
                    reader.GetString(1),
                    reader.GetFieldValue<DateTimeOffset>(2),
                    reader.GetFieldValue<DateTimeOffset>(3),
                    reader.GetFieldValue<DateTimeOffset>(4),
                    await Time(5),
                    await Time(6),
                    await Text(7),
                    reader.GetBoolean(8),
                    reader.GetBoolean(9),
                    reader.GetFieldValue<DateTimeOffset>(10),
                    reader.GetInt32(11),
                    new PullCounts(
                        reader.GetInt32(12),
                        reader.GetInt64(13),
                        reader.GetInt64(14),
                        reader.GetInt64(15),
                        reader.GetInt64(16),
                        reader.GetInt64(17)
                    ),
                    reader.GetFieldValue<DateTimeOffset>(18),
                    await Time(19),
                    await Text(20),
                    await Text(21)
                )
            );
        return records;

        async Task<string?> Text(int column) => await reader.IsDBNullAsync(column, stop) ? null : reader.GetString(column);
        async Task<DateTimeOffset?> Time(int column) =>
            await reader.IsDBNullAsync(column, stop) ? null : reader.GetFieldValue<DateTimeOffset>(column);
    }

    static void AddMark(NpgsqlCommand command, Session session, PullMark mark)
    {
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = mark.Id });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = mark.Holder });
    }

    static NpgsqlParameter Maybe(object? value, NpgsqlDbType type) => new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };
}
