using System.Globalization;
using System.Text.Json;

namespace AccountingSync.Sandbox.QuickBooks;

/// <summary>What a stored journal entry books, in types.</summary>
internal sealed record JournalEntryFacts(
    string? DocNumber,
    DateOnly TxnDate,
    string Currency,
    decimal Total,
    string? PrivateNote,
    IReadOnlyList<JournalLine> Lines
)
{
    public static JournalEntryFacts Of(JsonElement document) =>
        new(
            Text(document, nameof(DocNumber)),
            DateOnly.ParseExact(document.GetProperty(nameof(TxnDate)).GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture),
            document.GetProperty("CurrencyRef").GetProperty("value").GetString()!,
            document.GetProperty("TotalAmt").GetDecimal(),
            Text(document, nameof(PrivateNote)),
            [.. document.GetProperty("Line").EnumerateArray().Where(line => line.TryGetProperty("JournalEntryLineDetail", out _)).Select(Line)]
        );

    static JournalLine Line(JsonElement line)
    {
        var detail = line.GetProperty("JournalEntryLineDetail");
        return new JournalLine(
            detail.GetProperty("AccountRef").GetProperty("value").GetString()!,
            detail.GetProperty("PostingType").GetString()!,
            line.GetProperty("Amount").GetDecimal(),
            Text(line, "Description")
        );
    }

    static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

/// <summary>One side of a journal entry.</summary>
internal sealed record JournalLine(string AccountId, string PostingType, decimal Amount, string? Description)
{
    /// <summary>Debit positive, credit negative.</summary>
    public decimal Signed => PostingType == "Debit" ? Amount : -Amount;
}
