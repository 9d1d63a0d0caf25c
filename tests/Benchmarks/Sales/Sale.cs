using System.Globalization;
using System.Text;

namespace AccountingSync.Benchmarks.Sales;

/// <summary>One line of the entry that a sale becomes.</summary>
sealed record SaleLine(string Account, string Currency, decimal Amount, string? Memo);

/// <summary>A sale by card with one item and tax, half of them with a tip: 3 or 4 lines in the books.</summary>
sealed record Sale(string Source, string Id, DateTimeOffset OccurredAt, string Category, decimal Net, decimal Tax, decimal Tip)
{
    public decimal Gross => Net + Tax + Tip;

    public string Reference => "pi_" + Id;

    public void WriteJson(StringBuilder text) =>
        text.Append(
            CultureInfo.InvariantCulture,
            $$"""
            { "source": "{{Source}}", "id": "{{Id}}", "revision": 1, "kind": "sale", "occurred_at": "{{OccurredAt:yyyy-MM-ddTHH:mm:sszzz}}",
              "currency": "USD", "gross": "{{Gross:0.00}}",
              "items": [{ "sku": "mug-{{Category}}", "kind": "product", "category": "{{Category}}", "quantity": "1", "net": "{{Net:0.00}}" }],
              "taxes": [{ "jurisdiction": "NY", "code": "sales", "amount": "{{Tax:0.00}}" }], "tip": "{{Tip:0.00}}",
              "tenders": [{ "method": "card", "amount": "{{Gross:0.00}}", "reference": "{{Reference}}" }],
              "location": "main-street", "attributes": { "register": "2" } }
            """
        );

    /// <summary>What the shipped retail rules make of it; the comparators store the same.</summary>
    public IReadOnlyList<SaleLine> Lines()
    {
        var lines = new List<SaleLine>
        {
            new("assets:clearing:" + Source, "USD", Gross, Reference),
            new("income:sales:" + Category, "USD", -Net, "mug-" + Category),
            new("liabilities:tax:ny", "USD", -Tax, null),
        };
        if (Tip != 0)
            lines.Add(new SaleLine("liabilities:tips", "USD", -Tip, null));
        return lines;
    }
}
