using AccountingSync.Accounting.Matching;
using AccountingSync.Contracts;
using AccountingSync.Postgres;
using AccountingSync.Reconciliation.Collect;
using Npgsql;

namespace AccountingSync.Reconciliation.Bank;

/// <summary>The statements on lines, and on the news that there are some.</summary>
static class BankLineStore
{
    /// <summary>Joins two texts that name a line; neither of them has it.</summary>
    public const char Separator = '\u001e';
    const char Within = '\u001f';

    /// <summary>Nothing is added to the statements of a session in which nothing moves a bank account: nearly all of them.</summary>
    public static void Received(Notes notes, IReadOnlyList<ReceivedTransaction> items, TimeSpan settle)
    {
        List<BankLine> lines = [];
        List<ReceivedTransaction> others = [];
        foreach (var item in items)
            if (BankLine.From(item) is { } line)
                lines.Add(line);
            else if (item.Transaction.Revision > 1)
                others.Add(item);
        if (others.Count > 0)
            NoLonger(notes, others, settle);
        if (lines.Count == 0)
            return;
        // One that is in another currency from now on is news in both.
        notes
            .Add(
                """
                INSERT INTO reconciliation.bank_news (organisation, currency, due_at)
                SELECT DISTINCT $1, known.currency, date_bin('30 seconds', item.due_at, 'epoch') + interval '30 seconds'
                FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[]) AS item (side, source, id, currency, due_at)
                     JOIN reconciliation.bank_lines known ON known.organisation = $1 AND known.side = item.side AND known.source = item.source
                         AND known.id = item.id AND known.currency <> item.currency
                """,
                lines
            )
            .Value(line => Side(line.Side))
            .Value(line => line.Of.Source)
            .Value(line => line.Of.Id)
            .Value(line => line.Of.Currency)
            .Time(line => line.ReceivedAt + settle);
        // Arrays within arrays must be of one length, so the lists of a line travel as one text.
        notes
            .Add(
                """
                INSERT INTO reconciliation.bank_lines AS known
                    (organisation, side, source, id, revision, kind, currency, amount, day, account, refs, words, gateways, received_at)
                SELECT DISTINCT ON (side, source, id) $1, side, source, id, revision, kind, currency, amount, day, account,
                       string_to_array(refs, E'\x1f'), string_to_array(words, E'\x1f'), string_to_array(gateways, E'\x1f'), received_at
                FROM unnest($2::text[], $3::text[], $4::text[], $5::integer[], $6::text[], $7::text[], $8::numeric[], $9::date[], $10::text[],
                            $11::text[], $12::text[], $13::text[], $14::timestamptz[])
                    AS item (side, source, id, revision, kind, currency, amount, day, account, refs, words, gateways, received_at)
                ORDER BY side, source, id, revision DESC, received_at
                ON CONFLICT (organisation, side, source, id) DO UPDATE
                SET revision = excluded.revision, kind = excluded.kind, currency = excluded.currency, amount = excluded.amount, day = excluded.day,
                    account = excluded.account, refs = excluded.refs, words = excluded.words, gateways = excluded.gateways,
                    received_at = excluded.received_at
                WHERE excluded.revision > known.revision OR (excluded.revision = known.revision AND excluded.received_at < known.received_at)
                """,
                lines
            )
            .Value(line => Side(line.Side))
            .Value(line => line.Of.Source)
            .Value(line => line.Of.Id)
            .Value(line => line.Of.Revision)
            .Value(line => line.Of.Kind)
            .Value(line => line.Of.Currency)
            .Value(line => line.Amount)
            .Value(line => line.Day)
            .Text(line => line.Account)
            .Value(line => string.Join(Within, line.References))
            .Value(line => string.Join(Within, line.Words))
            .Value(line => string.Join(Within, line.Gateways))
            .Time(line => line.ReceivedAt);
        BankNewsStore.Add(notes, [.. lines.Select(line => (line.Of.Currency, line.ReceivedAt + settle))]);
    }

    /// <summary>Later revisions that move no bank account: what an earlier one said does not come any more.</summary>
    static void NoLonger(Notes notes, IReadOnlyList<ReceivedTransaction> items, TimeSpan settle) =>
        notes
            .Add(
                """
                WITH gone AS (
                    UPDATE reconciliation.bank_lines known SET amount = 0, revision = item.revision, received_at = item.received_at
                    FROM (SELECT DISTINCT ON (source, id) source, id, revision, received_at, due_at
                          FROM unnest($2::text[], $3::text[], $4::integer[], $5::timestamptz[], $6::timestamptz[])
                              AS item (source, id, revision, received_at, due_at)
                          ORDER BY source, id, revision DESC) AS item
                    WHERE known.organisation = $1 AND known.side = 'books' AND known.source = item.source AND known.id = item.id
                        AND known.revision < item.revision
                    RETURNING known.currency, item.due_at)
                INSERT INTO reconciliation.bank_news (organisation, currency, due_at)
                SELECT DISTINCT $1, currency, date_bin('30 seconds', due_at, 'epoch') + interval '30 seconds' FROM gone
                """,
                items
            )
            .Value(item => item.Transaction.Source)
            .Value(item => item.Transaction.Id)
            .Value(item => item.Transaction.Revision)
            .Time(item => item.ReceivedAt)
            .Time(item => item.ReceivedAt + settle);

    public static string Side(MatchSide side) => side == MatchSide.Books ? "books" : "bank";

    /// <summary>Payouts and lines of banks that came before these rows were kept, with what is known of them still: no references, and no texts.</summary>
    public static async Task AddForgotten(Session session, CancellationToken stop)
    {
        await using var batch = session.Batch();
        foreach (
            var select in (string[])
                [
                    """
                        SELECT DISTINCT ON (source, id) organisation, 'books', source, id, revision, kind, currency, gross,
                               (occurred_at AT TIME ZONE 'UTC')::date, NULL, ARRAY[id], '{}'::text[], '{}'::text[], received_at
                        FROM reconciliation.source_transactions
                        WHERE organisation = $1 AND kind = 'payout' AND received_at IS NOT NULL
                        ORDER BY source, id, revision DESC
                        """,
                    // Revision 0: what the transaction itself says counts instead.
                    """
                        SELECT DISTINCT ON (source, transaction_id) organisation, 'bank', source, transaction_id, 0, 'transfer', currency, amount,
                               day, account, '{}'::text[], '{}'::text[], '{}'::text[], told_at
                        FROM reconciliation.account_movements
                             JOIN reconciliation.account_periods USING (organisation, source, account, currency, from_day, until_day, reference)
                        WHERE organisation = $1 AND told_by = 'file'
                        ORDER BY source, transaction_id, told_at
                        """,
                ]
        )
        {
            var command = new NpgsqlBatchCommand(
                $"""
                INSERT INTO reconciliation.bank_lines
                    (organisation, side, source, id, revision, kind, currency, amount, day, account, refs, words, gateways, received_at)
                {select}
                ON CONFLICT DO NOTHING
                """
            );
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
            batch.BatchCommands.Add(command);
        }
        await batch.ExecuteNonQueryAsync(stop);
    }
}
