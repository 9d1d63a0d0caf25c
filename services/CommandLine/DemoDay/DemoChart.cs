using AccountingSync.Accounting.Rules;

namespace AccountingSync.CommandLine.DemoDay;

/// <summary>An account as a QuickBooks company keeps it.</summary>
/// <param name="Account">Our name.</param>
/// <param name="Type">QuickBooks' word for what kind of account it is.</param>
sealed record DemoAccount(string Account, string Type)
{
    /// <summary>QuickBooks allows no colon in a name.</summary>
    public string Name => Account.Replace(':', '.');
}

/// <summary>Every account that the retail rules can use on the demo's transactions.</summary>
static class DemoChart
{
    /// <summary>The bank account of Stripe's own example payout.</summary>
    const string PayoutDestination = "ba_1Pgc79B7WZ01zgkWoU5vBiXt";

    public static IReadOnlyList<DemoAccount> For(string stripe) =>
        [
            new("assets:cash", "Bank"),
            new("assets:bank:main", "Bank"),
            new($"assets:bank:{AccountName.Segment(PayoutDestination)}", "Bank"),
            .. Of("assets:clearing", "Other Current Asset", stripe, DemoPlan.ShopSource, DemoPlan.MarketSource),
            new("assets:disputes", "Other Current Asset"),
            .. Of("assets:tax-recoverable", "Other Current Asset", "ny-state"),
            .. Of("liabilities:cards", "Credit Card", DemoPlan.ShopSource, DemoPlan.MarketSource),
            .. Of("liabilities", "Other Current Liability", "gift-cards", "store-credit", "tips", "tax:ny-state", "tax:ny-city"),
            .. Of("liabilities:suspense", "Other Current Liability", stripe),
            .. Of("income:sales", "Income", [.. Shop.Categories, "uncategorised"]),
            .. Of("income:refunds", "Income", [.. Shop.Categories, "uncategorised"]),
            .. Of("income", "Income", "discounts", "shipping"),
            .. Of("expenses:purchases", "Expense", [.. Shop.PurchaseCategories, "uncategorised"]),
            .. Of("expenses", "Expense", $"fees:{stripe}", "disputes"),
        ];

    static IEnumerable<DemoAccount> Of(string above, string type, params IEnumerable<string> names) =>
        names.Select(name => new DemoAccount($"{above}:{name}", type));
}
