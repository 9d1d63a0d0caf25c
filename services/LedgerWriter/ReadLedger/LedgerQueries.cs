using AccountingSync.Accounting;
using AccountingSync.LedgerWriter.Journal;
using AccountingSync.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace AccountingSync.LedgerWriter.ReadLedger;

public sealed record AccountBalance(string Account, string Currency, decimal Balance);

/// <param name="Seq">Place in the ledger; pass the last one as <c>after</c> for the next page.</param>
public sealed record EntryView(long Seq, DateTimeOffset PostedAt, JournalEntry Entry);

/// <summary>What may narrow a list of entries; null where it does not.</summary>
public sealed record EntryFilter(
    string? Source,
    string? TransactionId,
    string? Account,
    DateOnly? From,
    DateOnly? To,
    long After,
    int Limit,
    bool Newest = false
);

static class LedgerQueries
{
    public const int MaxPage = 1_000;

    /// <summary>Balances as of the end of a day, as they were known at a moment.</summary>
    public static async Task<IReadOnlyList<AccountBalance>> TrialBalance(
        Session session,
        DateOnly? asOf,
        DateTimeOffset? knownAt,
        CancellationToken stop
    )
    {
        await using var command = session.Command(
            """
            SELECT account, currency, sum(amount)
            FROM ledger.lines
            WHERE ($1::date IS NULL OR entry_date <= $1) AND ($2::timestamptz IS NULL OR posted_at <= $2)
            GROUP BY account, currency
            ORDER BY account, currency
            """
        );
        command.Parameters.Add(Optional(asOf, NpgsqlDbType.Date));
        command.Parameters.Add(Optional(knownAt?.ToUniversalTime(), NpgsqlDbType.TimestampTz));
        await using var reader = await command.ExecuteReaderAsync(stop);
        var balances = new List<AccountBalance>();
        while (await reader.ReadAsync(stop))
        {
            var currency = Currencies.Find(reader.GetString(1));
            balances.Add(new AccountBalance(reader.GetString(0), currency.Code, decimal.Round(reader.GetDecimal(2), currency.Scale)));
        }
        return balances;
    }

    public static async Task<IReadOnlyList<EntryView>> Entries(Session session, EntryFilter filter, CancellationToken stop)
    {
        await using var command = session.Command(
            $"""
            SELECT {EntryReader.Columns}
            FROM ledger.entries
            WHERE seq > $1
              AND ($2::text IS NULL OR source = $2) AND ($3::text IS NULL OR transaction_id = $3) AND ($4::text IS NULL OR $4 = ANY (accounts))
              AND ($5::date IS NULL OR entry_date >= $5) AND ($6::date IS NULL OR entry_date <= $6)
            ORDER BY seq {(filter.Newest ? "DESC" : "ASC")}
            LIMIT $7
            """
        );
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = filter.After });
        command.Parameters.Add(Optional(filter.Source, NpgsqlDbType.Text));
        command.Parameters.Add(Optional(filter.TransactionId, NpgsqlDbType.Text));
        command.Parameters.Add(Optional(filter.Account, NpgsqlDbType.Text));
        command.Parameters.Add(Optional(filter.From, NpgsqlDbType.Date));
        command.Parameters.Add(Optional(filter.To, NpgsqlDbType.Date));
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = Math.Clamp(filter.Limit, 1, MaxPage) });
        await using var reader = await command.ExecuteReaderAsync(stop);
        var entries = new List<EntryView>();
        while (await reader.ReadAsync(stop))
            entries.Add(
                new EntryView(reader.GetInt64(EntryReader.Seq), reader.GetFieldValue<DateTimeOffset>(EntryReader.PostedAt), EntryReader.Entry(reader))
            );
        return entries;
    }

    public static async Task<IReadOnlyList<EntryView>> EntriesById(Session session, Guid[] ids, CancellationToken stop)
    {
        await using var command = session.Command($"SELECT {EntryReader.Columns} FROM ledger.entries WHERE id = ANY($1) ORDER BY seq");
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = ids });
        await using var reader = await command.ExecuteReaderAsync(stop);
        var entries = new List<EntryView>();
        while (await reader.ReadAsync(stop))
            entries.Add(
                new EntryView(reader.GetInt64(EntryReader.Seq), reader.GetFieldValue<DateTimeOffset>(EntryReader.PostedAt), EntryReader.Entry(reader))
            );
        return entries;
    }

    static NpgsqlParameter Optional(object? value, NpgsqlDbType type) => new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };
}
