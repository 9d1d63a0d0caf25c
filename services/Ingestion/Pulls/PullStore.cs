using AccountingSync.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace AccountingSync.Ingestion.Pulls;

/// <summary>The statements of the table <c>ingestion.pulls</c>.</summary>
static class PullStore
{
    const int Most = 10_000;
    const string Columns =
        "organisation, connection, cron, time_zone, open_from, open_until, holidays, overlap, paused, asked_until, account_from, account_until";

    /// <summary>Adds a pull, or gives one that is there other times; what it asked for so far stays unless <paramref name="since"/> says otherwise.</summary>
    /// <param name="accountSince">The first day of the account that is told again then.</param>
    public static async Task Put(
        NpgsqlDataSource database,
        PullRecord pull,
        DateTimeOffset? since,
        DateOnly? accountSince,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        await using var command = database.CreateCommand(
            """
            INSERT INTO ingestion.pulls
                (organisation, connection, cron, time_zone, open_from, open_until, holidays, overlap, asked_until, changed_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            ON CONFLICT (organisation, connection) DO UPDATE
            SET cron = excluded.cron, time_zone = excluded.time_zone, open_from = excluded.open_from, open_until = excluded.open_until,
                holidays = excluded.holidays, overlap = excluded.overlap, changed_at = excluded.changed_at,
                asked_until = coalesce($11, ingestion.pulls.asked_until), account_from = least(ingestion.pulls.account_from, $12),
                account_until = least(ingestion.pulls.account_until, $12)
            """
        );
        var parameters = command.Parameters;
        parameters.Add(new NpgsqlParameter<string> { TypedValue = pull.Organisation });
        parameters.Add(new NpgsqlParameter<string> { TypedValue = pull.Connection });
        parameters.Add(new NpgsqlParameter<string> { TypedValue = pull.Schedule.Cron });
        parameters.Add(new NpgsqlParameter<string> { TypedValue = pull.Schedule.Zone.Id });
        parameters.Add(Maybe(pull.Schedule.Window?.From, NpgsqlDbType.Time));
        parameters.Add(Maybe(pull.Schedule.Window?.Until, NpgsqlDbType.Time));
        parameters.Add(new NpgsqlParameter<DateOnly[]> { TypedValue = [.. pull.Schedule.Holidays] });
        parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = pull.Overlap });
        parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = pull.AskedUntil.ToUniversalTime() });
        parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now.ToUniversalTime() });
        parameters.Add(Maybe(since?.ToUniversalTime(), NpgsqlDbType.TimestampTz));
        parameters.Add(Maybe(accountSince, NpgsqlDbType.Date));
        await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>Of all organisations.</summary>
    public static async Task<IReadOnlyList<PullRecord>> All(NpgsqlDataSource database, CancellationToken stop)
    {
        await using var command = database.CreateCommand($"SELECT {Columns} FROM ingestion.pulls ORDER BY organisation, connection LIMIT $1");
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = Most });
        return await Records(command, stop);
    }

    public static async Task<IReadOnlyList<PullRecord>> Of(NpgsqlDataSource database, string organisation, CancellationToken stop)
    {
        await using var command = database.CreateCommand(
            $"SELECT {Columns} FROM ingestion.pulls WHERE organisation = $1 ORDER BY connection LIMIT $2"
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = organisation });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = Most });
        return await Records(command, stop);
    }

    public static async Task<PullRecord?> Find(NpgsqlDataSource database, string organisation, string connection, CancellationToken stop)
    {
        await using var command = database.CreateCommand($"SELECT {Columns} FROM ingestion.pulls WHERE organisation = $1 AND connection = $2");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = organisation });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = connection });
        return (await Records(command, stop)).SingleOrDefault();
    }

    public static async Task SetPaused(
        NpgsqlDataSource database,
        string organisation,
        string connection,
        bool paused,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        await using var command = database.CreateCommand(
            "UPDATE ingestion.pulls SET paused = $3, changed_at = $4 WHERE organisation = $1 AND connection = $2"
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = organisation });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = connection });
        command.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = paused });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now.ToUniversalTime() });
        await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>Notes that everything before was asked for; never less than before, and not when a person named another beginning meanwhile.</summary>
    /// <param name="beganFrom">The cursor from which the run that says so began.</param>
    public static async Task AskedUntil(Session session, string connection, DateTimeOffset beganFrom, DateTimeOffset until, CancellationToken stop)
    {
        await using var command = session.Command(
            "UPDATE ingestion.pulls SET asked_until = greatest(asked_until, $3) WHERE organisation = $1 AND connection = $2 AND asked_until = $4"
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = connection });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = until.ToUniversalTime() });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = beganFrom.ToUniversalTime() });
        await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>Notes the first day of the account that will be told, once: later pulls begin later.</summary>
    /// <returns>What is noted, by whomever.</returns>
    public static async Task<ToldDays> BeginAccount(
        NpgsqlDataSource database,
        string organisation,
        string connection,
        DateOnly first,
        CancellationToken stop
    )
    {
        await using var command = database.CreateCommand(
            """
            UPDATE ingestion.pulls SET account_from = coalesce(account_from, $3), account_until = coalesce(account_until, $3)
            WHERE organisation = $1 AND connection = $2
            RETURNING account_from, account_until
            """
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = organisation });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = connection });
        command.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = first });
        await using var row = await command.ExecuteReaderAsync(stop);
        await row.ReadAsync(stop);
        return new ToldDays(row.GetFieldValue<DateOnly>(0), row.GetFieldValue<DateOnly>(1));
    }

    /// <summary>Notes that the source told what moved its balance on every day before; not when a person named other days meanwhile.</summary>
    /// <param name="told">What was told before.</param>
    public static async Task AccountUntil(Session session, string connection, ToldDays told, DateOnly until, CancellationToken stop)
    {
        await using var command = session.Command(
            """
            UPDATE ingestion.pulls SET account_until = $3
            WHERE organisation = $1 AND connection = $2 AND account_from = $4 AND account_until = $5
            """
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = connection });
        foreach (var day in new[] { until, told.From, told.Until })
            command.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = day });
        await command.ExecuteNonQueryAsync(stop);
    }

    static async Task<IReadOnlyList<PullRecord>> Records(NpgsqlCommand command, CancellationToken stop)
    {
        await using var reader = await command.ExecuteReaderAsync(stop);
        var records = new List<PullRecord>();
        while (await reader.ReadAsync(stop))
            records.Add(
                new PullRecord(
                    reader.GetString(0),
                    reader.GetString(1),
                    new PullSchedule(
                        reader.GetString(2),
                        TimeZoneInfo.FindSystemTimeZoneById(reader.GetString(3)),
                        await reader.IsDBNullAsync(4, stop)
                            ? null
                            : new PullWindow(reader.GetFieldValue<TimeOnly>(4), reader.GetFieldValue<TimeOnly>(5)),
                        reader.GetFieldValue<DateOnly[]>(6)
                    ),
                    reader.GetFieldValue<TimeSpan>(7),
                    reader.GetBoolean(8),
                    reader.GetFieldValue<DateTimeOffset>(9),
                    await reader.IsDBNullAsync(10, stop) ? null : new ToldDays(reader.GetFieldValue<DateOnly>(10), reader.GetFieldValue<DateOnly>(11))
                )
            );
        return records;
    }

    static NpgsqlParameter Maybe(object? value, NpgsqlDbType type) => new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };
}
