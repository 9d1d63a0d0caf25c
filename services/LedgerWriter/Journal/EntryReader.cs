using System.Text.Json;
using AccountingSync.Accounting;
using Npgsql;

namespace AccountingSync.LedgerWriter.Journal;

/// <summary>A row of <c>ledger.entries</c> as an entry.</summary>
static class EntryReader
{
    public const string Columns =
        "organisation, source, transaction_id, revision, part, entry_date, description, rule_set, rule_version, rule, rule_hash, reverses, accounts, currencies, amounts, details::text, posted_at, seq";

    public const int PostedAt = 16;
    public const int Seq = 17;

    /// <exception cref="InvalidDataException">The row is no balanced entry: the table's own constraints have been bypassed.</exception>
    public static JournalEntry Entry(NpgsqlDataReader row) =>
        JournalEntry.Draft(
            row.GetString(0),
            new EntryOrigin(row.GetString(1), row.GetString(2), row.GetInt32(3), row.GetString(4)),
            row.GetFieldValue<DateOnly>(5),
            row.GetString(6),
            new RuleReference(row.GetString(7), row.GetInt32(8), row.GetString(9), row.GetString(10)),
            Lines(row),
            row.IsDBNull(11) ? null : row.GetGuid(11)
        ) switch
        {
            DraftResult.Drafted(var entry) => entry,
            var broken => throw new InvalidDataException($"Entry {row.GetInt64(Seq)} of {row.GetString(0)} is no valid entry: {broken}"),
        };

    static JournalLine[] Lines(NpgsqlDataReader row)
    {
        var accounts = row.GetFieldValue<string[]>(12);
        var currencies = row.GetFieldValue<string[]>(13);
        var amounts = row.GetFieldValue<decimal[]>(14);
        var details = row.IsDBNull(15) ? null : JsonSerializer.Deserialize<LineDetail[]>(row.GetString(15));
        return
        [
            .. accounts.Select(
                (account, i) =>
                    new JournalLine(account, currencies[i], decimal.Round(amounts[i], Currencies.Find(currencies[i]).Scale))
                    {
                        Memo = details?[i].Memo,
                        TaxCode = details?[i].TaxCode,
                        Dimensions = details?[i].Dimensions,
                    }
            ),
        ];
    }
}
