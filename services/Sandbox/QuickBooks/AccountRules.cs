using System.Text.Json.Nodes;

namespace AccountingSync.Sandbox.QuickBooks;

/// <summary>What an account must satisfy before it is stored, and what the service computes into it.</summary>
internal static class AccountRules
{
    const int NameLimit = 100;

    static readonly Dictionary<string, string> Classifications = new()
    {
        ["Bank"] = "Asset",
        ["Other Current Asset"] = "Asset",
        ["Fixed Asset"] = "Asset",
        ["Other Asset"] = "Asset",
        ["Accounts Receivable"] = "Asset",
        ["Equity"] = "Equity",
        ["Expense"] = "Expense",
        ["Other Expense"] = "Expense",
        ["Cost of Goods Sold"] = "Expense",
        ["Accounts Payable"] = "Liability",
        ["Credit Card"] = "Liability",
        ["Long Term Liability"] = "Liability",
        ["Other Current Liability"] = "Liability",
        ["Income"] = "Revenue",
        ["Other Income"] = "Revenue",
    };

    public static Checked Check(JsonObject account, string? ownId, Books books, CompanyPreferences preferences)
    {
        if (account.Text("Name") is not { Length: > 0 } name)
            return new Checked.Refused(QuickBooksFault.Missing("Name"));
        if (name.Length > NameLimit)
            return new Checked.Refused(QuickBooksFault.TooLong("Name", NameLimit, name.Length));
        if (account.Text("AccountType") is not { } type)
            return new Checked.Refused(QuickBooksFault.Missing("AccountType"));
        if (!Classifications.TryGetValue(type, out var classification))
            return new Checked.Refused(QuickBooksFault.InvalidEnumeration("AccountType", type));
        var holder = books
            .Live(EntityNames.Account)
            .FirstOrDefault(other => other.Id != ownId && string.Equals(other.Field("Name"), name, StringComparison.OrdinalIgnoreCase));
        if (holder is not null)
            return new Checked.Refused(QuickBooksFault.DuplicateName(name, holder.Id));

        var completed = account.DeepClone().AsObject();
        completed["FullyQualifiedName"] = name;
        completed["SubAccount"] = account.Flag("SubAccount");
        completed["Active"] = account["Active"] is null || account.Flag("Active");
        completed["Classification"] = classification;
        completed["CurrentBalance"] = 0.00m;
        completed["CurrentBalanceWithSubAccounts"] = 0.00m;
        var currency = account.Reference("CurrencyRef") ?? preferences.HomeCurrency;
        completed["CurrencyRef"] = new JsonObject { ["value"] = currency, ["name"] = CurrencyNames.Of(currency) };
        return new Checked.Accepted(completed);
    }

    /// <summary>The account as it reads now: its balance is computed, in its own currency, on the side that is natural for it.</summary>
    public static StoredObject WithBalance(StoredObject account, Books books)
    {
        var document = account.Document();
        var debits = books.Balances.GetValueOrDefault((account.Id, document.Reference("CurrencyRef")!));
        var natural = account.Field("Classification") is "Asset" or "Expense" ? debits : -debits;
        document["CurrentBalance"] = Wire.TwoDecimals(natural);
        document["CurrentBalanceWithSubAccounts"] = Wire.TwoDecimals(natural);
        return account with { Json = document.ToJsonString(Wire.Relaxed) };
    }
}
