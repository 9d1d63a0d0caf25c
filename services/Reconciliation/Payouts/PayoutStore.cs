using AccountingSync.Contracts;
using AccountingSync.Postgres;
using AccountingSync.Reconciliation.Collect;
using Npgsql;

namespace AccountingSync.Reconciliation.Payouts;

/// <summary>A payout within its organisation.</summary>
readonly record struct PayoutName(string Source, string Id);

/// <summary>The statements on what is known of payouts.</summary>
static class PayoutStore
{
    const int AtATime = 10_000;

    /// <returns>Those of which it is news: an earlier revision was told, or none.</returns>
    public static async Task<IReadOnlySet<PayoutName>> Asserted(
        Session session,
        IReadOnlyList<AssertedPayout> items,
        TimeSpan settle,
        CancellationToken stop
    )
    {
        await using var command = session.Command(
            """
            INSERT INTO reconciliation.payouts AS known
                (organisation, source, id, revision, currency, gross, occurred_at, clearing, suspense, asserted_at, contents, due_at, state)
            SELECT $1, source, id, revision, currency, gross, occurred_at, clearing, suspense, asserted_at, contents,
                   CASE WHEN contents > 0 THEN asserted_at + $2 END, CASE WHEN contents > 0 THEN 'waiting' ELSE 'unknown' END
            FROM unnest($3::text[], $4::text[], $5::integer[], $6::text[], $7::numeric[], $8::timestamptz[], $9::text[], $10::text[],
                        $11::timestamptz[], $12::integer[])
                AS item (source, id, revision, currency, gross, occurred_at, clearing, suspense, asserted_at, contents)
            ORDER BY source, id
            ON CONFLICT (organisation, source, id) DO UPDATE
            SET revision = excluded.revision, currency = excluded.currency, gross = excluded.gross, occurred_at = excluded.occurred_at,
                clearing = excluded.clearing, suspense = excluded.suspense, asserted_at = excluded.asserted_at, contents = excluded.contents,
                due_at = excluded.asserted_at + $2, asked_at = NULL
            WHERE (excluded.revision, excluded.asserted_at) > (known.revision, known.asserted_at)
            RETURNING source, id
            """
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = settle });
        new ItemColumns<AssertedPayout>(command.Parameters, items)
            .Value(item => item.Source)
            .Value(item => item.Id)
            .Value(item => item.Revision)
            .Value(item => item.Currency)
            .Value(item => item.Gross)
            .Time(item => item.OccurredAt)
            .Value(item => item.Clearing)
            .Text(item => item.Suspense)
            .Time(item => item.AssertedAt)
            .Value(item => item.Contents?.Count ?? 0);
        await using var reader = await command.ExecuteReaderAsync(stop);
        var news = new HashSet<PayoutName>();
        while (await reader.ReadAsync(stop))
            news.Add(new PayoutName(reader.GetString(0), reader.GetString(1)));
        return news;
    }

    public static async Task ReplaceContents(Session session, IReadOnlyList<AssertedPayout> items, CancellationToken stop)
    {
        if (items.Count == 0)
            return;
        await using var delete = session.Command(
            """
            DELETE FROM reconciliation.payout_contents known
            USING unnest($2::text[], $3::text[]) AS item (source, id)
            WHERE known.organisation = $1 AND known.source = item.source AND known.payout = item.id
            """
        );
        delete.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        new ItemColumns<AssertedPayout>(delete.Parameters, items).Value(item => item.Source).Value(item => item.Id);
        await delete.ExecuteNonQueryAsync(stop);
        var contents = items.SelectMany(item => (item.Contents ?? []).Select(content => (item.Source, Payout: item.Id, Content: content)));
        foreach (var chunk in contents.Chunk(AtATime))
        {
            await using var insert = session.Command(
                """
                INSERT INTO reconciliation.payout_contents (organisation, source, payout, id, kind, amount)
                SELECT $1, * FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::numeric[])
                """
            );
            insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
            new ItemColumns<(string Source, string Payout, ContentData Content)>(insert.Parameters, chunk)
                .Value(item => item.Source)
                .Value(item => item.Payout)
                .Value(item => item.Content.Id)
                .Text(item => item.Content.Kind)
                .Value(item => item.Content.Amount);
            await insert.ExecuteNonQueryAsync(stop);
        }
    }
}
