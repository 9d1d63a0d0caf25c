using AccountingSync.Postgres;
using Dapper;
using Npgsql;

namespace AccountingSync.Ingestion.ReadIngestion;

/// <param name="BusinessDay">That was fixed; null where the rules say it.</param>
public sealed record ReceivedView(
    string Source,
    string Id,
    int Revision,
    DateTimeOffset ReceivedAt,
    string Door,
    string? Connection,
    string? EventId,
    DateOnly? BusinessDay
);

public sealed record UnknownEventView(Guid Id, string? Connection, string? EventId, string? Reason, DateTimeOffset ReceivedAt);

public sealed record ConflictView(string Source, string Id, int Revision, DateTimeOffset SeenAt);

/// <param name="Accepted">Transactions that were new.</param>
public sealed record IngestionCounts(long Accepted, long Duplicates, long Conflicts, long Refused, long UnknownEvents);

static class IngestionQueries
{
    public static Task<IngestionCounts> Counts(Session session, CancellationToken stop) =>
        session.Connection.QuerySingleAsync<IngestionCounts>(
            new CommandDefinition(
                """
                SELECT (SELECT count(*) FROM ingestion.transactions) AS accepted,
                       coalesce(sum(count) FILTER (WHERE outcome = 'duplicate'), 0) AS duplicates,
                       coalesce(sum(count) FILTER (WHERE outcome = 'conflict'), 0) AS conflicts,
                       coalesce(sum(count) FILTER (WHERE outcome = 'refused'), 0) AS refused,
                       (SELECT count(*) FROM ingestion.events WHERE disposition = 'unknown') AS unknownevents
                FROM ingestion.tallies
                """,
                transaction: session.Transaction,
                cancellationToken: stop
            )
        );

    /// <summary>All revisions of a source transaction, oldest first.</summary>
    public static async Task<IReadOnlyList<ReceivedView>> Transaction(Session session, string source, string id, CancellationToken stop)
    {
        await using var command = session.Command(
            """
            SELECT t.source, t.id, t.revision, t.received_at, e.door, e.connection, e.event_id, t.occurred_on
            FROM ingestion.transactions t LEFT JOIN ingestion.events e ON e.id = t.event
            WHERE t.source = $1 AND t.id = $2
            ORDER BY t.revision
            LIMIT 1000
            """
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = source });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = id });
        await using var reader = await command.ExecuteReaderAsync(stop);
        var views = new List<ReceivedView>();
        while (await reader.ReadAsync(stop))
            views.Add(
                new ReceivedView(
                    reader.GetString(0),
                    reader.GetString(1),
                    reader.GetInt32(2),
                    reader.GetFieldValue<DateTimeOffset>(3),
                    await reader.IsDBNullAsync(4, stop) ? string.Empty : reader.GetString(4),
                    await Text(reader, 5, stop),
                    await Text(reader, 6, stop),
                    await reader.IsDBNullAsync(7, stop) ? null : reader.GetFieldValue<DateOnly>(7)
                )
            );
        return views;
    }

    public static async Task<IReadOnlyList<UnknownEventView>> UnknownEvents(Session session, int limit, CancellationToken stop)
    {
        await using var command = session.Command(
            "SELECT id, connection, event_id, reason, received_at FROM ingestion.events WHERE disposition = 'unknown' ORDER BY received_at LIMIT $1"
        );
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        await using var reader = await command.ExecuteReaderAsync(stop);
        var views = new List<UnknownEventView>();
        while (await reader.ReadAsync(stop))
            views.Add(
                new UnknownEventView(
                    reader.GetGuid(0),
                    await Text(reader, 1, stop),
                    await Text(reader, 2, stop),
                    await Text(reader, 3, stop),
                    reader.GetFieldValue<DateTimeOffset>(4)
                )
            );
        return views;
    }

    public static async Task<IReadOnlyList<ConflictView>> Conflicts(Session session, int limit, CancellationToken stop)
    {
        await using var command = session.Command("SELECT source, id, revision, seen_at FROM ingestion.conflicts ORDER BY seen_at LIMIT $1");
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        await using var reader = await command.ExecuteReaderAsync(stop);
        var views = new List<ConflictView>();
        while (await reader.ReadAsync(stop))
            views.Add(new ConflictView(reader.GetString(0), reader.GetString(1), reader.GetInt32(2), reader.GetFieldValue<DateTimeOffset>(3)));
        return views;
    }

    static async Task<string?> Text(NpgsqlDataReader reader, int column, CancellationToken stop) =>
        await reader.IsDBNullAsync(column, stop) ? null : reader.GetString(column);
}
