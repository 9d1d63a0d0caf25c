using AccountingSync.Accounting.Reconciliation;
using AccountingSync.Postgres;

namespace AccountingSync.Reconciliation.Match;

static class CountQuery
{
    /// <summary>What became of all that was received. What is posted is counted among the ledger's entries, the rest among the source's
    /// transactions, so the sum is right only when the two sides tell the same story.</summary>
    public static async Task<TransactionCounts> Counts(Session session, CancellationToken stop)
    {
        await using var command = session.Command(
            """
            SELECT count(*),
                   (SELECT count(*) FROM reconciliation.ledger_entries entry JOIN reconciliation.source_transactions origin
                        ON origin.organisation = entry.organisation AND origin.source = entry.source
                           AND origin.id = entry.transaction_id AND origin.revision = entry.revision
                    WHERE entry.part = 'entry' AND origin.received_at IS NOT NULL),
                   count(*) FILTER (WHERE outcome = 'held'),
                   count(*) FILTER (WHERE outcome = 'rejected'),
                   count(*) FILTER (WHERE outcome = 'superseded'),
                   count(*) FILTER (WHERE outcome = 'received')
            FROM reconciliation.transactions
            WHERE received_at IS NOT NULL
            """
        );
        await using var reader = await command.ExecuteReaderAsync(stop);
        await reader.ReadAsync(stop);
        return new TransactionCounts(
            reader.GetInt64(0),
            reader.GetInt64(1),
            reader.GetInt64(2),
            reader.GetInt64(3),
            reader.GetInt64(4),
            reader.GetInt64(5)
        );
    }
}
