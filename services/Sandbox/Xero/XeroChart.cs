using System.Text.Json.Nodes;

namespace AccountingSync.Sandbox.Xero;

/// <summary>An organisation's accounts. Receivables, payables and retained earnings are there from the start, as in every organisation.</summary>
internal sealed class XeroChart
{
    const int LongestCode = 10;
    const int LongestName = 150;

    readonly Dictionary<Guid, XeroAccount> accounts = [];

    public IEnumerable<XeroAccount> All => accounts.Values.OrderBy(account => account.Code, StringComparer.Ordinal);

    public XeroAccount? Find(string id) => Guid.TryParse(id, out var known) ? accounts.GetValueOrDefault(known) : null;

    public XeroAccount? WithCode(string code) => accounts.Values.FirstOrDefault(account => account.Code == code);

    public void Put(XeroAccount account) => accounts[account.Id] = account;

    /// <summary>Why the account cannot be added; empty when it can.</summary>
    public IReadOnlyList<string> Faults(JsonObject given)
    {
        var reasons = new List<string>();
        if (given.Text("Code") is not { Length: > 0 and <= LongestCode } code)
            reasons.Add($"Account code is required and has at most {LongestCode} characters.");
        else if (WithCode(code) is not null)
            reasons.Add("Please enter a unique Code.");
        if (given.Text("Name") is not { Length: > 0 and <= LongestName } name)
            reasons.Add($"Account name is required and has at most {LongestName} characters.");
        else if (accounts.Values.Any(account => account.Name == name))
            reasons.Add("Please enter a unique Name.");
        if (!XeroAccount.IsType(given.Text("Type")))
            reasons.Add($"Account type '{given.Text("Type")}' is not valid.");
        return reasons;
    }
}
