using AccountingSync.Contracts;
using AccountingSync.Reconciliation.Collect;

namespace AccountingSync.Reconciliation.Accounts;

/// <summary>What news of transactions means for the accounts that they moved.</summary>
static class AccountNewsRows
{
    /// <summary>Periods that were looked at are looked at again when there is news of what moved them. One that was not has its time yet.</summary>
    public static void Received(Notes notes, IReadOnlyList<ReceivedTransaction> items) =>
        notes
            .Add(
                """
                UPDATE reconciliation.account_periods known SET due_at = least(known.due_at, news.received_at)
                FROM (SELECT source, account, currency, from_day, until_day, reference, moved.received_at
                      FROM reconciliation.account_periods
                           JOIN (SELECT movement.source, account, currency, from_day, until_day, reference, max(item.received_at) AS received_at
                                 FROM unnest($2::text[], $3::text[], $4::timestamptz[]) AS item (source, transaction_id, received_at)
                                      JOIN reconciliation.account_movements movement ON movement.organisation = $1
                                          AND movement.source = item.source AND movement.transaction_id = item.transaction_id
                                 GROUP BY 1, 2, 3, 4, 5, 6) AS moved USING (source, account, currency, from_day, until_day, reference)
                      WHERE organisation = $1 AND compared_at >= told_at
                      ORDER BY 1, 2, 3, 4, 5, 6
                      FOR UPDATE OF account_periods) AS news
                WHERE known.organisation = $1 AND known.source = news.source AND known.account = news.account AND known.currency = news.currency
                    AND known.from_day = news.from_day AND known.until_day = news.until_day AND known.reference = news.reference
                """,
                items
            )
            .Value(item => item.Transaction.Source)
            .Value(item => item.Transaction.Id)
            .Time(item => item.ReceivedAt);
}
