using AccountingSync.Accounting;
using AccountingSync.Contracts;
using AccountingSync.Postgres;
using Npgsql;

namespace AccountingSync.LedgerWriter.ReadLedger;

static class PostingsQuery
{
    const int AtATime = 10_000;

    /// <summary>Sums of the entries' lines on the accounts, by transaction, account and currency, without those that come to zero.</summary>
    /// <param name="entries">Ids, also of entries that do not exist.</param>
    public static async Task<IReadOnlyList<PostingData>> Of(Session session, Guid[] entries, string[] accounts, CancellationToken stop)
    {
        var sums = new Dictionary<(string Transaction, string Account, string Currency), decimal>();
        foreach (var chunk in entries.Chunk(AtATime))
        {
            // Each is looked up by its key: statistics of a table that grows fast must not lead to reading all of it.
            await using var command = session.Command(
                """
                SELECT entry.transaction_id, line.account, line.currency, sum(line.amount)
                FROM unnest($1::uuid[]) AS wanted (id)
                     CROSS JOIN LATERAL (SELECT transaction_id, accounts, currencies, amounts FROM ledger.entries WHERE id = wanted.id LIMIT 1) AS entry
                     CROSS JOIN LATERAL unnest(entry.accounts, entry.currencies, entry.amounts) AS line (account, currency, amount)
                WHERE line.account = ANY ($2)
                GROUP BY entry.transaction_id, line.account, line.currency
                """
            );
            command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = chunk });
            command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = accounts });
            await using var reader = await command.ExecuteReaderAsync(stop);
            while (await reader.ReadAsync(stop))
            {
                var key = (reader.GetString(0), reader.GetString(1), reader.GetString(2));
                sums[key] = sums.GetValueOrDefault(key) + reader.GetDecimal(3);
            }
        }
        return
        [
            .. sums.Where(pair => pair.Value != 0m)
                .OrderBy(pair => pair.Key)
                .Select(pair => new PostingData(pair.Key.Transaction, pair.Key.Account, pair.Key.Currency, Exact(pair.Value, pair.Key.Currency))),
        ];
    }

    /// <summary>The table keeps four decimals; a sum has those of its currency.</summary>
    static decimal Exact(decimal amount, string currency) => decimal.Round(amount, Currencies.Find(currency).Scale);
}
