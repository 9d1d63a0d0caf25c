using AccountingSync.Postgres;

namespace AccountingSync.Reconciliation.Match;

/// <summary>Whole tables against each other: hash joins.</summary>
sealed class AllSuspectQueries(Session session, DateTimeOffset settledBefore, int limit) : SuspectQueries(session, settledBefore, limit)
{
    protected override string SqlOfStandingTwice =>
        """
            SELECT source, id FROM reconciliation.source_transactions
            WHERE posted_at <= $1 AND reversed_at IS NULL
            GROUP BY source, id
            HAVING count(*) > 1
            ORDER BY source, id
            LIMIT $2
            """;

    protected override string SqlOfNotThere =>
        """
            SELECT place.connection, entry.entry_id, NULL
            FROM reconciliation.connections place JOIN reconciliation.ledger_entries entry ON entry.posted_at >= place.since
            WHERE place.active AND entry.posted_at <= $1 AND place.connection = coalesce(entry.only_at, place.connection)
              AND NOT reconciliation.waits_in_line(place, entry.posted_at, $1)
              AND NOT EXISTS (SELECT FROM reconciliation.summarised summed_up
                              WHERE summed_up.connection = place.connection AND summed_up.entry_id = entry.entry_id
                                AND (summed_up.summary_id IS NOT NULL OR summed_up.due_at > $1))
              AND NOT EXISTS (SELECT FROM reconciliation.platform_entries written
                              WHERE written.connection = place.connection AND written.entry_id = entry.entry_id)
              AND NOT EXISTS (SELECT FROM reconciliation.platform_refusals refused
                              WHERE refused.connection = place.connection AND refused.entry_id = entry.entry_id)
            ORDER BY entry.posted_at, entry.entry_id
            LIMIT $2
            """;

    protected override string SqlOfOtherTotals =>
        """
            SELECT DISTINCT written.connection, written.entry_id, NULL
            FROM reconciliation.platform_entries written LEFT JOIN reconciliation.ledger_entries entry ON entry.entry_id = written.entry_id
            WHERE entry.totals IS DISTINCT FROM written.totals AND (entry.entry_id IS NOT NULL OR written.written_at <= $1)
            ORDER BY written.connection, written.entry_id
            LIMIT $2
            """;

    protected override string SqlOfOtherSums =>
        """
            SELECT summary.only_at, summary.entry_id, NULL
            FROM reconciliation.ledger_entries summary
                 LEFT JOIN (SELECT summary_id, jsonb_object_agg(currency, amount) AS totals
                            FROM reconciliation.sums_of_entries GROUP BY summary_id) AS entries ON entries.summary_id = summary.entry_id
            WHERE summary.only_at IS NOT NULL AND summary.posted_at <= $1 AND entries.totals IS DISTINCT FROM summary.totals
            ORDER BY summary.only_at, summary.entry_id
            LIMIT $2
            """;

    protected override string SqlOfWrittenTwice =>
        """
            SELECT connection, entry_id, NULL FROM reconciliation.platform_entries
            WHERE $1::timestamptz IS NOT NULL
            GROUP BY connection, entry_id
            HAVING count(*) > 1
            ORDER BY connection, entry_id
            LIMIT $2
            """;
}
