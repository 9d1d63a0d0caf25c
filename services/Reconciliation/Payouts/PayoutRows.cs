using System.Text.Json;
using AccountingSync.Accounting.Reconciliation;
using AccountingSync.Contracts;
using AccountingSync.Postgres;
using AccountingSync.Reconciliation.Collect;
using AccountingSync.Reconciliation.Match;
using Npgsql;

namespace AccountingSync.Reconciliation.Payouts;

/// <summary>One payout with all that is known of it, and what the ledger's answer said.</summary>
static class PayoutRows
{
    /// <summary>The payout and what it settles, as far as the ledger announced entries: with the revisions that have one.</summary>
    public static async Task<IReadOnlyList<RevisionsToTell>> Posted(Session session, string source, string id, CancellationToken stop)
    {
        await using var command = Command(
            session,
            """
            SELECT member.id, known.revisions
            FROM (SELECT $3 AS id UNION ALL
                  SELECT id FROM reconciliation.payout_contents WHERE organisation = $1 AND source = $2 AND payout = $3) AS member
                 CROSS JOIN LATERAL (SELECT array_agg(revision ORDER BY revision) AS revisions FROM reconciliation.source_transactions
                                     WHERE organisation = $1 AND source = $2 AND id = member.id
                                       AND (posted_at IS NOT NULL OR reversed_at IS NOT NULL)) AS known
            WHERE known.revisions IS NOT NULL
            ORDER BY member.id
            """,
            source,
            id
        );
        await using var reader = await command.ExecuteReaderAsync(stop);
        var posted = new List<RevisionsToTell>();
        while (await reader.ReadAsync(stop))
            posted.Add(new RevisionsToTell(reader.GetString(0), reader.GetFieldValue<int[]>(1)));
        return posted;
    }

    /// <summary>Null when the answer is to an earlier question, or to none.</summary>
    public static async Task<PayoutSide?> Asked(Session session, string source, string id, DateTimeOffset askedAt, CancellationToken stop)
    {
        PayoutSide? payout;
        await using (
            var command = Command(
                session,
                """
                SELECT revision, currency, gross, clearing, suspense FROM reconciliation.payouts
                WHERE organisation = $1 AND source = $2 AND id = $3 AND asked_at = $4
                FOR UPDATE
                """,
                source,
                id
            )
        )
        {
            command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = askedAt.ToUniversalTime() });
            await using var row = await command.ExecuteReaderAsync(stop);
            if (!await row.ReadAsync(stop))
                return null;
            payout = new PayoutSide(source, id, row.GetInt32(0), row.GetString(1), row.GetDecimal(2), row.GetString(3), row.Text(4), []);
        }
        return payout with { Contents = await Contents(session, source, id, stop) };
    }

    public static async Task<IReadOnlyList<ContentSide>> Contents(Session session, string source, string id, CancellationToken stop)
    {
        await using var command = Command(
            session,
            """
            SELECT content.id, content.kind, content.amount, entries.stand, last.outcome, last.reason, other.payout
            FROM reconciliation.payout_contents content
                 CROSS JOIN LATERAL (SELECT coalesce(bool_or(posted_at IS NOT NULL AND reversed_at IS NULL), false) AS stand
                                     FROM reconciliation.source_transactions
                                     WHERE organisation = $1 AND source = $2 AND id = content.id) AS entries
                 LEFT JOIN LATERAL (SELECT outcome, reason FROM reconciliation.transactions
                                    WHERE organisation = $1 AND source = $2 AND id = content.id ORDER BY revision DESC LIMIT 1) AS last ON true
                 LEFT JOIN LATERAL (SELECT payout FROM reconciliation.payout_contents
                                    WHERE organisation = $1 AND source = $2 AND id = content.id AND payout <> $3
                                    ORDER BY payout LIMIT 1) AS other ON true
            WHERE content.organisation = $1 AND content.source = $2 AND content.payout = $3
            ORDER BY content.id
            """,
            source,
            id
        );
        await using var row = await command.ExecuteReaderAsync(stop);
        var contents = new List<ContentSide>();
        while (await row.ReadAsync(stop))
            contents.Add(
                new ContentSide(row.GetString(0), row.Text(1), row.GetDecimal(2))
                {
                    Stands = row.GetBoolean(3),
                    Outcome = row.Text(4) is { } outcome ? Enum.Parse<TransactionOutcome>(outcome, ignoreCase: true) : null,
                    Reason = row.Text(5),
                    AlsoIn = row.Text(6),
                }
            );
        return contents;
    }

    public static async Task Judged(Session session, PayoutSide payout, PayoutComparison comparison, DateTimeOffset now, CancellationToken stop)
    {
        await using (
            var command = Command(
                session,
                """
                UPDATE reconciliation.payouts SET checked_at = $4, state = $5, residual = $6::jsonb, on_suspense = $7::jsonb
                WHERE organisation = $1 AND source = $2 AND id = $3
                """,
                payout.Source,
                payout.Id
            )
        )
        {
            command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now.ToUniversalTime() });
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = comparison.State.ToString().ToLowerInvariant() });
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = JsonSerializer.Serialize(comparison.Residual) });
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = JsonSerializer.Serialize(comparison.OnSuspense) });
            await command.ExecuteNonQueryAsync(stop);
        }
        await using var posted = Command(
            session,
            """
            UPDATE reconciliation.payout_contents known SET posted = item.posted::jsonb
            FROM unnest($4::text[], $5::text[]) AS item (id, posted)
            WHERE known.organisation = $1 AND known.source = $2 AND known.payout = $3 AND known.id = item.id
              AND known.posted IS DISTINCT FROM item.posted::jsonb
            """,
            payout.Source,
            payout.Id
        );
        new ItemColumns<ContentSide>(posted.Parameters, payout.Contents)
            .Value(content => content.Id)
            .Text(content => comparison.PostedOf(content) is { } amounts ? JsonSerializer.Serialize(amounts) : null);
        await posted.ExecuteNonQueryAsync(stop);
    }

    static NpgsqlCommand Command(Session session, string sql, string source, string id)
    {
        var command = session.Command(sql);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = source });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = id });
        return command;
    }
}
