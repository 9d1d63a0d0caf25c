using System.Text.Json.Nodes;

namespace AccountingSync.Sandbox.Xero;

/// <param name="Amount">Debits are positive, credits negative.</param>
internal sealed record ManualJournalLine(decimal Amount, Guid AccountId, string AccountCode, string? Description, string TaxType);

/// <summary>One version of one manual journal. Never changed after it is made.</summary>
internal sealed record ManualJournal
{
    public required Guid Id { get; init; }
    public required string Narration { get; init; }
    public required DateOnly Date { get; init; }

    /// <summary>DRAFT, POSTED, DELETED (was a draft) or VOIDED (was posted).</summary>
    public required string Status { get; init; }
    public string? Url { get; init; }
    public bool ShowOnCashBasisReports { get; init; } = true;
    public required IReadOnlyList<ManualJournalLine> Lines { get; init; }

    /// <summary>No two changes of one organisation share it.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Whether it stands in the books.</summary>
    public bool IsPosted => Status == "POSTED";

    /// <param name="withLines">Lists that are not paged leave the lines out.</param>
    public JsonObject Document(bool withLines = true)
    {
        var document = new JsonObject
        {
            [nameof(Date)] = XeroWire.Day(Date),
            [nameof(Status)] = Status,
            ["LineAmountTypes"] = "NoTax",
            ["UpdatedDateUTC"] = XeroWire.Instant(UpdatedAt),
            ["ManualJournalID"] = Id.ToString(),
            [nameof(Narration)] = Narration,
            ["JournalLines"] = new JsonArray([.. (withLines ? Lines : []).Select(Line)]),
            [nameof(ShowOnCashBasisReports)] = ShowOnCashBasisReports,
            ["HasAttachments"] = false,
        };
        if (Url is not null)
            document[nameof(Url)] = Url;
        return document;
    }

    static JsonNode Line(ManualJournalLine line)
    {
        var document = new JsonObject();
        if (line.Description is not null)
            document["Description"] = line.Description;
        document["TaxType"] = line.TaxType;
        document["TaxAmount"] = 0.00m;
        document["LineAmount"] = decimal.Round(line.Amount, 2) + 0.00m;
        document["AccountCode"] = line.AccountCode;
        document["Tracking"] = new JsonArray();
        document["AccountID"] = line.AccountId.ToString();
        document["IsBlank"] = false;
        return document;
    }
}
