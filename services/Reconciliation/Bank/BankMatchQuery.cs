using AccountingSync.Postgres;
using AccountingSync.Reconciliation.Match;
using Npgsql;
using NpgsqlTypes;

namespace AccountingSync.Reconciliation.Bank;

/// <param name="Side">books or bank.</param>
/// <param name="Amount">As it was when the match was found; more than zero comes into the account.</param>
/// <param name="Now">What it is now, where that is something else: a later revision says so.</param>
public sealed record BankMatchLineView(string Side, string Source, string Id, decimal Amount, DateOnly Day, decimal? Now);

/// <summary>Lines of the books and of a bank that belong together, or may.</summary>
/// <param name="State">accepted (by a run), proposed (a person must decide), confirmed or rejected (a person decided).</param>
/// <param name="Proposal">Those of which one at most is right have the same.</param>
/// <param name="Candidates">How many there are of them.</param>
/// <param name="Rule">reference_equal, reference_in_text, name_amount_and_day or amount_and_day.</param>
/// <param name="Confidence">identified, only_one, ambiguous, not_proved or differs.</param>
/// <param name="Alternatives">How many other assignments share a line with it.</param>
/// <param name="Difference">What the bank's lines come to more than those of the books.</param>
public sealed record BankMatchView(
    Guid Id,
    string Currency,
    string State,
    Guid? Proposal,
    int Candidates,
    string Rule,
    string Confidence,
    IReadOnlyList<string> References,
    int DaysApart,
    int Alternatives,
    decimal Difference,
    DateTimeOffset FoundAt,
    string? DecidedBy,
    DateTimeOffset? DecidedAt,
    string? Reason,
    IReadOnlyList<BankMatchLineView> Lines
);

static class BankMatchQuery
{
    public const int MaxListed = 1_000;
    public static readonly IReadOnlyList<string> States = ["accepted", "proposed", "confirmed", "rejected"];

    /// <summary>What was found last first; candidates of one proposal follow each other, the strongest first.</summary>
    /// <param name="state">Null for all.</param>
    /// <param name="only">One alone; null for all.</param>
    public static async Task<IReadOnlyList<BankMatchView>> List(Session session, string? state, Guid? only, int limit, CancellationToken stop)
    {
        await using var command = session.Command(
            """
            WITH listed AS (
                SELECT * FROM reconciliation.bank_matches
                WHERE organisation = $1 AND ($2::text IS NULL OR state = $2) AND ($3::uuid IS NULL OR id = $3)
                ORDER BY found_at DESC, proposal, alternatives, days_apart, id
                LIMIT $4)
            SELECT listed.id, listed.currency, state, proposal, candidates, rule, confidence, listed.refs, days_apart, alternatives, difference, found_at,
                   decided_by, decided_at, reason, part.side, part.source, part.id, part.amount, part.day,
                   CASE WHEN line.amount <> part.amount THEN line.amount END
            FROM listed
                 JOIN reconciliation.bank_match_lines part ON part.organisation = $1 AND part.match = listed.id
                 LEFT JOIN reconciliation.bank_lines line ON line.organisation = $1 AND line.side = part.side AND line.source = part.source
                     AND line.id = part.id
            ORDER BY found_at DESC, proposal, alternatives, days_apart, listed.id, part.side DESC, part.day, part.source, part.id
            """
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)state ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)only ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = Math.Clamp(limit, 1, MaxListed) });
        await using var row = await command.ExecuteReaderAsync(stop);
        var views = new List<(BankMatchView Match, List<BankMatchLineView> Lines)>();
        while (await row.ReadAsync(stop))
        {
            if (views.Count == 0 || views[^1].Match.Id != row.GetGuid(0))
            {
                var lines = new List<BankMatchLineView>();
                views.Add((View(row, lines), lines));
            }
            views[^1].Lines.Add(Line(row));
        }
        return [.. views.Select(view => view.Match)];
    }

    static BankMatchLineView Line(NpgsqlDataReader row) =>
        new(
            row.GetString(15),
            row.GetString(16),
            row.GetString(17),
            row.GetDecimal(18),
            row.GetFieldValue<DateOnly>(19),
            row.IsDBNull(20) ? null : row.GetDecimal(20)
        );

    static BankMatchView View(NpgsqlDataReader row, IReadOnlyList<BankMatchLineView> lines) =>
        new(
            row.GetGuid(0),
            row.GetString(1),
            row.GetString(2),
            row.Id(3),
            row.GetInt32(4),
            row.GetString(5),
            row.GetString(6),
            row.GetFieldValue<string[]>(7),
            row.GetInt32(8),
            row.GetInt32(9),
            row.GetDecimal(10),
            row.GetFieldValue<DateTimeOffset>(11),
            row.Text(12),
            row.Time(13),
            row.Text(14),
            lines
        );
}
