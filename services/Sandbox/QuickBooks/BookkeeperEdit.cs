using System.Text.Json;
using System.Text.Json.Nodes;

namespace AccountingSync.Sandbox.QuickBooks;

/// <summary>What somebody changes in an entry through the program's own screens.</summary>
public sealed record EntryChange
{
    /// <summary>The line that gets <see cref="Amount"/> or <see cref="Account"/>, counted from 0.</summary>
    public int Line { get; init; }
    public decimal? Amount { get; init; }

    /// <summary>Another account's id for the line.</summary>
    public string? Account { get; init; }
    public DateOnly? Date { get; init; }
    public bool Delete { get; init; }
}

/// <summary>Performs an edit as the screens would: the entry still balances, and its version moves.</summary>
internal static class BookkeeperEdit
{
    /// <summary>The new version, or null when the change makes no sense for the entry.</summary>
    public static StoredObject? Apply(StoredObject held, EntryChange change, Books books, DateTimeOffset now)
    {
        if (change.Delete)
            return held with { Deleted = true, SyncToken = held.SyncToken + 1, UpdatedAt = now };
        var document = held.Document();
        var lines = document["Line"]!.AsArray();
        if (change.Line < 0 || change.Line >= lines.Count)
            return null;
        if (change.Amount is { } amount && !SetAmount(lines, change.Line, Wire.TwoDecimals(amount)))
            return null;
        if (change.Account is { } account)
        {
            if (books.Find(EntityNames.Account, account) is not { } named)
                return null;
            Detail(lines[change.Line]!)["AccountRef"] = new JsonObject { ["value"] = named.Id, ["name"] = named.Field("Name") };
        }
        if (change.Date is { } date)
            document["TxnDate"] = Wire.Day(date);
        document["TotalAmt"] = Wire.TwoDecimals(lines.Where(line => Posting(line!) == "Debit").Sum(line => Amount(line!)));
        return StoredObject.Make(held.Entity, held.Id, held.SyncToken + 1, held.CreatedAt, now, document);
    }

    // The screen does not save an entry out of balance, so the first line of the other side takes the difference.
    static bool SetAmount(JsonArray lines, int index, decimal amount)
    {
        var line = lines[index]!;
        var other = lines.FirstOrDefault(candidate => Posting(candidate!) != Posting(line));
        if (other is null || amount <= 0)
            return false;
        var balanced = Amount(other) + amount - Amount(line);
        if (balanced <= 0)
            return false;
        line["Amount"] = amount;
        other["Amount"] = Wire.TwoDecimals(balanced);
        return true;
    }

    static JsonObject Detail(JsonNode line) => line["JournalEntryLineDetail"]!.AsObject();

    static string Posting(JsonNode line) => Detail(line).Text("PostingType")!;

    static decimal Amount(JsonNode line) => line.AsObject().Number("Amount") ?? throw new JsonException("A stored line has no amount.");
}
