using AccountingSync.Contracts;
using AccountingSync.Postgres;
using AccountingSync.Reconciliation.Collect;
using Npgsql;

namespace AccountingSync.Reconciliation.Bank;

/// <summary>Currencies of which there is news. What comes within half a minute is matched at once, since a whole currency is.</summary>
static class BankNewsStore
{
    /// <summary>News of so long is gathered.</summary>
    public static readonly TimeSpan Within = TimeSpan.FromSeconds(30);

    const string Insert = """
        INSERT INTO reconciliation.bank_news (organisation, currency, due_at)
        SELECT $1, currency, due_at
        FROM (SELECT DISTINCT currency, date_bin('30 seconds', due_at, 'epoch') + interval '30 seconds' AS due_at
              FROM unnest($2::text[], $3::timestamptz[]) AS item (currency, due_at)) AS news
        WHERE NOT EXISTS (SELECT FROM reconciliation.bank_news known
                          WHERE known.organisation = $1 AND known.currency = news.currency AND known.due_at = news.due_at)
        """;

    public static void Add(Notes notes, IReadOnlyList<(string Currency, DateTimeOffset DueAt)> news) =>
        notes.Add(Insert, news).Value(item => item.Currency).Time(item => item.DueAt);

    /// <summary>A statement covers more days, whether or not anything was booked on them.</summary>
    public static void Covered(Notes notes, IReadOnlyList<ToldBalance> items, TimeSpan settle)
    {
        var told = items.Where(item => item.By == "file").Select(item => (item.Currency, item.ToldAt + settle)).ToList();
        if (told.Count > 0)
            Add(notes, told);
    }

    public static async Task Add(Session session, string currency, DateTimeOffset dueAt, CancellationToken stop)
    {
        await using var notes = new Notes(session);
        Add(notes, [(currency, dueAt)]);
        await notes.Write(stop);
    }

    /// <summary>Takes what is due. News that is committed later stays for the next round.</summary>
    public static async Task<IReadOnlyList<string>> Take(Session session, DateTimeOffset now, CancellationToken stop)
    {
        await using var command = session.Command(
            """
            WITH taken AS (DELETE FROM reconciliation.bank_news WHERE organisation = $1 AND due_at <= $2 RETURNING currency)
            SELECT DISTINCT currency FROM taken ORDER BY currency
            """
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now.ToUniversalTime() });
        return await Currencies(command, stop);
    }

    /// <summary>That a bank told anything.</summary>
    public static async Task<bool> HasBank(Session session, CancellationToken stop)
    {
        await using var command = session.Command(
            """
            SELECT EXISTS (SELECT FROM reconciliation.bank_lines WHERE organisation = $1 AND side = 'bank')
                OR EXISTS (SELECT FROM reconciliation.account_periods WHERE organisation = $1 AND told_by = 'file')
            """
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        return (bool)(await command.ExecuteScalarAsync(stop))!;
    }

    /// <summary>All in which there are lines.</summary>
    public static async Task<IReadOnlyList<string>> All(Session session, CancellationToken stop)
    {
        await using var command = session.Command(
            "SELECT DISTINCT currency FROM reconciliation.bank_lines WHERE organisation = $1 ORDER BY currency"
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        return await Currencies(command, stop);
    }

    static async Task<IReadOnlyList<string>> Currencies(NpgsqlCommand command, CancellationToken stop)
    {
        await using var row = await command.ExecuteReaderAsync(stop);
        var currencies = new List<string>();
        while (await row.ReadAsync(stop))
            currencies.Add(row.GetString(0));
        return currencies;
    }
}
