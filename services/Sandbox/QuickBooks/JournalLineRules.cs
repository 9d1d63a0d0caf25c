using System.Globalization;
using System.Text.Json.Nodes;

namespace AccountingSync.Sandbox.QuickBooks;

/// <summary>What one line of a journal entry must satisfy, and how it is completed.</summary>
internal static class JournalLineRules
{
    const int DescriptionLimit = 4000;

    // The service's own limit is not published; this one keeps sums exact.
    const decimal AmountLimit = 99_999_999_999.99m;

    public static Checked Check(JsonObject line, int position, Books books)
    {
        if (Fault(line, books) is { } fault)
            return new Checked.Refused(fault);

        // Lines are numbered from 0 when the sender names none.
        var completed = new JsonObject { ["Id"] = line.Text("Id") ?? position.ToString(CultureInfo.InvariantCulture) };
        foreach (var (name, value) in line)
        {
            if (name != "Id")
                completed[name] = value?.DeepClone();
        }
        completed["Amount"] = Wire.TwoDecimals(line.Number("Amount")!.Value);
        var account = completed["JournalEntryLineDetail"]!["AccountRef"]!.AsObject();
        account["name"] = books.Find(EntityNames.Account, account.Text("value")!)!.Field("Name");
        return new Checked.Accepted(completed);
    }

    static QuickBooksFault? Fault(JsonObject line, Books books)
    {
        if (EntityNames.UnknownProperty("Line", line.Select(property => property.Key)) is { } unknown)
            return unknown;
        if (EntityNames.NotText(line) is { } notText)
            return notText;
        if (line.Text("DetailType") is not { } detailType)
            return QuickBooksFault.Missing("Line.DetailType");
        if (detailType != "JournalEntryLineDetail")
            return QuickBooksFault.InvalidEnumeration("Line.DetailType", detailType);
        if (line["JournalEntryLineDetail"] is not JsonObject detail)
            return QuickBooksFault.Missing("Line.JournalEntryLineDetail");
        if (EntityNames.UnknownProperty("JournalEntryLineDetail", detail.Select(property => property.Key)) is { } unknownDetail)
            return unknownDetail;
        if (line.Text("Description") is { Length: > DescriptionLimit } description)
            return QuickBooksFault.TooLong("Line.Description", DescriptionLimit, description.Length);
        return AmountFault(line) ?? DetailFault(detail, books);
    }

    static QuickBooksFault? AmountFault(JsonObject line) =>
        line.Number("Amount") switch
        {
            null => QuickBooksFault.Missing("Line.Amount"),
            <= 0 => QuickBooksFault.Business("The amount of a line must be positive; its posting type says the side."),
            > AmountLimit => QuickBooksFault.Business($"The amount of a line must not exceed {AmountLimit}."),
            // What the service does with a third decimal is not published. Refusing shows the sender; rounding would hide it.
            { } amount when decimal.Round(amount, 2) != amount => QuickBooksFault.Business($"The amount {amount} has more than two decimals."),
            _ => null,
        };

    static QuickBooksFault? DetailFault(JsonObject detail, Books books)
    {
        if (detail.Text("PostingType") is not { } posting)
            return QuickBooksFault.Missing("Line.JournalEntryLineDetail.PostingType");
        if (posting is not ("Debit" or "Credit"))
            return QuickBooksFault.InvalidEnumeration("PostingType", posting);
        if (detail.Reference("AccountRef") is not { } accountId)
            return QuickBooksFault.Missing("Line.JournalEntryLineDetail.AccountRef");
        return books.Find(EntityNames.Account, accountId) switch
        {
            null => QuickBooksFault.InvalidReference("Accounts", accountId),
            { } account when account.Field("Active") == "False" => QuickBooksFault.Inactive,
            _ => null,
        };
    }
}
