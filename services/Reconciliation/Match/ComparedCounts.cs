using AccountingSync.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace AccountingSync.Reconciliation.Match;

/// <summary>How much a run compared.</summary>
sealed record ComparedCounts(long Transactions, long Entries, long Documents)
{
    public static async Task<ComparedCounts> Of(Session session, CompareScope scope, CancellationToken stop)
    {
        await using var command = session.Command(
            scope is CompareScope.Entries
                ? """
                SELECT (SELECT count(*) FROM reconciliation.source_transactions WHERE outcome = 'received' AND received_at IS NOT NULL),
                       (SELECT count(*) FROM reconciliation.ledger_entries WHERE entry_id = ANY ($1)),
                       (SELECT count(*) FROM reconciliation.platform_entries WHERE entry_id = ANY ($1))
                """
                : """
                SELECT (SELECT count(*) FROM reconciliation.source_transactions),
                       (SELECT count(*) FROM reconciliation.ledger_entries),
                       (SELECT count(*) FROM reconciliation.platform_entries)
                """
        );
        if (scope is CompareScope.Entries(var ids))
            command.Parameters.Add(new NpgsqlParameter { Value = ids.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid });
        await using var reader = await command.ExecuteReaderAsync(stop);
        await reader.ReadAsync(stop);
        return new ComparedCounts(reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2));
    }
}
