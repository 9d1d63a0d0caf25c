using AccountingSync.Postgres;
using AccountingSync.Reconciliation.Match;
using Npgsql;
using NpgsqlTypes;

namespace AccountingSync.Reconciliation.Payouts;

/// <summary>A payout whose rule asserts that an account comes to zero over it and what it settles.</summary>
/// <param name="State">unknown (the source does not say what it settles), waiting, zero, suspense or residual.</param>
/// <param name="Contents">How many things it settles; 0 when the source does not say.</param>
/// <param name="Residual">What was left on <paramref name="Clearing"/>, by currency; null until it was looked at.</param>
/// <param name="OnSuspense">The same of <paramref name="Suspense"/>.</param>
public sealed record PayoutView(
    string Source,
    string Id,
    int Revision,
    DateTimeOffset OccurredAt,
    string Currency,
    decimal Gross,
    string State,
    int Contents,
    string Clearing,
    string? Suspense,
    IReadOnlyDictionary<string, decimal>? Residual,
    IReadOnlyDictionary<string, decimal>? OnSuspense,
    DateTimeOffset? CheckedAt
);

/// <param name="Kind">Null for what the source can name and not tell.</param>
/// <param name="Amount">As the source says that it moved the balance.</param>
/// <param name="Posted">What its entries came to on the clearing account when it was looked at; null when it had none.</param>
/// <param name="Outcome">What became of it; null when it was never heard of.</param>
public sealed record PayoutContentView(
    string Id,
    string? Kind,
    decimal Amount,
    IReadOnlyDictionary<string, decimal>? Posted,
    string? Outcome,
    string? Reason
);

/// <param name="Contents">What does not fit first, then by amount.</param>
public sealed record PayoutDetail(PayoutView Payout, IReadOnlyList<PayoutContentView> Contents);

static class PayoutQuery
{
    public const int MaxListed = 1_000;
    public static readonly IReadOnlyList<string> States = ["unknown", "waiting", "zero", "suspense", "residual"];

    const string Columns =
        "source, id, revision, occurred_at, currency, gross, state, contents, clearing, suspense, residual::text, on_suspense::text, checked_at";

    /// <summary>The newest first.</summary>
    /// <param name="state">Null for all.</param>
    public static async Task<IReadOnlyList<PayoutView>> List(Session session, string? state, int limit, CancellationToken stop)
    {
        await using var command = session.Command(
            $"""
            SELECT {Columns} FROM reconciliation.payouts
            WHERE organisation = $1 AND ($2::text IS NULL OR state = $2)
            ORDER BY occurred_at DESC, source, id
            LIMIT $3
            """
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)state ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = Math.Clamp(limit, 1, MaxListed) });
        await using var reader = await command.ExecuteReaderAsync(stop);
        var views = new List<PayoutView>();
        while (await reader.ReadAsync(stop))
            views.Add(View(reader));
        return views;
    }

    /// <summary>Null when no rule asserted anything about it.</summary>
    public static async Task<PayoutDetail?> One(Session session, string source, string id, CancellationToken stop)
    {
        PayoutView payout;
        await using (
            var command = session.Command($"SELECT {Columns} FROM reconciliation.payouts WHERE organisation = $1 AND source = $2 AND id = $3")
        )
        {
            Add(command, session, source, id);
            await using var reader = await command.ExecuteReaderAsync(stop);
            if (!await reader.ReadAsync(stop))
                return null;
            payout = View(reader);
        }
        await using var contents = session.Command(
            """
            SELECT content.id, content.kind, content.amount, content.posted::text, last.outcome, last.reason
            FROM reconciliation.payout_contents content
                 JOIN reconciliation.payouts payout ON payout.organisation = $1 AND payout.source = $2 AND payout.id = $3
                 LEFT JOIN LATERAL (SELECT outcome, reason FROM reconciliation.transactions
                                    WHERE organisation = $1 AND source = $2 AND id = content.id ORDER BY revision DESC LIMIT 1) AS last ON true
            WHERE content.organisation = $1 AND content.source = $2 AND content.payout = $3
            ORDER BY (content.kind IS NOT NULL AND (content.posted ->> payout.currency)::numeric IS NOT DISTINCT FROM content.amount),
                     abs(content.amount) DESC, content.id
            LIMIT $4
            """
        );
        Add(contents, session, source, id);
        contents.Parameters.Add(new NpgsqlParameter<int> { TypedValue = MaxListed });
        await using var row = await contents.ExecuteReaderAsync(stop);
        var views = new List<PayoutContentView>();
        while (await row.ReadAsync(stop))
            views.Add(new PayoutContentView(row.GetString(0), row.Text(1), row.GetDecimal(2), row.Totals(3), row.Text(4), row.Text(5)));
        return new PayoutDetail(payout, views);
    }

    static void Add(NpgsqlCommand command, Session session, string source, string id)
    {
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = source });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = id });
    }

    static PayoutView View(NpgsqlDataReader row) =>
        new(
            row.GetString(0),
            row.GetString(1),
            row.GetInt32(2),
            row.GetFieldValue<DateTimeOffset>(3),
            row.GetString(4),
            row.GetDecimal(5),
            row.GetString(6),
            row.GetInt32(7),
            row.GetString(8),
            row.Text(9),
            row.Totals(10),
            row.Totals(11),
            row.Time(12)
        );
}
