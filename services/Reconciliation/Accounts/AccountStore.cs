using AccountingSync.Contracts;
using AccountingSync.Postgres;
using AccountingSync.Reconciliation.Collect;
using Npgsql;

namespace AccountingSync.Reconciliation.Accounts;

/// <summary>The statements on what sources say of their accounts.</summary>
static class AccountStore
{
    public static async Task Told(Session session, IReadOnlyList<ToldBalance> items, TimeSpan settle, CancellationToken stop)
    {
        // Of one that is told twice in one envelope the last counts; nothing in it depends on the order of the others.
        var last = items
            .GroupBy(item => (item.Source, item.Account, item.Currency, item.From, item.Until, item.Reference))
            .Select(group => group.MaxBy(item => item.ToldAt)!)
            .ToList();
        await using var command = session.Command(
            """
            INSERT INTO reconciliation.account_periods AS known
                (organisation, source, account, currency, from_day, until_day, reference, opening, closing, told, told_by, told_at, due_at)
            SELECT $1, source, account, currency, from_day, until_day, reference, opening, closing, told, told_by, told_at, told_at + $2
            FROM unnest($3::text[], $4::text[], $5::text[], $6::date[], $7::date[], $8::text[], $9::numeric[], $10::numeric[], $11::integer[],
                        $12::text[], $13::timestamptz[])
                AS item (source, account, currency, from_day, until_day, reference, opening, closing, told, told_by, told_at)
            ORDER BY source, account, currency, from_day, until_day, reference
            ON CONFLICT (organisation, source, account, currency, from_day, until_day, reference) DO UPDATE
            SET opening = excluded.opening, closing = excluded.closing, told = excluded.told, told_by = excluded.told_by, told_at = excluded.told_at,
                due_at = excluded.due_at
            WHERE excluded.told_at > known.told_at
            """
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = settle });
        new ItemColumns<ToldBalance>(command.Parameters, last)
            .Value(item => item.Source)
            .Value(item => item.Account)
            .Value(item => item.Currency)
            .Value(item => item.From)
            .Value(item => item.Until)
            .Value(item => item.Reference)
            .Value(item => item.Opening)
            .Value(item => item.Closing)
            .Value(item => item.Movements)
            .Value(item => item.By)
            .Time(item => item.ToldAt);
        await command.ExecuteNonQueryAsync(stop);
        await NoteNeighbours(session, last, settle, stop);
    }

    /// <summary>What a period began with is held against how the one before it ended, whichever of both is told first; and what was received of the one
    /// before may be known to have moved nothing by now.</summary>
    static async Task NoteNeighbours(Session session, IReadOnlyList<ToldBalance> items, TimeSpan settle, CancellationToken stop)
    {
        await using var command = session.Command(
            """
            UPDATE reconciliation.account_periods known
            SET due_at = CASE WHEN known.compared_at >= known.told_at THEN least(known.due_at, item.told_at + $2)
                              ELSE greatest(known.due_at, item.told_at + $2) END
            FROM unnest($3::text[], $4::text[], $5::text[], $6::date[], $7::date[], $8::timestamptz[])
                AS item (source, account, currency, from_day, until_day, told_at)
            WHERE known.organisation = $1 AND known.source = item.source AND known.account = item.account AND known.currency = item.currency
                AND (known.from_day BETWEEN item.from_day AND coalesce(
                        (SELECT min(next.from_day) FROM reconciliation.account_periods next
                         WHERE next.organisation = $1 AND next.source = item.source AND next.account = item.account
                           AND next.currency = item.currency AND next.from_day > item.until_day), item.until_day)
                  OR known.until_day = (SELECT max(last.until_day) FROM reconciliation.account_periods last
                                        WHERE last.organisation = $1 AND last.source = item.source AND last.account = item.account
                                          AND last.currency = item.currency AND last.until_day < item.from_day))
            """
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = settle });
        new ItemColumns<ToldBalance>(command.Parameters, items)
            .Value(item => item.Source)
            .Value(item => item.Account)
            .Value(item => item.Currency)
            .Value(item => item.From)
            .Value(item => item.Until)
            .Time(item => item.ToldAt);
        await command.ExecuteNonQueryAsync(stop);
    }

    public static async Task Moved(Session session, IReadOnlyList<ToldMovement> items, CancellationToken stop)
    {
        await using var command = session.Command(
            """
            INSERT INTO reconciliation.account_movements AS known
                (organisation, source, account, currency, from_day, until_day, reference, day, movement_id, transaction_id, amount, under_way_until)
            SELECT DISTINCT ON (source, account, currency, from_day, until_day, reference, movement_id, transaction_id)
                   $1, source, account, currency, from_day, until_day, reference, day, movement_id, transaction_id, amount, under_way_until
            FROM unnest($2::text[], $3::text[], $4::text[], $5::date[], $6::date[], $7::text[], $8::date[], $9::text[], $10::text[], $11::numeric[],
                        $12::date[])
                AS item (source, account, currency, from_day, until_day, reference, day, movement_id, transaction_id, amount, under_way_until)
            ORDER BY source, account, currency, from_day, until_day, reference, movement_id, transaction_id
            ON CONFLICT (organisation, source, account, currency, from_day, until_day, reference, movement_id, transaction_id) DO UPDATE
            SET day = excluded.day, amount = excluded.amount, under_way_until = excluded.under_way_until
            WHERE (known.day, known.amount, known.under_way_until) IS DISTINCT FROM (excluded.day, excluded.amount, excluded.under_way_until)
            """
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        new ItemColumns<ToldMovement>(command.Parameters, items)
            .Value(item => item.Source)
            .Value(item => item.Account)
            .Value(item => item.Currency)
            .Value(item => item.From)
            .Value(item => item.Until)
            .Value(item => item.Reference)
            .Value(item => item.Day)
            .Value(item => item.MovementId)
            .Value(item => item.TransactionId)
            .Value(item => item.Amount)
            .Value(item => item.UnderWayUntil);
        await command.ExecuteNonQueryAsync(stop);
    }

    public static async Task Refilled(Session session, IReadOnlyList<RefilledTransaction> items, CancellationToken stop)
    {
        await using var command = session.Command(
            """
            INSERT INTO reconciliation.refilled (organisation, source, transaction_id, refilled_at)
            SELECT $1, source, transaction_id, refilled_at
            FROM unnest($2::text[], $3::text[], $4::timestamptz[]) AS item (source, transaction_id, refilled_at)
            ORDER BY source, transaction_id
            ON CONFLICT DO NOTHING
            """
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        new ItemColumns<RefilledTransaction>(command.Parameters, items)
            .Value(item => item.Source)
            .Value(item => item.TransactionId)
            .Time(item => item.RefilledAt);
        await command.ExecuteNonQueryAsync(stop);
    }
}
