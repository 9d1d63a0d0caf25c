using System.Text.Json.Nodes;

namespace AccountingSync.Sandbox.Xero;

/// <summary>A journal after its rules: complete, or refused for these reasons.</summary>
internal abstract record CheckedJournal
{
    CheckedJournal() { }

    public sealed record Accepted(ManualJournal Journal) : CheckedJournal;

    public sealed record Refused(IReadOnlyList<string> Reasons) : CheckedJournal;
}

/// <summary>What a manual journal must satisfy before it is stored. Words that are Xero's own: the sums, the account code, the lock dates.</summary>
internal static class ManualJournalRules
{
    // Xero publishes neither limit for journals; its invoices' lines take 4,000.
    const int TextLimit = 4_000;

    /// <param name="held">What is to be changed; null for a new journal.</param>
    public static CheckedJournal Check(JsonObject given, ManualJournal? held, Guid newId, XeroChart chart, XeroSettings settings, DateOnly today)
    {
        var reasons = new List<string>();
        var narration = given.Text("Narration") ?? held?.Narration;
        if (string.IsNullOrWhiteSpace(narration))
            reasons.Add("Narration is required.");
        else if (narration.Length > TextLimit)
            reasons.Add($"Narration must be {TextLimit} characters or fewer.");
        if (given["LineAmountTypes"] is not null && given.Text("LineAmountTypes") != "NoTax")
            reasons.Add("Only LineAmountTypes NoTax is played here.");
        var date = given["Date"] is null ? held?.Date ?? today : JsonReading.Day(given.Text("Date"));
        if (date is null)
            reasons.Add("Date must be yyyy-MM-dd.");
        var status = given.Text("Status") ?? held?.Status ?? "DRAFT";
        if (StatusFault(held?.Status, status) is { } wrong)
            reasons.Add(wrong);
        if (Lock(held?.Date, settings) is { } locked)
            reasons.Add(locked);
        else if (Lock(date, settings) is { } closed)
            reasons.Add(closed);
        var lines = given["JournalLines"] is JsonArray array ? JournalLineRules.Check(array, chart, TextLimit, reasons) : held?.Lines ?? [];
        if (lines.Count < 2 && reasons.Count == 0)
            reasons.Add("A manual journal must have at least two journal lines.");
        if (lines.Sum(line => line.Amount) != 0m && reasons.Count == 0)
            reasons.Add(Unbalanced(lines));
        if (reasons.Count > 0)
            return new CheckedJournal.Refused(reasons);
        return new CheckedJournal.Accepted(
            new ManualJournal
            {
                Id = held?.Id ?? newId,
                Narration = narration!,
                Date = date!.Value,
                Status = status,
                Url = given.Text("Url") ?? held?.Url,
                ShowOnCashBasisReports = given["ShowOnCashBasisReports"] is null
                    ? held?.ShowOnCashBasisReports ?? true
                    : given.Flag("ShowOnCashBasisReports"),
                Lines = lines,
            }
        );
    }

    /// <summary>A draft may become anything but void, a posted journal only void; what is deleted or void stays so.</summary>
    static string? StatusFault(string? from, string to) =>
        (from, to) switch
        {
            (null or "DRAFT", "DRAFT" or "POSTED") => null,
            ("DRAFT", "DELETED") => null,
            ("POSTED", "POSTED" or "VOIDED") => null,
            (null, _) => $"A new journal cannot have the status {to}.",
            _ => $"Manual journal not of valid status for modification: it is {from}, not to be {to}.",
        };

    static string? Lock(DateOnly? date, XeroSettings settings) => date is { } day ? settings.Lock(day) : null;

    static string Unbalanced(IReadOnlyList<ManualJournalLine> lines)
    {
        var debits = lines.Where(line => line.Amount > 0m).Sum(line => line.Amount);
        var credits = lines.Where(line => line.Amount < 0m).Sum(line => line.Amount);
        return $"The total debits ({XeroWire.Words(debits)}) must equal total credits ({XeroWire.Words(credits)})";
    }
}
