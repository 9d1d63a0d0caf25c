namespace AccountingSync.Accounting.Rules;

/// <summary>What a line with <c>each</c> goes through; <see cref="None"/> is a line about the whole transaction.</summary>
public enum ElementKind
{
    None,
    Item,
    Tax,
    Tender,
}

static class Elements
{
    public static readonly string[] Collections = ["items", "taxes", "tenders"];

    public static string Singular(this ElementKind kind) =>
        kind switch
        {
            ElementKind.Item => "item",
            ElementKind.Tax => "tax",
            ElementKind.Tender => "tender",
            _ => "transaction",
        };

    public static string Collection(this ElementKind kind) => Collections[(int)kind - 1];

    public static ElementKind OfCollection(string name) => (ElementKind)(Array.IndexOf(Collections, name) + 1);

    public static int Count(SourceTransaction transaction, ElementKind kind) =>
        kind switch
        {
            ElementKind.Item => transaction.Items.Count,
            ElementKind.Tax => transaction.Taxes.Count,
            ElementKind.Tender => transaction.Tenders.Count,
            _ => 1,
        };

    public static object? At(SourceTransaction transaction, ElementKind kind, int index) =>
        kind switch
        {
            ElementKind.Item => transaction.Items[index],
            ElementKind.Tax => transaction.Taxes[index],
            ElementKind.Tender => transaction.Tenders[index],
            _ => null,
        };

    public static decimal Amount(object element) =>
        element switch
        {
            TransactionItem item => item.Net,
            TransactionTax tax => tax.Amount,
            TransactionTender tender => tender.Amount,
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>How a message points at one element: <c>item 'mug'</c>.</summary>
    public static string Show(object? element) =>
        element switch
        {
            TransactionItem item => $"item '{item.Sku}'",
            TransactionTax tax => $"tax '{tax.Jurisdiction} {tax.Code}'",
            TransactionTender tender => $"tender '{tender.Method}'",
            _ => "transaction",
        };
}
