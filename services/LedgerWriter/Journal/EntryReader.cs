using System.Text.Json;
using System.Text.Json.Serialization;
using AccountingSync.Accounting;
using Npgsql;

namespace AccountingSync.LedgerWriter.Journal;

/// <summary>A row of <c>ledger.entries</c> as an entry. Reads every column that says something, and none leniently: the audit chain
/// proves only what is read here.</summary>
static class EntryReader
{
    public const string Columns =
        "organisation, source, transaction_id, revision, part, entry_date, description, rule_set, rule_version, rule, rule_hash, reverses, accounts, currencies, amounts, details::text, posted_at, seq, id, original_date";

    public const int PostedAt = 16;
    public const int Seq = 17;
    const int Id = 18;
    const int OriginalDate = 19;

    static readonly JsonSerializerOptions Strict = new() { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    /// <exception cref="InvalidDataException">The row is no balanced entry: the table's own constraints have been bypassed.</exception>
    public static JournalEntry Entry(NpgsqlDataReader row)
    {
        try
        {
            return Draft(row) switch
            {
                DraftResult.Drafted(var entry) when entry.Id == row.GetGuid(Id) => row.IsDBNull(OriginalDate)
                    ? entry
                    : entry with
                    {
                        OriginalDate = row.GetFieldValue<DateOnly>(OriginalDate),
                    },
                DraftResult.Drafted(var entry) => throw Broken(row, $"its id should be {entry.Id}"),
                var refused => throw Broken(row, refused.ToString()),
            };
        }
        // What arrays and JSON can be, beyond what the ledger writes.
        catch (Exception unreadable)
            when (unreadable is JsonException or InvalidCastException or InvalidOperationException or OverflowException or ArgumentException)
        {
            throw Broken(row, unreadable.Message);
        }
    }

    static DraftResult Draft(NpgsqlDataReader row) =>
        JournalEntry.Draft(
            row.GetString(0),
            new EntryOrigin(row.GetString(1), row.GetString(2), row.GetInt32(3), row.GetString(4)),
            row.GetFieldValue<DateOnly>(5),
            row.GetString(6),
            new RuleReference(row.GetString(7), row.GetInt32(8), row.GetString(9), row.GetString(10)),
            Lines(row),
            row.IsDBNull(11) ? null : row.GetGuid(11)
        );

    static JournalLine[] Lines(NpgsqlDataReader row)
    {
        var accounts = row.GetFieldValue<string[]>(12);
        var currencies = row.GetFieldValue<string[]>(13);
        var amounts = row.GetFieldValue<decimal[]>(14);
        var details = row.IsDBNull(15) ? null : JsonSerializer.Deserialize<LineDetail[]>(row.GetString(15), Strict);
        if (
            currencies.Length != accounts.Length
            || amounts.Length != accounts.Length
            || (details ?? new LineDetail[accounts.Length]).Length != accounts.Length
        )
            throw Broken(row, "its lines are incomplete");
        if (details?.All(detail => detail is { Memo: null, TaxCode: null, Dimensions: null }) == true)
            throw Broken(row, "its details say nothing");
        return
        [
            .. accounts.Select(
                (account, i) =>
                    new JournalLine(account, currencies[i], InScale(amounts[i], currencies[i]))
                    {
                        Memo = details?[i].Memo,
                        TaxCode = details?[i].TaxCode,
                        Dimensions = details?[i].Dimensions,
                    }
            ),
        ];
    }

    /// <summary>The column has four decimals for every currency. A digit beyond the currency's own is not ours: it stays, and is refused.</summary>
    static decimal InScale(decimal amount, string code) =>
        Currencies.TryFind(code, out var currency) && currency.Fits(amount) ? decimal.Round(amount, currency.Scale) : amount;

    static InvalidDataException Broken(NpgsqlDataReader row, string why) =>
        new($"Entry {row.GetInt64(Seq)} of {row.GetString(0)} is no valid entry: {why}");
}
