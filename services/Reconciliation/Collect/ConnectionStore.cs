using AccountingSync.Accounting.Reconciliation;
using AccountingSync.Contracts;
using AccountingSync.Postgres;
using AccountingSync.Reconciliation.Match;

namespace AccountingSync.Reconciliation.Collect;

/// <summary>Where an organisation's entries are to be.</summary>
static class ConnectionStore
{
    /// <summary>The state with the latest <see cref="ConnectionState.Since"/> stays; of two with the same, the inactive one.</summary>
    public static void Changed(Notes notes, IReadOnlyList<ConnectionState> items) =>
        notes
            .Add(
                """
                INSERT INTO reconciliation.connections AS known (organisation, connection, platform, active, since)
                SELECT DISTINCT ON (connection) $1, connection, platform, active, since
                FROM unnest($2::text[], $3::text[], $4::boolean[], $5::timestamptz[]) AS item (connection, platform, active, since)
                ORDER BY connection, since DESC, active, platform DESC
                ON CONFLICT (organisation, connection) DO UPDATE
                SET platform = excluded.platform, active = excluded.active, since = excluded.since, compared = false
                WHERE (excluded.since, NOT excluded.active, excluded.platform) > (known.since, NOT known.active, known.platform)
                """,
                items
            )
            .Value(item => item.Connection)
            .Value(item => item.Platform)
            .Value(item => item.Active)
            .Time(item => item.Since);

    /// <summary>What was told last counts. Of a connection that is not known yet nothing is noted: it is told again.</summary>
    public static void Waiting(Notes notes, IReadOnlyList<WaitingConnection> items) =>
        notes
            .Add(
                """
                UPDATE reconciliation.connections AS known SET waiting_since = item.since, waiting_told_at = item.told_at
                FROM (SELECT DISTINCT ON (connection) connection, since, told_at
                      FROM unnest($2::text[], $3::timestamptz[], $4::timestamptz[]) AS told (connection, since, told_at)
                      ORDER BY connection, told_at DESC, since) AS item
                WHERE known.organisation = $1 AND known.connection = item.connection
                  AND (known.waiting_told_at IS NULL OR known.waiting_told_at < item.told_at)
                """,
                items
            )
            .Value(item => item.Connection)
            .Time(item => item.Since)
            .Time(item => item.ToldAt);

    public static async Task<IReadOnlyDictionary<string, ConnectionSide>> All(Session session, CancellationToken stop)
    {
        await using var command = session.Command("SELECT connection, active, since, waiting_since, waiting_told_at FROM reconciliation.connections");
        await using var reader = await command.ExecuteReaderAsync(stop);
        var connections = new Dictionary<string, ConnectionSide>();
        while (await reader.ReadAsync(stop))
            connections.Add(
                reader.GetString(0),
                new ConnectionSide(reader.GetString(0), reader.GetBoolean(1), reader.GetFieldValue<DateTimeOffset>(2))
                {
                    Line = reader.Time(3) is { } waiting ? new Line(waiting, reader.Time(4)!.Value) : null,
                }
            );
        return connections;
    }

    /// <summary>Takes those that no run has compared everything with; whoever takes them does so in the same session.</summary>
    public static async Task<bool> TakeNew(Session session, CancellationToken stop)
    {
        await using var command = session.Command("UPDATE reconciliation.connections SET compared = true WHERE NOT compared");
        return await command.ExecuteNonQueryAsync(stop) > 0;
    }
}
