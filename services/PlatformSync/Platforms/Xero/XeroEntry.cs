using System.Buffers;
using System.Globalization;
using System.Text.Json;
using AccountingSync.Accounting;

namespace AccountingSync.PlatformSync.Platforms.Xero;

/// <summary>A journal entry as a manual journal: base currency, two decimals, debits positive, no tax but what our lines say.</summary>
static class XeroEntry
{
    const int LongestText = 4000;
    const int Decimals = 2;

    /// <summary>Xero advises to stay below 3.5 MB for a call.</summary>
    public const int MostBytes = 3_400_000;

    /// <summary>Why Xero could never hold this entry; null when it could.</summary>
    public static string? WhyNot(JournalEntry entry, string baseCurrency)
    {
        if (entry.Lines.FirstOrDefault(line => line.Currency != baseCurrency) is { } foreign)
            return $"Xero's manual journals are in the organisation's base currency, {baseCurrency}; this entry has a line in {foreign.Currency}. "
                + "Book it in the base currency by a rule, or push it to another platform.";
        if (entry.Lines.FirstOrDefault(line => decimal.Round(line.Amount, Decimals) != line.Amount) is { } fine)
            return $"Xero keeps {Decimals} decimals; {fine.Account} has {fine.Amount.ToString(CultureInfo.InvariantCulture)} {fine.Currency}.";
        return entry.Lines.All(line => line.Amount == 0m) ? "Every line is zero: Xero takes no such journal." : null;
    }

    /// <param name="accountId">Gives Xero's AccountID for one of our accounts.</param>
    public static byte[] Write(EntryToWrite write, Func<string, string> accountId)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            // Nothing but our key: an equal narration is the one filter that Xero answers in organisations of every size.
            json.WriteString("Narration", write.Key);
            json.WriteString("Date", write.Entry.Date.ToString("O", CultureInfo.InvariantCulture));
            json.WriteString("LineAmountTypes", "NoTax");
            json.WriteString("Status", XeroDocument.Posted);
            json.WriteStartArray("JournalLines");
            foreach (var line in write.Entry.Lines.Where(line => line.Amount != 0m))
                WriteLine(json, line, write.Entry, accountId(line.Account));
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    static void WriteLine(Utf8JsonWriter json, JournalLine line, JournalEntry entry, string accountId)
    {
        json.WriteStartObject();
        json.WritePropertyName("LineAmount");
        json.WriteRawValue(line.Amount.ToString("0.00", CultureInfo.InvariantCulture));
        json.WriteString("AccountID", accountId);
        json.WriteString("Description", LineWords.Cut(LineWords.OfEntryAndLine(entry, line), LongestText));
        json.WriteString("TaxType", "NONE");
        json.WriteEndObject();
    }
}
