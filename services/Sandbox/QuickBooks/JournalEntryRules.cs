using System.Text.Json.Nodes;

namespace AccountingSync.Sandbox.QuickBooks;

/// <summary>What a journal entry must satisfy before it is stored, and what the service computes into it.</summary>
internal static class JournalEntryRules
{
    const int DocNumberLimit = 21;
    const int PrivateNoteLimit = 4000;

    static readonly HashSet<string> Computed =
    [
        "Adjustment",
        "TotalAmt",
        "HomeTotalAmt",
        "domain",
        "sparse",
        "status",
        "Id",
        "SyncToken",
        "MetaData",
        "TxnDate",
        "CurrencyRef",
        "ExchangeRate",
        "Line",
        "TxnTaxDetail",
    ];

    public static Checked Check(JsonObject entry, string? ownId, Books books, CompanyPreferences preferences, DateOnly today)
    {
        if (HeaderFault(entry, ownId, books, preferences) is { } fault)
            return new Checked.Refused(fault);
        if (entry["TxnDate"] is not null && JsonReading.Day(entry.Text("TxnDate")) is null)
            return new Checked.Refused(QuickBooksFault.Unreadable("TxnDate, which must be yyyy-MM-dd,"));
        var date = JsonReading.Day(entry.Text("TxnDate")) ?? today;
        if (date <= preferences.BookCloseDate)
            return new Checked.Refused(QuickBooksFault.ClosedPeriod(preferences.BookCloseDate.Value));

        var lines = new JsonArray();
        foreach (var node in entry["Line"] as JsonArray ?? [])
        {
            if (node is not JsonObject line)
                return new Checked.Refused(QuickBooksFault.Unreadable("Line"));
            switch (JournalLineRules.Check(line, lines.Count, books))
            {
                case Checked.Refused refused:
                    return refused;
                case Checked.Accepted accepted:
                    lines.Add(accepted.Document);
                    break;
            }
        }
        var debits = Sum(lines, "Debit");
        var credits = Sum(lines, "Credit");
        if (lines.Count == 0)
            return new Checked.Refused(QuickBooksFault.Business("A journal entry needs at least one debit and one credit line."));
        if (debits != credits)
            return new Checked.Refused(QuickBooksFault.Business($"Transaction is not in balance. Debits are {debits}, credits are {credits}."));
        return new Checked.Accepted(Complete(entry, date, lines, debits, preferences));
    }

    static QuickBooksFault? HeaderFault(JsonObject entry, string? ownId, Books books, CompanyPreferences preferences)
    {
        var number = entry.Text("DocNumber");
        if (number?.Length > DocNumberLimit)
            return QuickBooksFault.TooLong("DocNumber", DocNumberLimit, number.Length);
        if (entry.Text("PrivateNote") is { Length: > PrivateNoteLimit } note)
            return QuickBooksFault.TooLong("PrivateNote", PrivateNoteLimit, note.Length);
        if (preferences.RefuseDuplicateDocNumbers && !string.IsNullOrEmpty(number))
        {
            var holder = books.LiveWithDocNumber(number).FirstOrDefault(other => other.Id != ownId);
            if (holder is not null)
                return QuickBooksFault.DuplicateDocNumber(number, holder.Id);
        }
        return null;
    }

    static JsonObject Complete(JsonObject entry, DateOnly date, JsonArray lines, decimal total, CompanyPreferences preferences)
    {
        var currency = entry.Reference("CurrencyRef") ?? preferences.HomeCurrency;
        var completed = new JsonObject { ["Adjustment"] = entry.Flag("Adjustment"), ["TotalAmt"] = Wire.TwoDecimals(total) };
        if (currency != preferences.HomeCurrency)
        {
            var rate = entry.Number("ExchangeRate") ?? 1;
            completed["HomeTotalAmt"] = Wire.TwoDecimals(total * rate);
            completed["ExchangeRate"] = rate;
        }
        // Reserves the places where the service writes its own properties.
        foreach (var name in new[] { "domain", "sparse", "Id", "SyncToken", "MetaData" })
            completed[name] = null;
        completed["TxnDate"] = Wire.Day(date);
        completed["CurrencyRef"] = new JsonObject { ["value"] = currency, ["name"] = CurrencyNames.Of(currency) };
        foreach (var (name, value) in entry)
        {
            if (!Computed.Contains(name))
                completed[name] = value?.DeepClone();
        }
        completed["Line"] = lines;
        completed["TxnTaxDetail"] = entry["TxnTaxDetail"]?.DeepClone() ?? new JsonObject();
        return completed;
    }

    static decimal Sum(JsonArray lines, string posting) =>
        lines
            .Select(line => line!.AsObject())
            .Where(line => line["JournalEntryLineDetail"]!.AsObject().Text("PostingType") == posting)
            .Sum(line => line["Amount"]!.GetValue<decimal>());
}
