using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using AccountingSync.Accounting;

namespace AccountingSync.PlatformSync.Platforms.QuickBooks;

/// <summary>Reads journal entries out of QuickBooks' answers. Amounts are read as decimals, digit for digit.</summary>
static class QuickBooksDocument
{
    /// <param name="accountName">Gives our name for an account's Id and the name that QuickBooks sent with it.</param>
    public static bool TryRead(
        JsonElement entry,
        string homeCurrency,
        Func<string, string?, string> accountName,
        [NotNullWhen(true)] out PlatformDocument? document
    )
    {
        document = null;
        if (
            Text(entry, "Id") is not { } id
            || Text(entry, "SyncToken") is not { } version
            || !DateOnly.TryParseExact(Text(entry, "TxnDate"), "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            || !entry.TryGetProperty("Line", out var lines)
            || lines.ValueKind != JsonValueKind.Array
        )
            return false;
        var currency = entry.TryGetProperty("CurrencyRef", out var reference) ? Text(reference, "value") ?? homeCurrency : homeCurrency;
        var read = new List<JournalLine>();
        foreach (var line in lines.EnumerateArray().Where(line => Text(line, "DetailType") == "JournalEntryLineDetail"))
        {
            if (Line(line, currency, accountName) is not { } journalLine)
                return false;
            read.Add(journalLine);
        }
        document = new(id, version, Text(entry, "DocNumber") ?? "", date, read);
        return true;
    }

    public static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    /// <summary>The objects of <paramref name="entity"/> in a query's answer; null when it is no such answer. None is an empty object.</summary>
    public static IReadOnlyList<JsonElement>? Rows(JsonElement answer, string entity)
    {
        if (!answer.TryGetProperty("QueryResponse", out var response) || response.ValueKind != JsonValueKind.Object)
            return null;
        if (!response.TryGetProperty(entity, out var rows))
            return [];
        return rows.ValueKind == JsonValueKind.Array ? [.. rows.EnumerateArray()] : null;
    }

    static JournalLine? Line(JsonElement line, string currency, Func<string, string?, string> accountName)
    {
        if (!line.TryGetProperty("JournalEntryLineDetail", out var detail) || !detail.TryGetProperty("AccountRef", out var account))
            return null;
        var sign = Text(detail, "PostingType") switch
        {
            "Debit" => 1m,
            "Credit" => -1m,
            _ => 0m,
        };
        if (sign == 0m || Text(account, "value") is not { } accountId)
            return null;
        // A line that a person left empty has no amount.
        var amount = 0m;
        if (line.TryGetProperty("Amount", out var number) && (number.ValueKind != JsonValueKind.Number || !number.TryGetDecimal(out amount)))
            return null;
        return new(accountName(accountId, Text(account, "name")), currency, sign * amount) { Memo = Text(line, "Description") };
    }
}
