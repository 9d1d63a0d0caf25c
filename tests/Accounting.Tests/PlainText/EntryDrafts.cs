namespace AccountingSync.Accounting.Tests.PlainText;

static class EntryDrafts
{
    public static readonly RuleReference Rule = new("us-retail", 7, "sale.card", "abc");

    public static JournalEntry Sale(string id = "sale-1001", string description = "Sale at main street") =>
        Draft(
            id,
            description,
            new("assets:clearing:front-shop", "USD", 118m)
            {
                Memo = "card",
                Dimensions = new Dictionary<string, string> { ["location"] = "main-street" },
            },
            new("income:sales", "USD", -110m),
            new("liabilities:tax:ny", "USD", -8m) { TaxCode = "NY/sales" }
        );

    public static JournalEntry Draft(string id, string description, params JournalLine[] lines)
    {
        var draft = JournalEntry.Draft("acme", new("front-shop", id, 1, EntryPart.Entry), new DateOnly(2026, 1, 31), description, Rule, lines);
        return draft is DraftResult.Drafted(var entry) ? entry : throw new InvalidOperationException(draft.ToString());
    }
}
