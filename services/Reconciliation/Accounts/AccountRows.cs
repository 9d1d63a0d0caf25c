using AccountingSync.Accounting.Reconciliation;
using AccountingSync.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace AccountingSync.Reconciliation.Accounts;

/// <summary>A period of a source's account within its organisation.</summary>
readonly record struct PeriodName(string Source, string Account, string Currency, DateOnly From, DateOnly Until, string Reference);

/// <summary>A period that is to be looked at.</summary>
/// <param name="ToldAt">When its source told of it last.</param>
readonly record struct DuePeriod(PeriodName Name, DateTimeOffset ToldAt);

/// <summary>One period with all that is known of it, and what came of the comparison.</summary>
static class AccountRows
{
    const string OfThePeriod =
        "organisation = $1 AND source = $2 AND account = $3 AND currency = $4 AND from_day = $5 AND until_day = $6 AND reference = $7";

    public static async Task<IReadOnlyList<DuePeriod>> Due(Session session, DateTimeOffset now, int limit, CancellationToken stop)
    {
        await using var command = session.Command(
            """
            SELECT source, account, currency, from_day, until_day, reference, told_at FROM reconciliation.account_periods
            WHERE organisation = $1 AND due_at <= $2
            ORDER BY due_at
            LIMIT $3
            FOR UPDATE
            """
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now.ToUniversalTime() });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        await using var row = await command.ExecuteReaderAsync(stop);
        var due = new List<DuePeriod>();
        while (await row.ReadAsync(stop))
            due.Add(
                new DuePeriod(
                    new PeriodName(
                        row.GetString(0),
                        row.GetString(1),
                        row.GetString(2),
                        row.GetFieldValue<DateOnly>(3),
                        row.GetFieldValue<DateOnly>(4),
                        row.GetString(5)
                    ),
                    row.GetFieldValue<DateTimeOffset>(6)
                )
            );
        return due;
    }

    public static async Task<AccountSide> Read(Session session, PeriodName name, DateOnly today, CancellationToken stop)
    {
        var (opening, closing, before, told, byPull) = await Balances(session, name, stop);
        return new AccountSide(
            name.Source,
            name.Account,
            name.Currency,
            name.From,
            name.Until,
            name.Reference,
            opening,
            closing,
            before,
            told,
            await AccountMovementRows.Of(session, name, today, stop),
            byPull ? await AccountMovementRows.Unheard(session, name, stop) : []
        );
    }

    // Several statements may be of one day, and nothing says which of them came first: one that ends with what this begins with is the one before it.
    // Where another covers the day before and goes on, as exports that overlap do, nothing is torn off, and no balance is of the same moment.
    static async Task<(decimal? Opening, decimal? Closing, decimal? Before, int Told, bool ByPull)> Balances(
        Session session,
        PeriodName name,
        CancellationToken stop
    )
    {
        await using var command = session.Command(
            $"""
            SELECT opening, closing, told, told_by = 'pull',
                   (SELECT CASE WHEN EXISTS (SELECT FROM reconciliation.account_periods
                                             WHERE organisation = $1 AND source = $2 AND account = $3 AND currency = $4
                                               AND from_day < $5 AND until_day >= $5) THEN NULL
                                WHEN before.closing = known.opening OR before.until_day < known.from_day THEN before.closing END
                    FROM reconciliation.account_periods before
                    WHERE before.organisation = $1 AND before.source = $2 AND before.account = $3 AND before.currency = $4
                      AND before.until_day <= $5 AND before.closing IS NOT NULL
                      AND (before.from_day, before.until_day, before.reference) <> ($5, $6, $7)
                      AND before.until_day >= (SELECT coalesce(max(until_day), $5) FROM reconciliation.account_periods
                                               WHERE organisation = $1 AND source = $2 AND account = $3 AND currency = $4 AND until_day < $5)
                    ORDER BY before.closing = known.opening DESC, before.until_day
                    LIMIT 1)
            FROM reconciliation.account_periods known WHERE {OfThePeriod}
            """
        );
        Add(command, session, name);
        await using var row = await command.ExecuteReaderAsync(stop);
        await row.ReadAsync(stop);
        decimal? Amount(int column) => row.IsDBNull(column) ? null : row.GetDecimal(column);
        return (Amount(0), Amount(1), Amount(4), row.GetInt32(2), row.GetBoolean(3));
    }

    /// <param name="again">When to look again; null when only news is a reason to.</param>
    public static async Task Judged(
        Session session,
        PeriodName name,
        AccountSide side,
        AccountComparison comparison,
        DateTimeOffset now,
        DateTimeOffset? again,
        CancellationToken stop
    )
    {
        await using var command = session.Command(
            $"""
            UPDATE reconciliation.account_periods
            SET state = $8, movements = $9, known = $10, known_sum = $11, refilled = $12, missing = $13, differing = $14, unheard = $15, under_way = $16,
                under_way_sum = $17, difference = $18, compared_at = $19, due_at = $20,
                complete_at = CASE WHEN $8 = 'complete' THEN coalesce(complete_at, $19) END
            WHERE {OfThePeriod}
            """
        );
        Add(command, session, name);
        var parameters = command.Parameters;
        parameters.Add(new NpgsqlParameter<string> { TypedValue = comparison.State.ToString().ToLowerInvariant() });
        parameters.Add(new NpgsqlParameter<int> { TypedValue = side.Movements.Count });
        parameters.Add(new NpgsqlParameter<int> { TypedValue = comparison.Known });
        parameters.Add(new NpgsqlParameter<decimal> { TypedValue = comparison.KnownSum });
        foreach (var count in new[] { comparison.Refilled, comparison.Missing, comparison.Differing, comparison.Unheard, comparison.UnderWay })
            parameters.Add(new NpgsqlParameter<int> { TypedValue = count });
        parameters.Add(new NpgsqlParameter<decimal> { TypedValue = comparison.UnderWaySum });
        parameters.Add(new NpgsqlParameter { Value = (object?)comparison.Difference ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Numeric });
        parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now.ToUniversalTime() });
        parameters.Add(new NpgsqlParameter { Value = (object?)again?.ToUniversalTime() ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        await command.ExecuteNonQueryAsync(stop);
    }

    public static void Add(NpgsqlCommand command, Session session, PeriodName name)
    {
        foreach (var text in new[] { session.Organisation!, name.Source, name.Account, name.Currency })
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = text });
        command.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = name.From });
        command.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = name.Until });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name.Reference });
    }
}
