using AccountingSync.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace AccountingSync.Reconciliation.Match;

/// <summary>A few entries out of many. Each is looked up by its key, and LATERAL leaves the planner no other way: while tables grow
/// faster than their statistics it would compare whole tables for each of the entries.</summary>
sealed class NewsSuspectQueries(Session session, IReadOnlyCollection<Guid> entries, DateTimeOffset settledBefore, int limit)
    : SuspectQueries(session, settledBefore, limit)
{
    protected override void AddScope(NpgsqlCommand command) =>
        command.Parameters.Add(new NpgsqlParameter { Value = entries.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid });

    protected override string SqlOfStandingTwice =>
        """
            SELECT DISTINCT entry.source, entry.transaction_id
            FROM unnest($3::uuid[]) AS news (entry_id)
                 CROSS JOIN LATERAL (SELECT source, transaction_id FROM reconciliation.ledger_entries
                                     WHERE entry_id = news.entry_id LIMIT 1) AS entry
                 CROSS JOIN LATERAL (SELECT count(*) AS standing FROM reconciliation.source_transactions
                                     WHERE source = entry.source AND id = entry.transaction_id AND posted_at <= $1 AND reversed_at IS NULL) AS revisions
            WHERE standing > 1
            ORDER BY entry.source, entry.transaction_id
            LIMIT $2
            """;

    protected override string SqlOfNotThere =>
        """
            SELECT place.connection, news.entry_id, NULL
            FROM unnest($3::uuid[]) AS news (entry_id)
                 CROSS JOIN LATERAL (SELECT posted_at, only_at FROM reconciliation.ledger_entries WHERE entry_id = news.entry_id LIMIT 1) AS entry
                 JOIN reconciliation.connections place
                     ON place.active AND place.since <= entry.posted_at AND place.connection = coalesce(entry.only_at, place.connection)
                 CROSS JOIN LATERAL (SELECT count(*) AS documents FROM reconciliation.platform_entries
                                     WHERE entry_id = news.entry_id AND connection = place.connection) AS written
                 CROSS JOIN LATERAL (SELECT count(*) AS refusals FROM reconciliation.platform_refusals
                                     WHERE entry_id = news.entry_id AND connection = place.connection) AS refused
                 CROSS JOIN LATERAL (SELECT count(*) AS summaries FROM reconciliation.summarised
                                     WHERE entry_id = news.entry_id AND connection = place.connection
                                       AND (summary_id IS NOT NULL OR due_at > $1)) AS summed_up
            WHERE entry.posted_at <= $1 AND documents = 0 AND refusals = 0 AND summaries = 0
              AND NOT reconciliation.waits_in_line(place, entry.posted_at, $1)
            ORDER BY entry.posted_at, news.entry_id
            LIMIT $2
            """;

    protected override string SqlOfOtherTotals =>
        """
            SELECT DISTINCT written.connection, news.entry_id, NULL
            FROM unnest($3::uuid[]) AS news (entry_id)
                 CROSS JOIN LATERAL (SELECT connection, totals, written_at FROM reconciliation.platform_entries
                                     WHERE entry_id = news.entry_id OFFSET 0) AS written
                 LEFT JOIN LATERAL (SELECT totals, true AS is_known FROM reconciliation.ledger_entries
                                    WHERE entry_id = news.entry_id LIMIT 1) AS entry ON true
            WHERE entry.totals IS DISTINCT FROM written.totals AND (entry.is_known OR written.written_at <= $1)
            ORDER BY written.connection, news.entry_id
            LIMIT $2
            """;

    protected override string SqlOfOtherSums =>
        """
            SELECT summary.only_at, news.entry_id, NULL
            FROM unnest($3::uuid[]) AS news (entry_id)
                 CROSS JOIN LATERAL (SELECT only_at, totals, posted_at FROM reconciliation.ledger_entries
                                     WHERE entry_id = news.entry_id AND only_at IS NOT NULL LIMIT 1) AS summary
                 CROSS JOIN LATERAL (SELECT coalesce(jsonb_object_agg(currency, amount), '{}') AS totals
                                     FROM reconciliation.sums_of_entries WHERE summary_id = news.entry_id) AS entries
            WHERE summary.posted_at <= $1 AND entries.totals <> summary.totals
            ORDER BY summary.only_at, news.entry_id
            LIMIT $2
            """;

    protected override string SqlOfWrittenTwice =>
        """
            SELECT written.connection, news.entry_id, NULL
            FROM unnest($3::uuid[]) AS news (entry_id)
                 CROSS JOIN LATERAL (SELECT connection FROM reconciliation.platform_entries
                                     WHERE entry_id = news.entry_id GROUP BY connection HAVING count(*) > 1) AS written
            WHERE $1::timestamptz IS NOT NULL
            ORDER BY written.connection, news.entry_id
            LIMIT $2
            """;
}
