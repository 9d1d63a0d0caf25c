using AccountingSync.Postgres;
using Npgsql;

namespace AccountingSync.Transformation.Held;

/// <param name="OverdueAt">From when on it is a discrepancy that it still waits; null when it waits for a rule or a person.</param>
/// <param name="NearestRule">The rule that applied or came nearest to applying; null where there is none.</param>
public sealed record HeldView(
    string Source,
    string Id,
    int Revision,
    string Code,
    string Reason,
    DateTimeOffset ReceivedAt,
    DateTimeOffset HeldAt,
    DateTimeOffset? OverdueAt = null,
    string? NearestRule = null
);

/// <summary>What is held, for whoever looks at it; without what it says.</summary>
static class HeldQuery
{
    /// <summary>How many are held, by reason code; a code without any is not in it.</summary>
    public static async Task<IReadOnlyDictionary<string, long>> Counts(Session session, CancellationToken stop)
    {
        await using var command = session.Command("SELECT code, count(*) FROM transformation.held GROUP BY code");
        await using var reader = await command.ExecuteReaderAsync(stop);
        var counts = new Dictionary<string, long>();
        while (await reader.ReadAsync(stop))
            counts.Add(reader.GetString(0), reader.GetInt64(1));
        return counts;
    }

    /// <summary>The longest held first.</summary>
    public static Task<IReadOnlyList<HeldView>> List(Session session, int limit, CancellationToken stop) =>
        List(
            session,
            "SELECT source, id, revision, code, reason, received_at, held_at, overdue_at, nearest_rule FROM transformation.held ORDER BY held_at, source, id LIMIT $1",
            stop,
            new NpgsqlParameter<int> { TypedValue = limit }
        );

    /// <summary>A page of all of it, by source and id.</summary>
    /// <param name="after">The last of the page before; null for the first page.</param>
    public static Task<IReadOnlyList<HeldView>> ListAfter(Session session, (string Source, string Id)? after, int limit, CancellationToken stop) =>
        List(
            session,
            """
            SELECT source, id, revision, code, reason, received_at, held_at, overdue_at, nearest_rule FROM transformation.held
            WHERE (source, id) > ($2, $3) ORDER BY source, id LIMIT $1
            """,
            stop,
            new NpgsqlParameter<int> { TypedValue = limit },
            new NpgsqlParameter<string> { TypedValue = after?.Source ?? "" },
            new NpgsqlParameter<string> { TypedValue = after?.Id ?? "" }
        );

    /// <summary>That of one transaction; at most one revision of it is held.</summary>
    public static Task<IReadOnlyList<HeldView>> Of(Session session, string source, string id, CancellationToken stop) =>
        List(
            session,
            "SELECT source, id, revision, code, reason, received_at, held_at, overdue_at, nearest_rule FROM transformation.held WHERE source = $1 AND id = $2 LIMIT 1",
            stop,
            new NpgsqlParameter<string> { TypedValue = source },
            new NpgsqlParameter<string> { TypedValue = id }
        );

    static async Task<IReadOnlyList<HeldView>> List(Session session, string sql, CancellationToken stop, params NpgsqlParameter[] parameters)
    {
        await using var command = session.Command(sql);
        command.Parameters.AddRange(parameters);
        await using var reader = await command.ExecuteReaderAsync(stop);
        var views = new List<HeldView>();
        while (await reader.ReadAsync(stop))
            views.Add(
                new HeldView(
                    reader.GetString(0),
                    reader.GetString(1),
                    reader.GetInt32(2),
                    reader.GetString(3),
                    reader.GetString(4),
                    reader.GetFieldValue<DateTimeOffset>(5),
                    reader.GetFieldValue<DateTimeOffset>(6),
                    await reader.IsDBNullAsync(7, stop) ? null : reader.GetFieldValue<DateTimeOffset>(7),
                    await reader.IsDBNullAsync(8, stop) ? null : reader.GetString(8)
                )
            );
        return views;
    }
}
