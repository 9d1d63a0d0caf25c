using AccountingSync.Postgres;
using Npgsql;

namespace AccountingSync.Reconciliation.Report;

/// <summary>Expected is written + refused + waiting + missing.</summary>
/// <param name="Expected">Entries that the connection is to hold; a summary counts as one, and those in it do not count beside it.</param>
/// <param name="Written">Of these, the ones that the platform holds now.</param>
/// <param name="Waiting">Not there, and still within their time or waiting for their turn.</param>
/// <param name="Missing">Not there though their time is over; those that were deleted there are among them.</param>
/// <param name="Differing">Entries that are there, but other than in the ledger, or twice.</param>
public sealed record PlatformSummary(
    string Connection,
    string Platform,
    bool Active,
    long Expected,
    long Written,
    long Refused,
    long Waiting,
    long Missing,
    long Differing
);

static class PlatformSummaryQuery
{
    const string Counts = """
        WITH expected AS (
            SELECT connected.connection, count(*) AS entries
            FROM reconciliation.connections connected JOIN reconciliation.ledger_entries entry ON entry.posted_at >= connected.since
                 LEFT JOIN reconciliation.summarised summed_up
                     ON summed_up.connection = connected.connection AND summed_up.entry_id = entry.entry_id
            WHERE connected.active AND connected.connection = coalesce(entry.only_at, connected.connection) AND summed_up.summary_id IS NULL
            GROUP BY connected.connection),
        absent AS (
            SELECT connected.connection,
                   count(refused.entry_id) AS refused,
                   count(*) FILTER (WHERE refused.entry_id IS NULL AND in_time) AS waiting,
                   count(*) FILTER (WHERE refused.entry_id IS NULL AND NOT in_time) AS missing
            FROM reconciliation.connections connected JOIN reconciliation.ledger_entries entry ON entry.posted_at >= connected.since
                 LEFT JOIN reconciliation.platform_refusals refused
                     ON refused.connection = connected.connection AND refused.entry_id = entry.entry_id
                 LEFT JOIN reconciliation.summarised summed_up
                     ON summed_up.connection = connected.connection AND summed_up.entry_id = entry.entry_id
                 CROSS JOIN LATERAL (SELECT greatest(entry.posted_at, summed_up.due_at) > $1
                                            OR reconciliation.waits_in_line(connected, entry.posted_at, $1) AS in_time) AS time
            WHERE connected.active AND connected.connection = coalesce(entry.only_at, connected.connection) AND summed_up.summary_id IS NULL
              AND NOT EXISTS (SELECT FROM reconciliation.platform_entries written
                              WHERE written.connection = connected.connection AND written.entry_id = entry.entry_id)
              AND NOT EXISTS (SELECT FROM reconciliation.platform_changes changed
                              WHERE changed.connection = connected.connection AND changed.entry_id = entry.entry_id)
            GROUP BY connected.connection),
        -- Begins at the changes, of which there are few.
        deleted AS (
            SELECT connection, count(*) FILTER (WHERE is_gone) AS entries
            FROM (SELECT connected.connection, entry.entry_id, bool_and(document.state = 'deleted') AS is_gone
                  FROM (SELECT DISTINCT changed.connection, coalesce(changed.entry_id, written.entry_id) AS entry_id
                        FROM reconciliation.platform_changes changed
                             LEFT JOIN reconciliation.platform_entries written
                                 ON written.connection = changed.connection AND written.platform_id = changed.platform_id
                        WHERE changed.change = 'deleted') AS touched
                       JOIN reconciliation.connections connected ON connected.connection = touched.connection AND connected.active
                       JOIN reconciliation.ledger_entries entry ON entry.entry_id = touched.entry_id AND entry.posted_at >= connected.since
                       CROSS JOIN LATERAL (SELECT state FROM reconciliation.documents document
                            WHERE document.connection = touched.connection AND document.entry_id = touched.entry_id) AS document
                  GROUP BY connected.connection, entry.entry_id) AS place
            GROUP BY connection),
        differing AS (
            SELECT connection, count(DISTINCT coalesce(entry_id::text, platform_id)) AS entries
            FROM reconciliation.discrepancies
            WHERE state = 'open' AND type IN ('amount_differs', 'edited_in_platform', 'doubled_in_platform')
            GROUP BY connection)
        SELECT connected.connection, connected.platform, connected.active,
               coalesce(expected.entries, 0),
               coalesce(expected.entries, 0) - coalesce(absent.refused + absent.waiting + absent.missing, 0) - coalesce(deleted.entries, 0),
               coalesce(absent.refused, 0),
               coalesce(absent.waiting, 0),
               coalesce(absent.missing, 0) + coalesce(deleted.entries, 0),
               coalesce(differing.entries, 0)
        FROM reconciliation.connections connected
             LEFT JOIN expected USING (connection)
             LEFT JOIN absent USING (connection)
             LEFT JOIN deleted USING (connection)
             LEFT JOIN differing USING (connection)
        ORDER BY connected.connection
        """;

    public static async Task<IReadOnlyList<PlatformSummary>> Read(Session session, DateTimeOffset settledBefore, CancellationToken stop)
    {
        await using var command = session.Command(Counts);
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = settledBefore.ToUniversalTime() });
        await using var reader = await command.ExecuteReaderAsync(stop);
        var platforms = new List<PlatformSummary>();
        while (await reader.ReadAsync(stop))
            platforms.Add(
                new PlatformSummary(
                    reader.GetString(0),
                    reader.GetString(1),
                    reader.GetBoolean(2),
                    reader.GetInt64(3),
                    reader.GetInt64(4),
                    reader.GetInt64(5),
                    reader.GetInt64(6),
                    reader.GetInt64(7),
                    reader.GetInt64(8)
                )
            );
        return platforms;
    }
}
