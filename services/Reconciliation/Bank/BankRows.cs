using AccountingSync.Accounting.Matching;
using AccountingSync.Postgres;
using AccountingSync.Reconciliation.Match;
using Npgsql;

namespace AccountingSync.Reconciliation.Bank;

/// <summary>A line as it is stored, and as it is matched.</summary>
/// <param name="Gateways">That its text names; of a payout its own.</param>
sealed record StoredLine(
    string Source,
    string Id,
    string Kind,
    string? Account,
    DateTimeOffset ReceivedAt,
    IReadOnlyList<string> Gateways,
    MatchLine Line
);

/// <summary>What a run reads of one currency.</summary>
static class BankRows
{
    /// <summary>Lines of one currency that a run takes, the latest: older ones keep the matches that they have.</summary>
    public const int MostLines = 200_000;

    /// <summary>Without those that a person settled, and those of matches that lie before the latest <see cref="MostLines"/>.</summary>
    public static async Task<IReadOnlyList<StoredLine>> Open(Session session, string currency, DateOnly since, CancellationToken stop)
    {
        await using var command = session.Command(
            """
            SELECT side, source, id, kind, amount, day, account, refs, words, gateways, received_at
            FROM reconciliation.bank_lines line
            WHERE organisation = $1 AND currency = $2 AND amount <> 0 AND day >= $3
                AND NOT EXISTS (
                    SELECT FROM reconciliation.bank_match_lines part
                         JOIN reconciliation.bank_matches known ON known.organisation = $1 AND known.id = part.match
                    WHERE part.organisation = $1 AND part.side = line.side AND part.source = line.source AND part.id = line.id AND part.settled
                        AND (known.state = 'confirmed' OR EXISTS (
                            SELECT FROM reconciliation.bank_match_lines early
                            WHERE early.organisation = $1 AND early.match = known.id AND early.day < $3)))
            """
        );
        Add(command, session, currency);
        command.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = since });
        await using var row = await command.ExecuteReaderAsync(stop);
        var lines = new List<StoredLine>();
        while (await row.ReadAsync(stop))
            lines.Add(Line(row, currency));
        return lines;
    }

    /// <summary>The day since which there are no more lines than a run takes.</summary>
    public static async Task<DateOnly> Since(Session session, string currency, CancellationToken stop)
    {
        await using var command = session.Command(
            """
            SELECT day + 1 FROM reconciliation.bank_lines
            WHERE organisation = $1 AND currency = $2 AND amount <> 0
            ORDER BY day DESC OFFSET $3 LIMIT 1
            """
        );
        Add(command, session, currency);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = MostLines });
        await using var row = await command.ExecuteReaderAsync(stop);
        return await row.ReadAsync(stop) ? row.GetFieldValue<DateOnly>(0) : DateOnly.MinValue;
    }

    /// <summary>Keys of what a person ruled out.</summary>
    public static async Task<IReadOnlySet<string>> Rejected(Session session, string currency, CancellationToken stop)
    {
        await using var command = session.Command(
            """
            SELECT part.match, part.side, part.source, part.id
            FROM reconciliation.bank_matches known
                 JOIN reconciliation.bank_match_lines part ON part.organisation = $1 AND part.match = known.id
            WHERE known.organisation = $1 AND known.currency = $2 AND known.state = 'rejected'
            """
        );
        Add(command, session, currency);
        await using var row = await command.ExecuteReaderAsync(stop);
        var lines = new List<(Guid Match, bool IsOfBooks, string Name)>();
        while (await row.ReadAsync(stop))
            lines.Add((row.GetGuid(0), row.GetString(1) == "books", Name(row.GetString(2), row.GetString(3))));
        return lines
            .GroupBy(line => line.Match)
            .Select(match =>
                MatchKey.Of(
                    match.Where(line => line.IsOfBooks).Select(line => line.Name),
                    match.Where(line => !line.IsOfBooks).Select(line => line.Name)
                )
            )
            .ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Which accounts are known to be paid by whom: by gateways that their lines name, and by sources that they were matched with.</summary>
    public static async Task<PaidAccounts> Paid(Session session, string currency, CancellationToken stop)
    {
        await using var command = session.Command(
            """
            SELECT DISTINCT source, account, unnest(gateways), false FROM reconciliation.bank_lines
            WHERE organisation = $1 AND currency = $2 AND side = 'bank' AND account IS NOT NULL
            UNION
            SELECT bank.source, bank.account, books.source, true
            FROM reconciliation.bank_matches known
                 JOIN reconciliation.bank_match_lines books ON books.organisation = $1 AND books.match = known.id AND books.side = 'books' AND books.settled
                 JOIN reconciliation.bank_match_lines part ON part.organisation = $1 AND part.match = known.id AND part.side = 'bank'
                 JOIN reconciliation.bank_lines bank ON bank.organisation = $1 AND bank.side = 'bank' AND bank.source = part.source AND bank.id = part.id
            WHERE known.organisation = $1 AND known.currency = $2 AND bank.account IS NOT NULL
            """
        );
        Add(command, session, currency);
        await using var row = await command.ExecuteReaderAsync(stop);
        var paid = new PaidAccounts();
        while (await row.ReadAsync(stop))
            paid.Add(Name(row.GetString(0), row.GetString(1)), row.GetString(2), isSource: row.GetBoolean(3));
        return paid;
    }

    /// <summary>Which days banks' statements in a currency cover.</summary>
    public static async Task<StatementDays> Covered(Session session, string currency, CancellationToken stop)
    {
        await using var command = session.Command(
            """
            SELECT source, account, from_day, until_day, opening, closing FROM reconciliation.account_periods
            WHERE organisation = $1 AND currency = $2 AND told_by = 'file'
            """
        );
        Add(command, session, currency);
        await using var row = await command.ExecuteReaderAsync(stop);
        var periods = new List<StatementPeriod>();
        while (await row.ReadAsync(stop))
            periods.Add(
                new StatementPeriod(
                    Name(row.GetString(0), row.GetString(1)),
                    row.GetFieldValue<DateOnly>(2),
                    row.GetFieldValue<DateOnly>(3),
                    await row.IsDBNullAsync(4, stop) ? null : row.GetDecimal(4),
                    await row.IsDBNullAsync(5, stop) ? null : row.GetDecimal(5)
                )
            );
        return new StatementDays(periods);
    }

    public static string Name(string source, string id) => $"{source}{BankLineStore.Separator}{id}";

    static StoredLine Line(NpgsqlDataReader row, string currency)
    {
        var (source, id) = (row.GetString(1), row.GetString(2));
        // A payout's gateway is its source, also where that was not stored.
        var gateways = row.GetString(3) == "payout" ? Gateways.OfSource(source) : row.GetFieldValue<string[]>(9);
        var line = new MatchLine(
            Name(source, id),
            row.GetString(0) == "books" ? MatchSide.Books : MatchSide.Bank,
            row.GetDecimal(4),
            currency,
            row.GetFieldValue<DateOnly>(5)
        )
        {
            References = row.GetFieldValue<string[]>(7),
            Text = string.Join(' ', row.GetFieldValue<string[]>(8)),
            Names = gateways,
        };
        return new StoredLine(source, id, row.GetString(3), row.Text(6), row.GetFieldValue<DateTimeOffset>(10), gateways, line);
    }

    static void Add(NpgsqlCommand command, Session session, string currency)
    {
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = currency });
    }
}
