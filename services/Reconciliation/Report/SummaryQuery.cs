using AccountingSync.Accounting.Reconciliation;
using AccountingSync.Postgres;
using AccountingSync.Reconciliation.Match;
using Npgsql;

namespace AccountingSync.Reconciliation.Report;

/// <summary>Received is posted + held + rejected + superseded + waiting.</summary>
/// <param name="Reversals">Entries that were taken back.</param>
public sealed record Summary(
    long Received,
    long Posted,
    long Held,
    long Rejected,
    long Superseded,
    long Waiting,
    long Reversals,
    IReadOnlyList<PlatformSummary> Platform,
    IReadOnlyDictionary<string, long> OpenDiscrepancies
);

/// <summary>Expected is written + refused + waiting + missing.</summary>
/// <param name="Expected">Entries that the connection is to hold.</param>
/// <param name="Written">Of these, the ones that the platform holds now.</param>
/// <param name="Waiting">Not there, and still within their time.</param>
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

static class SummaryQuery
{
    public static async Task<Summary> Read(Session session, DateTimeOffset settledBefore, CancellationToken stop)
    {
        var platform = await Platforms(session, settledBefore, stop);
        var open = await DiscrepancyStore.OpenByType(session, stop);
        await using var command = session.Command(
            """
            SELECT count(*), count(*) FILTER (WHERE outcome = 'posted'), count(*) FILTER (WHERE outcome = 'held'),
                   count(*) FILTER (WHERE outcome = 'rejected'), count(*) FILTER (WHERE outcome = 'superseded'),
                   count(*) FILTER (WHERE outcome = 'received'), count(reversed_at)
            FROM reconciliation.transactions WHERE received_at IS NOT NULL
            """
        );
        await using var reader = await command.ExecuteReaderAsync(stop);
        await reader.ReadAsync(stop);
        return new Summary(
            reader.GetInt64(0),
            reader.GetInt64(1),
            reader.GetInt64(2),
            reader.GetInt64(3),
            reader.GetInt64(4),
            reader.GetInt64(5),
            reader.GetInt64(6),
            platform,
            open.OrderBy(pair => pair.Key).ToDictionary(pair => DiscrepancyTypes.Name(pair.Key), pair => pair.Value)
        );
    }

    static async Task<IReadOnlyList<PlatformSummary>> Platforms(Session session, DateTimeOffset settledBefore, CancellationToken stop)
    {
        await using var command = session.Command(
            """
            WITH place AS (
                SELECT document.connection, document.entry_id, bool_or(document.state <> 'deleted') AS is_there, true AS is_known
                FROM reconciliation.documents document WHERE document.entry_id IS NOT NULL
                GROUP BY document.connection, document.entry_id),
            differing AS (
                SELECT connection, count(DISTINCT coalesce(entry_id::text, platform_id)) AS entries
                FROM reconciliation.discrepancies
                WHERE state = 'open' AND type IN ('amount_differs', 'edited_in_platform', 'doubled_in_platform')
                GROUP BY connection)
            SELECT connected.connection, connected.platform, connected.active,
                   count(entry.entry_id),
                   count(*) FILTER (WHERE place.is_there),
                   count(*) FILTER (WHERE entry.entry_id IS NOT NULL AND place.is_known IS NULL AND refused.entry_id IS NOT NULL),
                   count(*) FILTER (WHERE entry.entry_id IS NOT NULL AND place.is_known IS NULL AND refused.entry_id IS NULL AND entry.posted_at > $1),
                   count(*) FILTER (WHERE NOT place.is_there
                       OR (entry.entry_id IS NOT NULL AND place.is_known IS NULL AND refused.entry_id IS NULL AND entry.posted_at <= $1)),
                   coalesce(max(differing.entries), 0)
            FROM reconciliation.connections connected
                 LEFT JOIN reconciliation.ledger_entries entry ON connected.active AND entry.posted_at >= connected.since
                 LEFT JOIN place ON place.connection = connected.connection AND place.entry_id = entry.entry_id
                 LEFT JOIN reconciliation.platform_refusals refused
                     ON refused.connection = connected.connection AND refused.entry_id = entry.entry_id
                 LEFT JOIN differing ON differing.connection = connected.connection
            GROUP BY connected.connection, connected.platform, connected.active
            ORDER BY connected.connection
            """
        );
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
