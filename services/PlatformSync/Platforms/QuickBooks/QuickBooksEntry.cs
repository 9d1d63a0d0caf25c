using System.Globalization;
using System.Text.Json;
using AccountingSync.Accounting;

namespace AccountingSync.PlatformSync.Platforms.QuickBooks;

/// <summary>A journal entry as QuickBooks wants it: one currency, two decimals, sides instead of signs.</summary>
static class QuickBooksEntry
{
    const int LongestText = 4000;
    const int Decimals = 2;

    /// <summary>Why QuickBooks could never hold this entry; null when it could.</summary>
    public static string? WhyNot(JournalEntry entry)
    {
        var currencies = entry.Lines.Select(line => line.Currency).Distinct().ToList();
        if (currencies.Count > 1)
            return $"QuickBooks holds one currency per journal entry; this one has {string.Join(", ", currencies)}.";
        if (Currencies.Find(currencies[0]).Scale is > Decimals and var scale)
            return $"QuickBooks keeps {Decimals} decimals; {currencies[0]} has {scale}.";
        return entry.Lines.All(line => line.Amount == 0m) ? "Every line is zero: QuickBooks takes no such entry." : null;
    }

    /// <param name="accountId">Gives QuickBooks' Id for one of our accounts.</param>
    public static void Write(Utf8JsonWriter json, EntryToWrite write, Func<string, string> accountId)
    {
        var entry = write.Entry;
        json.WriteStartObject();
        json.WriteString("DocNumber", write.Key);
        json.WriteString("TxnDate", entry.Date.ToString("O", CultureInfo.InvariantCulture));
        json.WriteString("PrivateNote", LineWords.Cut(Note(entry), LongestText));
        json.WriteStartObject("CurrencyRef");
        json.WriteString("value", entry.Lines[0].Currency);
        json.WriteEndObject();
        json.WriteStartArray("Line");
        foreach (var line in entry.Lines.Where(line => line.Amount != 0m))
            WriteLine(json, line, entry.Description, accountId(line.Account));
        json.WriteEndArray();
        json.WriteEndObject();
    }

    static void WriteLine(Utf8JsonWriter json, JournalLine line, string description, string accountId)
    {
        json.WriteStartObject();
        json.WriteString("Description", LineWords.Cut(LineWords.OfLine(line, description), LongestText));
        json.WritePropertyName("Amount");
        json.WriteRawValue(Currencies.Find(line.Currency).Format(Math.Abs(line.Amount)));
        json.WriteString("DetailType", "JournalEntryLineDetail");
        json.WriteStartObject("JournalEntryLineDetail");
        json.WriteString("PostingType", line.Amount > 0m ? "Debit" : "Credit");
        json.WriteStartObject("AccountRef");
        json.WriteString("value", accountId);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Where the entry comes from; the description last, because it is the part that may be cut.</summary>
    static string Note(JournalEntry entry) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"AccountingSync entry {entry.Id:D}; source {entry.Origin.Source}; transaction {entry.Origin.TransactionId}; revision {entry.Origin.Revision}"
        )
        + (entry.Origin.Part == EntryPart.Entry ? "" : $" ({entry.Origin.Part})")
        + string.Create(CultureInfo.InvariantCulture, $"; rule {entry.Rule.RuleSet}/{entry.Rule.Version}/{entry.Rule.Rule}; {entry.Description}");
}
