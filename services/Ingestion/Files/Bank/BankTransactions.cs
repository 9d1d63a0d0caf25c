using System.Globalization;
using AccountingSync.Accounting;

namespace AccountingSync.Ingestion.Files.Bank;

/// <summary>What an entry of a statement comes to.</summary>
abstract record EntryMeaning
{
    EntryMeaning() { }

    /// <summary>Money came in or went out.</summary>
    public sealed record Moved(SourceTransaction Transaction) : EntryMeaning;

    /// <summary>The bank wrote something and moved nothing.</summary>
    public sealed record Nothing(BankEntry Entry, string Reason) : EntryMeaning;
}

/// <summary>A bank's entries as source transactions. Pure.</summary>
static class BankTransactions
{
    /// <param name="source">The name of the source for which the file came.</param>
    /// <param name="statements">Those of one file, in its order: equal entries are counted over all of them.</param>
    public static IReadOnlyList<EntryMeaning> Of(string source, IEnumerable<BankStatement> statements)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        var meanings = new List<EntryMeaning>();
        foreach (var statement in statements)
        foreach (var entry in statement.Entries)
        {
            var fact = BankEntryId.Fact(statement, entry);
            var occurrence = seen[fact] = seen.GetValueOrDefault(fact) + 1;
            meanings.Add(
                entry.Amount == 0m
                    ? new EntryMeaning.Nothing(entry, "The entry is over zero: the bank informs, and no money moved.")
                    : new EntryMeaning.Moved(Moved(source, BankEntryId.Of(fact, occurrence), statement, entry))
            );
        }
        return meanings;
    }

    static SourceTransaction Moved(string source, string id, BankStatement statement, BankEntry entry) =>
        new()
        {
            Source = source,
            Id = id,
            Kind = TransactionKind.Transfer,
            // Banks book on days, not at times: midnight without an offset keeps the bank's day, wherever it is read.
            OccurredAt = new DateTimeOffset(entry.BookingDate, TimeOnly.MinValue, TimeSpan.Zero),
            Currency = statement.Currency,
            Gross = Math.Abs(entry.Amount),
            Attributes = Attributes(statement, entry),
        };

    static Dictionary<string, string> Attributes(BankStatement statement, BankEntry entry)
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["direction"] = entry.Amount > 0m ? "in" : "out",
            ["account"] = BankTexts.Short(statement.Account.ToString()),
        };
        void Add(string name, string? value)
        {
            if (value is not null && BankTexts.Short(value) is { Length: > 0 } kept)
                attributes.Add(name, kept);
        }

        Add("bank_code", entry.Code);
        Add("value_date", entry.ValueDate?.ToString("O", CultureInfo.InvariantCulture));
        Add("counterparty", entry.Counterparty);
        Add("counterparty_account", entry.CounterpartyAccount);
        Add("reference", entry.EndToEndId ?? entry.OwnReference);
        Add("bank_reference", entry.BankReference);
        Add("statement", statement.Name);
        if (entry.IsReversal)
            attributes.Add("reversal", "true");
        if (entry.Payments.Count > 0)
            attributes.Add("payments", entry.Payments.Count.ToString(CultureInfo.InvariantCulture));
        var pieces = BankTexts.Pieces(entry.Remittance);
        for (var i = 0; i < pieces.Count; i++)
            attributes.Add(i == 0 ? "remittance" : string.Create(CultureInfo.InvariantCulture, $"remittance_{i + 1}"), pieces[i]);
        return attributes;
    }
}
