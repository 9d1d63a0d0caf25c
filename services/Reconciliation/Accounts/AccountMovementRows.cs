using AccountingSync.Accounting.Reconciliation;
using AccountingSync.Postgres;
using Npgsql;

namespace AccountingSync.Reconciliation.Accounts;

/// <summary>What moved a source's account in a period, beside what was received.</summary>
static class AccountMovementRows
{
    /// <summary>Ids that are named; more than these of one period are one gap all the same.</summary>
    const int MostUnheard = 1_000;

    /// <param name="today">What may be under way until then is.</param>
    public static async Task<IReadOnlyList<MovementSide>> Of(Session session, PeriodName name, DateOnly today, CancellationToken stop)
    {
        await using var command = session.Command(
            """
            SELECT moved.transaction_id, moved.rows, moved.amount, last.gross, last.currency, last.revision,
                   EXISTS (SELECT FROM reconciliation.refilled WHERE organisation = $1 AND source = $2 AND transaction_id = moved.transaction_id),
                   (SELECT count(DISTINCT movement_id) FROM reconciliation.account_movements
                    WHERE organisation = $1 AND source = $2 AND transaction_id = moved.transaction_id) AS everywhere,
                   coalesce(moved.under_way_until >= $8, false)
            FROM (SELECT transaction_id, count(*) AS rows, sum(amount) AS amount, max(under_way_until) AS under_way_until
                  FROM reconciliation.account_movements
                  WHERE organisation = $1 AND source = $2 AND account = $3 AND currency = $4 AND from_day = $5 AND until_day = $6 AND reference = $7
                  GROUP BY transaction_id) AS moved
                 LEFT JOIN LATERAL (SELECT gross, currency, revision FROM reconciliation.source_transactions
                                    WHERE organisation = $1 AND source = $2 AND id = moved.transaction_id AND received_at IS NOT NULL
                                    ORDER BY revision DESC LIMIT 1) AS last ON true
            ORDER BY moved.transaction_id
            """
        );
        AccountRows.Add(command, session, name);
        command.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = today });
        await using var row = await command.ExecuteReaderAsync(stop);
        var movements = new List<MovementSide>();
        while (await row.ReadAsync(stop))
        {
            var known = !await row.IsDBNullAsync(3, stop);
            var (rows, amount) = (row.GetInt64(1), row.GetDecimal(2));
            var comparable = known && row.GetString(4) == name.Currency && row.GetInt64(7) == rows;
            movements.Add(
                new MovementSide(row.GetString(0), (int)rows, amount)
                {
                    Known = known,
                    UnderWay = !known && row.GetBoolean(8),
                    // Which way the money went is the account's to say; what a transaction says is how much.
                    Own = comparable ? Math.Sign(amount) * Math.Abs(row.GetDecimal(3)) : null,
                    // A revision of nought is what a report told alone.
                    Refilled = known && (row.GetBoolean(6) || row.GetInt32(5) == 0),
                }
            );
        }
        return movements;
    }

    /// <summary>What was received and moved no account, though it is of a kind that does and of the account's own currency. What came in after the
    /// account was told last may move it yet; a dispute that is lost moves nothing when it is closed.</summary>
    public static async Task<IReadOnlyList<string>> Unheard(Session session, PeriodName name, CancellationToken stop)
    {
        await using var command = session.Command(
            """
            SELECT DISTINCT id FROM reconciliation.source_transactions known
            WHERE organisation = $1 AND source = $2 AND currency = $4 AND kind IN ('payment', 'refund', 'fee', 'payout', 'dispute') AND gross <> 0
                AND occurred_at >= $5::timestamp AT TIME ZONE 'UTC' AND occurred_at < ($6::timestamp + interval '1 day') AT TIME ZONE 'UTC'
                AND id NOT LIKE '%:closed' AND $3::text IS NOT NULL AND $7::text IS NOT NULL
                AND received_at < (SELECT date_trunc('day', max(told_at), 'UTC') FROM reconciliation.account_periods
                                   WHERE organisation = $1 AND source = $2)
                AND NOT EXISTS (SELECT FROM reconciliation.account_movements
                                WHERE organisation = $1 AND source = $2 AND transaction_id = known.id)
            ORDER BY id
            LIMIT $8
            """
        );
        AccountRows.Add(command, session, name);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = MostUnheard });
        await using var row = await command.ExecuteReaderAsync(stop);
        var ids = new List<string>();
        while (await row.ReadAsync(stop))
            ids.Add(row.GetString(0));
        return ids;
    }
}
