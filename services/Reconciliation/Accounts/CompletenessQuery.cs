using AccountingSync.Postgres;
using AccountingSync.Reconciliation.Match;
using Npgsql;
using NpgsqlTypes;

namespace AccountingSync.Reconciliation.Accounts;

/// <summary>Whether all that moved a source's account over a period was received. Amounts in major units of <paramref name="Currency"/>.</summary>
/// <param name="State">waiting, complete, unproven (the source tells no balances) or gap.</param>
/// <param name="ToldBy">pull or file.</param>
/// <param name="Movements">How many transactions moved the account, by what the source says.</param>
/// <param name="Known">How many of them were received; <paramref name="KnownSum"/>: by how much they moved it.</param>
/// <param name="Refilled">How many of them no webhook had told.</param>
/// <param name="Missing">How many were never received.</param>
/// <param name="Differing">How many were received with another amount.</param>
/// <param name="Unheard">How many were received that moved no account.</param>
/// <param name="UnderWay">How many were not received yet, because they are told only later, such as a payout that the bank does not have yet;
/// <paramref name="UnderWaySum"/>: by how much they moved the account.</param>
/// <param name="Difference">What the closing balance is more than the opening one, what was received and what is under way; null without balances.</param>
public sealed record CompletenessView(
    string Source,
    string Account,
    string Currency,
    DateOnly From,
    DateOnly Until,
    string Reference,
    string State,
    decimal? Opening,
    decimal? Closing,
    int Movements,
    int Known,
    decimal KnownSum,
    int Refilled,
    int Missing,
    int Differing,
    int Unheard,
    int UnderWay,
    decimal UnderWaySum,
    decimal? Difference,
    string ToldBy,
    DateTimeOffset ToldAt,
    DateTimeOffset? ComparedAt,
    DateTimeOffset? CompleteAt
);

static class CompletenessQuery
{
    public const int MaxListed = 10_000;

    /// <summary>By source and account, the latest period first.</summary>
    /// <param name="source">Null for all.</param>
    /// <param name="from">Periods that end before are left out.</param>
    /// <param name="until">Periods that begin later are left out.</param>
    public static async Task<IReadOnlyList<CompletenessView>> List(
        Session session,
        string? source,
        DateOnly? from,
        DateOnly? until,
        int limit,
        CancellationToken stop
    )
    {
        await using var command = session.Command(
            """
            SELECT source, account, currency, from_day, until_day, reference, state, opening, closing, movements, known, known_sum, refilled, missing,
                   differing, unheard, under_way, under_way_sum, difference, told_by, told_at, compared_at, complete_at
            FROM reconciliation.account_periods
            WHERE organisation = $1 AND ($2::text IS NULL OR source = $2) AND ($3::date IS NULL OR until_day >= $3) AND ($4::date IS NULL OR from_day <= $4)
            ORDER BY source, account, currency, until_day DESC, reference DESC
            LIMIT $5
            """
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)source ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)from ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Date });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)until ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Date });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = Math.Clamp(limit, 1, MaxListed) });
        await using var row = await command.ExecuteReaderAsync(stop);
        var views = new List<CompletenessView>();
        while (await row.ReadAsync(stop))
            views.Add(View(row));
        return views;
    }

    static CompletenessView View(NpgsqlDataReader row)
    {
        decimal? Amount(int column) => row.IsDBNull(column) ? null : row.GetDecimal(column);
        return new CompletenessView(
            row.GetString(0),
            row.GetString(1),
            row.GetString(2),
            row.GetFieldValue<DateOnly>(3),
            row.GetFieldValue<DateOnly>(4),
            row.GetString(5),
            row.GetString(6),
            Amount(7),
            Amount(8),
            row.GetInt32(9),
            row.GetInt32(10),
            row.GetDecimal(11),
            row.GetInt32(12),
            row.GetInt32(13),
            row.GetInt32(14),
            row.GetInt32(15),
            row.GetInt32(16),
            row.GetDecimal(17),
            Amount(18),
            row.GetString(19),
            row.GetFieldValue<DateTimeOffset>(20),
            row.Time(21),
            row.Time(22)
        );
    }
}
