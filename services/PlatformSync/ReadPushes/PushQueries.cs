using AccountingSync.Postgres;
using Dapper;
using Npgsql;
using NpgsqlTypes;

namespace AccountingSync.PlatformSync.ReadPushes;

/// <param name="SummaryId">When the entry is written within a summary: whose document this is.</param>
public sealed record PushView(
    Guid PushId,
    string Connection,
    string Platform,
    Guid EntryId,
    string Key,
    string State,
    string? PlatformId,
    int Generation,
    int Attempts,
    string? Change,
    string? Reason,
    DateTimeOffset UpdatedAt,
    Guid? SummaryId = null
);

public sealed record PushCount(string Connection, string Platform, string State, long Count);

static class PushQueries
{
    const string Select = """
        SELECT p.push_id, p.connection, c.platform, p.entry_id, p.key, p.state, p.platform_id, p.generation, p.attempts, p.change, p.reason, p.updated_at, NULL::uuid
        FROM platform.pushes p JOIN platform.connections c USING (organisation, connection)
        """;

    public static async Task<IReadOnlyList<PushView>> List(Session session, string? state, int limit, CancellationToken stop)
    {
        await using var command = session.Command($"{Select} WHERE ($1::text IS NULL OR p.state = $1) ORDER BY p.updated_at DESC LIMIT $2");
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)state ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        return await Read(command, stop);
    }

    public static async Task<IReadOnlyList<PushView>> ByEntry(Session session, Guid[] entryIds, CancellationToken stop)
    {
        await using var command = session.Command(
            $"""
            {Select} WHERE p.entry_id = ANY($1)
            UNION ALL
            SELECT p.push_id, p.connection, c.platform, member.entry_id, p.key, p.state, p.platform_id, p.generation, p.attempts, p.change, p.reason,
                   p.updated_at, member.summary_id
            FROM platform.summary_entries member
                 JOIN platform.pushes p ON p.organisation = member.organisation AND p.connection = member.connection AND p.entry_id = member.summary_id
                 JOIN platform.connections c ON c.organisation = p.organisation AND c.connection = p.connection
            WHERE member.entry_id = ANY($1)
            ORDER BY 2, 5 LIMIT 1000
            """
        );
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = entryIds });
        return await Read(command, stop);
    }

    public static async Task<IReadOnlyList<PushCount>> Counts(Session session, CancellationToken stop) =>
        (
            await session.Connection.QueryAsync<PushCount>(
                new CommandDefinition(
                    """
                    SELECT p.connection, c.platform, p.state, count(*) AS count
                    FROM platform.pushes p JOIN platform.connections c USING (organisation, connection)
                    GROUP BY p.connection, c.platform, p.state ORDER BY 1, 3
                    """,
                    transaction: session.Transaction,
                    cancellationToken: stop
                )
            )
        ).AsList();

    static async Task<IReadOnlyList<PushView>> Read(NpgsqlCommand command, CancellationToken stop)
    {
        await using var reader = await command.ExecuteReaderAsync(stop);
        var views = new List<PushView>();
        while (await reader.ReadAsync(stop))
            views.Add(
                new PushView(
                    reader.GetGuid(0),
                    reader.GetString(1),
                    reader.GetString(2),
                    reader.GetGuid(3),
                    reader.GetString(4),
                    reader.GetString(5),
                    await reader.IsDBNullAsync(6, stop) ? null : reader.GetString(6),
                    reader.GetInt32(7),
                    reader.GetInt32(8),
                    await reader.IsDBNullAsync(9, stop) ? null : reader.GetString(9),
                    await reader.IsDBNullAsync(10, stop) ? null : reader.GetString(10),
                    reader.GetFieldValue<DateTimeOffset>(11),
                    await reader.IsDBNullAsync(12, stop) ? null : reader.GetGuid(12)
                )
            );
        return views;
    }
}
