using AccountingSync.Postgres;
using Npgsql;

namespace AccountingSync.Reconciliation.Match;

/// <summary>A source transaction whose revisions do not plainly agree with the ledger.</summary>
readonly record struct TransactionName(string Source, string Id);

/// <summary>An entry, or a document without one, that does not plainly agree at a connection. One of the two is set.</summary>
readonly record struct EntryPlace(string Connection, Guid? EntryId, string? PlatformId);

/// <summary>Finds what does not plainly agree, by set comparison of millions of rows; what it means is decided outside of the database.</summary>
/// <param name="settledBefore">What happened later may still be on its way.</param>
/// <param name="limit">Largest number of suspects of one kind.</param>
abstract class SuspectQueries(Session session, DateTimeOffset settledBefore, int limit)
{
    public static SuspectQueries For(Session session, CompareScope scope, DateTimeOffset settledBefore, int limit) =>
        scope is CompareScope.Entries(var ids)
            ? new NewsSuspectQueries(session, ids, settledBefore, limit)
            : new AllSuspectQueries(session, settledBefore, limit);

    // Statements of one scope: $1 is the time before which things have settled, $2 the limit.
    protected abstract string SqlOfStandingTwice { get; }
    protected abstract string SqlOfNotThere { get; }
    protected abstract string SqlOfOtherTotals { get; }
    protected abstract string SqlOfOtherSums { get; }
    protected abstract string SqlOfWrittenTwice { get; }

    /// <summary>Adds what the statements of the scope need besides.</summary>
    protected virtual void AddScope(NpgsqlCommand command) { }

    /// <summary>Of which nothing has become. All of them in every scope: an index holds just these.</summary>
    public Task<List<TransactionName>> Waiting(CancellationToken stop) =>
        Names(
            """
            SELECT source, id FROM reconciliation.source_transactions
            WHERE outcome = 'received' AND received_at IS NOT NULL AND received_at <= $1
            ORDER BY received_at
            LIMIT $2
            """,
            ofScope: false,
            stop
        );

    /// <summary>Held for longer than their rules declare, and not overtaken by a later revision. All of them in every scope: an index holds just these, and what was
    /// overtaken since the last run (<see cref="OvertakenStore"/>).</summary>
    public Task<List<TransactionName>> Overdue(CancellationToken stop) =>
        Names(
            """
            SELECT source, id FROM reconciliation.source_transactions this
            WHERE outcome = 'held' AND overdue_at <= $1 AND NOT EXISTS (
                SELECT FROM reconciliation.source_transactions later
                WHERE later.organisation = this.organisation AND later.source = this.source AND later.id = this.id
                  AND later.revision > this.revision AND later.outcome <> 'received')
            ORDER BY overdue_at, source, id
            LIMIT $2
            """,
            ofScope: false,
            stop
        );

    /// <summary>Posted as a part of a revision that stands no longer. All of them in every scope: an index holds just these.</summary>
    public Task<List<TransactionName>> Differing(CancellationToken stop) =>
        Names(
            """
            SELECT source, id FROM reconciliation.source_transactions
            WHERE difference IS NOT NULL AND reversed_at IS NULL AND $1::timestamptz IS NOT NULL
            ORDER BY source, id
            LIMIT $2
            """,
            ofScope: false,
            stop
        );

    /// <summary>In the books without having been received. All of them in every scope: an index holds just these.</summary>
    public Task<List<TransactionName>> NeverReceived(CancellationToken stop) =>
        Names(
            """
            SELECT source, id FROM reconciliation.source_transactions
            WHERE received_at IS NULL AND coalesce(posted_at, reversed_at) <= $1
            ORDER BY source, id
            LIMIT $2
            """,
            ofScope: false,
            stop
        );

    /// <summary>Changed by somebody in a platform. All of them in every scope: they are few, and need no time to settle.</summary>
    public Task<List<EntryPlace>> Changed(CancellationToken stop) =>
        Places(
            """
            SELECT changed.connection, coalesce(changed.entry_id, written.entry_id),
                   CASE WHEN coalesce(changed.entry_id, written.entry_id) IS NULL THEN changed.platform_id END
            FROM reconciliation.platform_changes changed
                 LEFT JOIN reconciliation.platform_entries written
                     ON written.connection = changed.connection AND written.platform_id = changed.platform_id AND changed.entry_id IS NULL
            WHERE changed.change <> 'restored' AND $1::timestamptz IS NOT NULL
            ORDER BY changed.seen_at
            LIMIT $2
            """,
            ofScope: false,
            stop
        );

    /// <summary>More than one revision stands in the books.</summary>
    public Task<List<TransactionName>> StandingTwice(CancellationToken stop) => Names(SqlOfStandingTwice, ofScope: true, stop);

    /// <summary>Expected at a connection and neither written nor refused there.</summary>
    public Task<List<EntryPlace>> NotThere(CancellationToken stop) => Places(SqlOfNotThere, ofScope: true, stop);

    /// <summary>Written with other totals than the ledger's, or for no entry of the ledger.</summary>
    public Task<List<EntryPlace>> OtherTotals(CancellationToken stop) => Places(SqlOfOtherTotals, ofScope: true, stop);

    /// <summary>Summaries that are not the sum of the ledger's entries in them.</summary>
    public Task<List<EntryPlace>> OtherSums(CancellationToken stop) => Places(SqlOfOtherSums, ofScope: true, stop);

    /// <summary>More than one document was written.</summary>
    public Task<List<EntryPlace>> WrittenTwice(CancellationToken stop) => Places(SqlOfWrittenTwice, ofScope: true, stop);

    NpgsqlCommand Command(string sql, bool ofScope)
    {
        var command = session.Command(sql);
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = settledBefore.ToUniversalTime() });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        if (ofScope)
            AddScope(command);
        return command;
    }

    async Task<List<TransactionName>> Names(string sql, bool ofScope, CancellationToken stop)
    {
        await using var command = Command(sql, ofScope);
        await using var reader = await command.ExecuteReaderAsync(stop);
        var names = new List<TransactionName>();
        while (await reader.ReadAsync(stop))
            names.Add(new TransactionName(reader.GetString(0), reader.GetString(1)));
        return names;
    }

    async Task<List<EntryPlace>> Places(string sql, bool ofScope, CancellationToken stop)
    {
        await using var command = Command(sql, ofScope);
        await using var reader = await command.ExecuteReaderAsync(stop);
        var places = new List<EntryPlace>();
        while (await reader.ReadAsync(stop))
            places.Add(new EntryPlace(reader.GetString(0), reader.Id(1), reader.Text(2)));
        return places;
    }
}
