using System.Text.Json.Nodes;

namespace AccountingSync.Sandbox.Xero;

/// <summary>An account of an organisation's chart.</summary>
/// <param name="SystemAccount">DEBTORS, CREDITORS, RETAINEDEARNINGS …; null for an ordinary one.</param>
internal sealed record XeroAccount(Guid Id, string Code, string Name, string Type, string? SystemAccount, bool Archived, DateTimeOffset UpdatedAt)
{
    static readonly Dictionary<string, string> Classes = new()
    {
        ["BANK"] = "ASSET",
        ["CURRENT"] = "ASSET",
        ["FIXED"] = "ASSET",
        ["INVENTORY"] = "ASSET",
        ["NONCURRENT"] = "ASSET",
        ["PREPAYMENT"] = "ASSET",
        ["EQUITY"] = "EQUITY",
        ["DEPRECIATN"] = "EXPENSE",
        ["DIRECTCOSTS"] = "EXPENSE",
        ["EXPENSE"] = "EXPENSE",
        ["OVERHEADS"] = "EXPENSE",
        ["CURRLIAB"] = "LIABILITY",
        ["LIABILITY"] = "LIABILITY",
        ["TERMLIAB"] = "LIABILITY",
        ["OTHERINCOME"] = "REVENUE",
        ["REVENUE"] = "REVENUE",
        ["SALES"] = "REVENUE",
    };

    static readonly HashSet<string> Reserved = ["DEBTORS", "CREDITORS", "RETAINEDEARNINGS"];

    public static bool IsType(string? type) => type is not null && Classes.ContainsKey(type);

    /// <summary>Xero keeps manual journals off bank accounts, inventory, receivables, payables and retained earnings.</summary>
    public bool TakesJournals => !Archived && Type is not ("BANK" or "INVENTORY") && (SystemAccount is null || !Reserved.Contains(SystemAccount));

    public JsonObject Document() =>
        new()
        {
            ["AccountID"] = Id.ToString(),
            [nameof(Code)] = Code,
            [nameof(Name)] = Name,
            ["Status"] = Archived ? "ARCHIVED" : "ACTIVE",
            [nameof(Type)] = Type,
            ["TaxType"] = "NONE",
            ["Class"] = Classes[Type],
            [nameof(SystemAccount)] = SystemAccount ?? "",
            ["EnablePaymentsToAccount"] = false,
            ["ShowInExpenseClaims"] = false,
            ["HasAttachments"] = false,
            ["UpdatedDateUTC"] = XeroWire.Instant(UpdatedAt),
        };
}
