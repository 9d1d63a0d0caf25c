using AccountingSync.Accounting.Reconciliation;
using AccountingSync.Contracts;
using AccountingSync.Postgres;

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

    public static async Task<IReadOnlyDictionary<string, ConnectionSide>> All(Session session, CancellationToken stop)
    {
        await using var command = session.Command("SELECT connection, active, since FROM reconciliation.connections");
        await using var reader = await command.ExecuteReaderAsync(stop);
        var connections = new Dictionary<string, ConnectionSide>();
        while (await reader.ReadAsync(stop))
            connections.Add(
                reader.GetString(0),
                new ConnectionSide(reader.GetString(0), reader.GetBoolean(1), reader.GetFieldValue<DateTimeOffset>(2))
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
