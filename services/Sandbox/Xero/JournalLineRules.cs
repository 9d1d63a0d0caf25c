using System.Text.Json;
using System.Text.Json.Nodes;

namespace AccountingSync.Sandbox.Xero;

/// <summary>What the lines of a manual journal must satisfy.</summary>
internal static class JournalLineRules
{
    const int MostTrackingCategories = 2;

    public static IReadOnlyList<ManualJournalLine> Check(JsonArray given, XeroChart chart, int textLimit, List<string> reasons)
    {
        var lines = new List<ManualJournalLine>();
        foreach (var node in given)
        {
            if (node is JsonObject line && Check(line, chart, textLimit, reasons) is { } accepted)
                lines.Add(accepted);
            else if (node is not JsonObject)
                reasons.Add("A journal line must be an object.");
        }
        return lines;
    }

    static ManualJournalLine? Check(JsonObject line, XeroChart chart, int textLimit, List<string> reasons)
    {
        var before = reasons.Count;
        var amount = Amount(line, reasons);
        var account = Account(line, chart, reasons);
        var description = line.Text("Description");
        if (description?.Length > textLimit)
            reasons.Add($"Description must be {textLimit} characters or fewer.");
        if (line["TaxType"] is not null && line.Text("TaxType") != "NONE")
            reasons.Add($"The TaxType code '{line.Text("TaxType")}' does not exist or cannot be used for this type of transaction.");
        if (line["Tracking"] is JsonArray { Count: > MostTrackingCategories })
            reasons.Add($"A journal line can have at most {MostTrackingCategories} tracking categories.");
        return reasons.Count == before ? new(amount!.Value, account!.Id, account.Code, description, "NONE") : null;
    }

    // The vendor's specification has a number; what it does with a third decimal is not published. Refusing shows the sender; rounding would
    // hide it.
    static decimal? Amount(JsonObject line, List<string> reasons)
    {
        if (line["LineAmount"] is not JsonValue value || value.GetValueKind() != JsonValueKind.Number || !value.TryGetValue<decimal>(out var amount))
        {
            reasons.Add("LineAmount is required and must be a number.");
            return null;
        }
        if (decimal.Round(amount, 2) == amount)
            return amount;
        reasons.Add($"LineAmount {amount} has more than two decimals.");
        return null;
    }

    static XeroAccount? Account(JsonObject line, XeroChart chart, List<string> reasons)
    {
        var (id, code) = (line.Text("AccountID"), line.Text("AccountCode"));
        if (id is null && code is null)
        {
            reasons.Add("Account code or ID must be specified.");
            return null;
        }
        var account = id is not null ? chart.Find(id) : chart.WithCode(code!);
        if (account is { TakesJournals: true })
            return account;
        reasons.Add($"Account code '{account?.Code ?? code ?? id}' is not a valid code for this document.");
        return null;
    }
}
