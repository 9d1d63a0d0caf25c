using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using AccountingSync.Accounting;

namespace AccountingSync.PlatformSync.Platforms.Xero;

/// <summary>A manual journal as Xero holds it. Its version is the moment of its last change in milliseconds: Xero has no other.</summary>
/// <param name="Status">DRAFT, POSTED, DELETED, VOIDED, ARCHIVED.</param>
sealed record XeroDocument(PlatformDocument Document, string Status, DateTimeOffset ChangedAt)
{
    public const string Posted = "POSTED";

    /// <summary>Whether it stands in the books. A draft never did, what was voided or deleted no longer does.</summary>
    public bool IsInTheBooks => Status is Posted or "ARCHIVED";

    /// <param name="accountName">Gives our name for an AccountID and the code that came with it.</param>
    public static bool TryRead(
        JsonElement journal,
        string baseCurrency,
        Func<string, string?, string> accountName,
        [NotNullWhen(true)] out XeroDocument? document
    )
    {
        document = null;
        if (
            VendorJson.Text(journal, "ManualJournalID") is not { } id
            || VendorJson.Text(journal, "Status") is not { } status
            || XeroTime.Read(VendorJson.Text(journal, "UpdatedDateUTC")) is not { } changed
            || XeroTime.ReadDay(VendorJson.Text(journal, "Date")) is not { } date
            || VendorJson.List(journal, "JournalLines") is not { } lines
        )
            return false;
        var read = new List<JournalLine>();
        foreach (var line in lines.Where(line => !IsBlank(line)))
        {
            if (Line(line, baseCurrency, accountName) is not { } journalLine)
                return false;
            read.Add(journalLine);
        }
        var version = changed.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        document = new(new(id, version, VendorJson.Text(journal, "Narration") ?? "", date, read), status, changed);
        return true;
    }

    static bool IsBlank(JsonElement line) =>
        line.ValueKind == JsonValueKind.Object && line.TryGetProperty("IsBlank", out var blank) && blank.ValueKind == JsonValueKind.True;

    static JournalLine? Line(JsonElement line, string currency, Func<string, string?, string> accountName)
    {
        var (id, code) = (VendorJson.Text(line, "AccountID"), VendorJson.Text(line, "AccountCode"));
        if (
            (id ?? code) is not { } account
            || !line.TryGetProperty("LineAmount", out var number)
            || number.ValueKind != JsonValueKind.Number
            || !number.TryGetDecimal(out var amount)
        )
            return null;
        return new(accountName(account, code), currency, amount) { Memo = VendorJson.Text(line, "Description") };
    }
}
