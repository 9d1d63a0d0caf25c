using AccountingSync.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace AccountingSync.Reconciliation.Match;

/// <summary>A source transaction whose revisions do not plainly agree with the ledger.</summary>
readonly record struct TransactionName(string Source, string Id);

/// <summary>An entry, or a document without one, that does not plainly agree at a connection. One of the two is set.</summary>
readonly record struct EntryPlace(string Connection, Guid? EntryId, string? PlatformId);

/// <summary>Finds what does not plainly agree, by set comparison of millions of rows; what it means is decided outside of the database.</summary>
/// <param name="settledBefore">What happened later may still be on its way.</param>
/// <param name="limit">Largest number of suspects of one kind.</param>
sealed class SuspectQueries(Session session, CompareScope scope, DateTimeOffset settledBefore, int limit)
{
    public Task<List<TransactionName>> Waiting(CancellationToken stop) =>
        Names(
            """
            SELECT source, id FROM reconciliation.source_transactions
            WHERE outcome = 'received' AND received_at IS NOT NULL AND received_at <= $1
            ORDER BY received_at
            LIMIT $2
            """,
            stop
        );

    public Task<List<TransactionName>> NeverReceived(CancellationToken stop) =>
        Names(
            """
            SELECT source, id FROM reconciliation.source_transactions
            WHERE received_at IS NULL AND coalesce(posted_at, reversed_at) <= $1
            ORDER BY source, id
            LIMIT $2
            """,
            stop
        );

    public Task<List<TransactionName>> StandingTwice(CancellationToken stop) =>
        Names(
            $"""
            SELECT source, id FROM reconciliation.source_transactions
            WHERE posted_at <= $1 AND reversed_at IS NULL
              {InScope("(source, id) IN (SELECT source, transaction_id FROM reconciliation.ledger_entries WHERE entry_id = ANY ($3))")}
            GROUP BY source, id
            HAVING count(*) > 1
            ORDER BY source, id
            LIMIT $2
            """,
            stop
        );

    public Task<List<EntryPlace>> NotThere(CancellationToken stop) =>
        Places(
            $"""
            SELECT place.connection, entry.entry_id, NULL
            FROM reconciliation.connections place JOIN reconciliation.ledger_entries entry ON entry.posted_at >= place.since
            WHERE place.active AND entry.posted_at <= $1 {InScope("entry.entry_id = ANY ($3)")}
              AND NOT EXISTS (SELECT FROM reconciliation.platform_entries written
                              WHERE written.connection = place.connection AND written.entry_id = entry.entry_id)
              AND NOT EXISTS (SELECT FROM reconciliation.platform_refusals refused
                              WHERE refused.connection = place.connection AND refused.entry_id = entry.entry_id)
            ORDER BY entry.posted_at, entry.entry_id
            LIMIT $2
            """,
            stop
        );

    public Task<List<EntryPlace>> OtherTotals(CancellationToken stop) =>
        Places(
            $"""
            SELECT DISTINCT written.connection, written.entry_id, NULL
            FROM reconciliation.platform_entries written LEFT JOIN reconciliation.ledger_entries entry ON entry.entry_id = written.entry_id
            WHERE entry.totals IS DISTINCT FROM written.totals AND (entry.entry_id IS NOT NULL OR written.written_at <= $1)
              {InScope("written.entry_id = ANY ($3)")}
            ORDER BY written.connection, written.entry_id
            LIMIT $2
            """,
            stop
        );

    public Task<List<EntryPlace>> WrittenTwice(CancellationToken stop) =>
        Places(
            $"""
            SELECT connection, entry_id, NULL FROM reconciliation.platform_entries
            WHERE $1::timestamptz IS NOT NULL {InScope("entry_id = ANY ($3)")}
            GROUP BY connection, entry_id
            HAVING count(*) > 1
            ORDER BY connection, entry_id
            LIMIT $2
            """,
            stop
        );

    /// <summary>All of them in every scope: they are few, and a change needs no time to settle.</summary>
    public Task<List<EntryPlace>> Changed(CancellationToken stop) =>
        Places(
            """
            SELECT changed.connection, coalesce(changed.entry_id, written.entry_id), CASE WHEN coalesce(changed.entry_id, written.entry_id) IS NULL THEN changed.platform_id END
            FROM reconciliation.platform_changes changed
                 LEFT JOIN reconciliation.platform_entries written
                     ON written.connection = changed.connection AND written.platform_id = changed.platform_id AND changed.entry_id IS NULL
            WHERE changed.change <> 'restored' AND $1::timestamptz IS NOT NULL
            ORDER BY changed.seen_at
            LIMIT $2
            """,
            stop
        );

    string InScope(string condition) => scope is CompareScope.Entries ? "AND " + condition : string.Empty;

    NpgsqlCommand Command(string sql)
    {
        var command = session.Command(sql);
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = settledBefore.ToUniversalTime() });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        if (scope is CompareScope.Entries(var ids) && sql.Contains("$3", StringComparison.Ordinal))
            command.Parameters.Add(new NpgsqlParameter { Value = ids.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid });
        return command;
    }

    async Task<List<TransactionName>> Names(string sql, CancellationToken stop)
    {
        await using var command = Command(sql);
        await using var reader = await command.ExecuteReaderAsync(stop);
        var names = new List<TransactionName>();
        while (await reader.ReadAsync(stop))
            names.Add(new TransactionName(reader.GetString(0), reader.GetString(1)));
        return names;
    }

    async Task<List<EntryPlace>> Places(string sql, CancellationToken stop)
    {
        await using var command = Command(sql);
        await using var reader = await command.ExecuteReaderAsync(stop);
        var places = new List<EntryPlace>();
        while (await reader.ReadAsync(stop))
            places.Add(
                new EntryPlace(
                    reader.GetString(0),
                    await reader.IsDBNullAsync(1, stop) ? null : reader.GetGuid(1),
                    await reader.IsDBNullAsync(2, stop) ? null : reader.GetString(2)
                )
            );
        return places;
    }
}
