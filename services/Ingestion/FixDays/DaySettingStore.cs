using AccountingSync.Accounting.Days;
using AccountingSync.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace AccountingSync.Ingestion.FixDays;

/// <summary>The statements on the clocks by which business days are fixed.</summary>
static class DaySettingStore
{
    const int MaxListed = 1_000;
    const string Columns = "source, time_zone, day_ends, since, set_by";

    /// <summary>What counts for the session's acceptances. They keep the settings together until they commit, and whoever changes one has them alone: what
    /// was accepted before a change is there before it, and everything later is accepted by it.</summary>
    public static async Task<DaySettings> ForAccepting(Session session, CancellationToken stop)
    {
        await using var batch = session.Batch();
        batch.BatchCommands.Add(Named("SELECT pg_advisory_xact_lock_shared(hashtextextended($1, 9))", session));
        batch.BatchCommands.Add(Named(LatestOfEach, session));
        await using var reader = await batch.ExecuteReaderAsync(stop);
        await reader.NextResultAsync(stop);
        var latest = await Read(reader, stop);
        return latest.Count == 0 ? DaySettings.None : new DaySettings(latest);
    }

    /// <summary>Of each source the last one, and of the organisation itself.</summary>
    public static async Task<IReadOnlyList<DaySetting>> Latest(Session session, CancellationToken stop)
    {
        await using var command = session.Command(LatestOfEach);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        await using var reader = await command.ExecuteReaderAsync(stop);
        return await Read(reader, stop);
    }

    /// <summary>All that was ever set, the latest first.</summary>
    public static async Task<IReadOnlyList<DaySetting>> History(Session session, CancellationToken stop)
    {
        await using var command = session.Command(
            $"SELECT {Columns} FROM ingestion.day_settings WHERE organisation = $1 ORDER BY number DESC LIMIT $2"
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = MaxListed });
        await using var reader = await command.ExecuteReaderAsync(stop);
        return await Read(reader, stop);
    }

    /// <summary>Waits for what is being accepted by the setting before.</summary>
    public static async Task Add(Session session, DaySetting setting, CancellationToken stop)
    {
        await using var batch = session.Batch();
        batch.BatchCommands.Add(Named("SELECT pg_advisory_xact_lock(hashtextextended($1, 9))", session));
        var insert = Named($"INSERT INTO ingestion.day_settings (organisation, {Columns}) VALUES ($1, $2, $3, $4, $5, $6)", session);
        insert.Parameters.Add(new NpgsqlParameter { Value = (object?)setting.Source ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        insert.Parameters.Add(new NpgsqlParameter { Value = (object?)setting.TimeZone ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        insert.Parameters.Add(new NpgsqlParameter<TimeOnly> { TypedValue = setting.DayEnds });
        insert.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = setting.Since.ToUniversalTime() });
        insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = setting.SetBy });
        batch.BatchCommands.Add(insert);
        await batch.ExecuteNonQueryAsync(stop);
    }

    static string LatestOfEach { get; } =
        $"SELECT DISTINCT ON (source) {Columns} FROM ingestion.day_settings WHERE organisation = $1 ORDER BY source, number DESC LIMIT {MaxListed}";

    static NpgsqlBatchCommand Named(string sql, Session session)
    {
        var command = new NpgsqlBatchCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        return command;
    }

    static async Task<IReadOnlyList<DaySetting>> Read(NpgsqlDataReader reader, CancellationToken stop)
    {
        var settings = new List<DaySetting>();
        while (await reader.ReadAsync(stop))
            settings.Add(
                new DaySetting(
                    await reader.IsDBNullAsync(0, stop) ? null : reader.GetString(0),
                    await reader.IsDBNullAsync(1, stop) ? null : reader.GetString(1),
                    reader.GetFieldValue<TimeOnly>(2),
                    reader.GetFieldValue<DateTimeOffset>(3),
                    reader.GetString(4)
                )
            );
        return settings;
    }
}
