using AccountingSync.Postgres;
using Npgsql;

namespace AccountingSync.Reconciliation.Payouts;

/// <summary>A payout about which the ledger is asked.</summary>
/// <param name="AskedAt">Names the question; as the database keeps it.</param>
sealed record DuePayout(string Source, string Id, string Clearing, string? Suspense, DateTimeOffset AskedAt);

/// <summary>Which payouts there is news of.</summary>
static class DuePayoutStore
{
    /// <summary>An entry of a payout, or of something that it settles, came to the books or was taken back.</summary>
    public static async Task NoteNews(Session session, IReadOnlyCollection<Guid> entries, DateTimeOffset now, CancellationToken stop)
    {
        if (entries.Count == 0)
            return;
        // The last condition is asked once: where there are no payouts nothing else is looked up.
        await using var command = session.Command(
            """
            WITH news AS (
                SELECT DISTINCT entry.source, entry.transaction_id AS id
                FROM unnest($2::uuid[]) AS news (entry_id)
                     CROSS JOIN LATERAL (SELECT source, transaction_id FROM reconciliation.ledger_entries
                                         WHERE organisation = $1 AND entry_id = news.entry_id LIMIT 1) AS entry),
            touched AS (
                SELECT source, id FROM news
                UNION
                SELECT news.source, content.payout
                FROM news CROSS JOIN LATERAL (SELECT payout FROM reconciliation.payout_contents
                                              WHERE organisation = $1 AND source = news.source AND id = news.id) AS content)
            UPDATE reconciliation.payouts known SET due_at = $3
            FROM touched
            WHERE known.organisation = $1 AND known.source = touched.source AND known.id = touched.id
              AND known.contents > 0 AND known.due_at IS NULL
              AND EXISTS (SELECT FROM reconciliation.payouts WHERE organisation = $1)
            """
        );
        Add(command, session, now, entries: [.. entries]);
        await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>All that did not come to zero when they were looked at last, and those that were not looked at, as far as they had their time.</summary>
    public static async Task NoteOpen(Session session, DateTimeOffset now, TimeSpan settle, CancellationToken stop)
    {
        await using var command = session.Command(
            """
            UPDATE reconciliation.payouts SET due_at = least(due_at, $2)
            WHERE organisation = $1 AND contents > 0 AND state <> 'zero' AND asserted_at + $3 <= $2
            """
        );
        Add(command, session, now);
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = settle });
        await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>Takes those that are due; whoever takes them asks the ledger in the same commit.</summary>
    public static async Task<IReadOnlyList<DuePayout>> Take(Session session, DateTimeOffset now, int limit, CancellationToken stop)
    {
        await using var command = session.Command(
            """
            UPDATE reconciliation.payouts known SET due_at = NULL, asked_at = $2
            FROM (SELECT source, id FROM reconciliation.payouts
                  WHERE organisation = $1 AND due_at <= $2
                  ORDER BY due_at, source, id LIMIT $3 FOR UPDATE) AS due
            WHERE known.organisation = $1 AND known.source = due.source AND known.id = due.id
            RETURNING known.source, known.id, known.clearing, known.suspense, known.asked_at
            """
        );
        Add(command, session, now);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        await using var reader = await command.ExecuteReaderAsync(stop);
        var due = new List<DuePayout>();
        while (await reader.ReadAsync(stop))
            due.Add(
                new DuePayout(
                    reader.GetString(0),
                    reader.GetString(1),
                    reader.GetString(2),
                    await reader.IsDBNullAsync(3, stop) ? null : reader.GetString(3),
                    reader.GetFieldValue<DateTimeOffset>(4)
                )
            );
        return due;
    }

    static void Add(NpgsqlCommand command, Session session, DateTimeOffset now, Guid[]? entries = null)
    {
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        if (entries is not null)
            command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = entries });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now.ToUniversalTime() });
    }
}
