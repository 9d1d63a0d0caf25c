using AccountingSync.Accounting.Periods;
using AccountingSync.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace AccountingSync.LedgerWriter.Periods;

/// <summary>Something that was decided about a period.</summary>
public sealed record PeriodDecision(DateOnly FirstDay, string Decision, string DecidedBy, string? Reason, DateTimeOffset DecidedAt);

/// <summary>The statements on closed periods. Whoever changes them holds the lock of the organisation's writers alone.</summary>
static class PeriodStore
{
    public static async Task<HashSet<AccountingPeriod>> Closed(Session session, CancellationToken stop) =>
        [.. (await List(session, stop)).Select(known => known.Period)];

    /// <summary>The latest first.</summary>
    public static async Task<IReadOnlyList<ClosedPeriod>> List(Session session, CancellationToken stop)
    {
        await using var command = session.Command(
            "SELECT first_day, closed_by, closed_at, asked_by, asked_at, asked_why FROM ledger.closed_periods ORDER BY first_day DESC"
        );
        await using var reader = await command.ExecuteReaderAsync(stop);
        var periods = new List<ClosedPeriod>();
        while (await reader.ReadAsync(stop))
        {
            var asked = !await reader.IsDBNullAsync(3, stop);
            periods.Add(
                new ClosedPeriod(
                    AccountingPeriod.Of(reader.GetFieldValue<DateOnly>(0)),
                    reader.GetString(1),
                    reader.GetFieldValue<DateTimeOffset>(2),
                    asked ? reader.GetString(3) : null,
                    asked ? reader.GetFieldValue<DateTimeOffset>(4) : null,
                    asked ? reader.GetString(5) : null
                )
            );
        }
        return periods;
    }

    public static async Task<ClosedPeriod?> Find(Session session, AccountingPeriod period, CancellationToken stop) =>
        (await List(session, stop)).FirstOrDefault(known => known.Period == period);

    public static async Task<IReadOnlyDictionary<AccountingPeriod, long>> Waiting(Session session, CancellationToken stop)
    {
        await using var command = session.Command("SELECT first_day, count(*) FROM ledger.waiting_entries GROUP BY first_day");
        await using var reader = await command.ExecuteReaderAsync(stop);
        var waiting = new Dictionary<AccountingPeriod, long>();
        while (await reader.ReadAsync(stop))
            waiting.Add(AccountingPeriod.Of(reader.GetFieldValue<DateOnly>(0)), reader.GetInt64(1));
        return waiting;
    }

    /// <summary>The latest first.</summary>
    public static async Task<IReadOnlyList<PeriodDecision>> Decisions(Session session, int limit, CancellationToken stop)
    {
        await using var command = session.Command(
            "SELECT first_day, decision, decided_by, reason, decided_at FROM ledger.period_decisions ORDER BY number DESC LIMIT $1"
        );
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        await using var reader = await command.ExecuteReaderAsync(stop);
        var decisions = new List<PeriodDecision>();
        while (await reader.ReadAsync(stop))
            decisions.Add(
                new PeriodDecision(
                    reader.GetFieldValue<DateOnly>(0),
                    reader.GetString(1),
                    reader.GetString(2),
                    await reader.IsDBNullAsync(3, stop) ? null : reader.GetString(3),
                    reader.GetFieldValue<DateTimeOffset>(4)
                )
            );
        return decisions;
    }

    public static async Task Close(Session session, AccountingPeriod period, string by, string? why, DateTimeOffset now, CancellationToken stop)
    {
        await Run(
            session,
            "INSERT INTO ledger.closed_periods (organisation, first_day, closed_by, closed_at) VALUES ($1, $2, $3, $4)",
            stop,
            Text(session.Organisation),
            Day(period),
            Text(by),
            Moment(now)
        );
        await Note(session, period, "closed", by, why, now, stop);
    }

    /// <returns>False when somebody has asked before.</returns>
    public static async Task<bool> AskUnlessAsked(
        Session session,
        AccountingPeriod period,
        string by,
        string why,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        var asked = await Run(
            session,
            "UPDATE ledger.closed_periods SET asked_by = $2, asked_at = $3, asked_why = $4 WHERE first_day = $1 AND asked_by IS NULL",
            stop,
            Day(period),
            Text(by),
            Moment(now),
            Text(why)
        );
        if (asked == 1)
            await Note(session, period, "reopening asked", by, why, now, stop);
        return asked == 1;
    }

    public static async Task Decline(Session session, AccountingPeriod period, string by, string? why, DateTimeOffset now, CancellationToken stop)
    {
        await Run(
            session,
            "UPDATE ledger.closed_periods SET asked_by = NULL, asked_at = NULL, asked_why = NULL WHERE first_day = $1",
            stop,
            Day(period)
        );
        await Note(session, period, "reopening declined", by, why, now, stop);
    }

    public static async Task Reopen(Session session, AccountingPeriod period, string by, string? why, DateTimeOffset now, CancellationToken stop)
    {
        await Run(session, "DELETE FROM ledger.closed_periods WHERE first_day = $1", stop, Day(period));
        await Note(session, period, "reopened", by, why, now, stop);
    }

    public static Task Note(
        Session session,
        AccountingPeriod period,
        string decision,
        string by,
        string? why,
        DateTimeOffset now,
        CancellationToken stop
    ) =>
        Run(
            session,
            """
            INSERT INTO ledger.period_decisions (organisation, first_day, decision, decided_by, reason, decided_at)
            VALUES ($1, $2, $3, $4, $5, $6)
            """,
            stop,
            Text(session.Organisation),
            Day(period),
            Text(decision),
            Text(by),
            Text(why),
            Moment(now)
        );

    static async Task<int> Run(Session session, string sql, CancellationToken stop, params NpgsqlParameter[] parameters)
    {
        await using var command = session.Command(sql);
        command.Parameters.AddRange(parameters);
        return await command.ExecuteNonQueryAsync(stop);
    }

    static NpgsqlParameter Text(string? text) => new() { Value = text ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };

    static NpgsqlParameter Day(AccountingPeriod period) => new NpgsqlParameter<DateOnly> { TypedValue = period.FirstDay };

    static NpgsqlParameter Moment(DateTimeOffset moment) => new NpgsqlParameter<DateTimeOffset> { TypedValue = moment.ToUniversalTime() };
}
