using System.Globalization;

namespace AccountingSync.Accounting.Rules;

/// <summary>A transaction on one line, as a test of a rule set gives it: <c>{ source: till, kind: sale, gross: 12.00, tip: 2.00 }</c>.</summary>
public static class ExampleText
{
    public static string Of(SourceTransaction transaction)
    {
        var currency = Currencies.Find(transaction.Currency);
        string Amount(decimal amount) => currency.Fits(amount) ? currency.Format(amount) : amount.ToString(CultureInfo.InvariantCulture);
        List<string?> members =
        [
            $"source: {Word(transaction.Source)}",
            transaction.Id == "example" ? null : $"id: {Word(transaction.Id)}",
            transaction.Revision == 1 ? null : string.Create(CultureInfo.InvariantCulture, $"revision: {transaction.Revision}"),
            $"kind: {KindName.Of(transaction.Kind)}",
            $"currency: {transaction.Currency}",
            $"gross: {Amount(transaction.Gross)}",
            Listed(
                "items",
                transaction.Items.Select(item =>
                    $"{{ sku: {Word(item.Sku)}, kind: {Word(item.Kind)}{Maybe(", category", item.Category)}, quantity: {item.Quantity.ToString(CultureInfo.InvariantCulture)}, net: {Amount(item.Net)} }}"
                )
            ),
            Listed(
                "taxes",
                transaction.Taxes.Select(tax => $"{{ jurisdiction: {Word(tax.Jurisdiction)}, code: {Word(tax.Code)}, amount: {Amount(tax.Amount)} }}")
            ),
            transaction.Tip == 0m ? null : $"tip: {Amount(transaction.Tip)}",
            transaction.Discount == 0m ? null : $"discount: {Amount(transaction.Discount)}",
            transaction.Shipping == 0m ? null : $"shipping: {Amount(transaction.Shipping)}",
            Listed(
                "tenders",
                transaction.Tenders.Select(tender =>
                    $"{{ method: {Word(tender.Method)}, amount: {Amount(tender.Amount)}{Maybe(", reference", tender.Reference)} }}"
                )
            ),
            Named("related_to", transaction.RelatedTo),
            Named("payout", transaction.Payout),
            Listed(
                "contents",
                transaction.Contents.Select(content =>
                    $"{{ id: {Word(content.Id)}{Maybe(", kind", content.Kind is { } kind ? KindName.Of(kind) : null)}, amount: {Amount(content.Amount)} }}"
                )
            ),
            Named("customer", transaction.Customer),
            Named("location", transaction.Location),
            Equivalent("settled", transaction.Settled),
            Equivalent("booked", transaction.Booked),
            transaction.Attributes.Count == 0
                ? null
                : $"attributes: {{ {string.Join(", ", transaction.Attributes.Select(pair => $"{Word(pair.Key)}: {Word(pair.Value)}"))} }}",
        ];
        return $"{{ {string.Join(", ", members.OfType<string>())} }}";
    }

    static string? Equivalent(string name, Equivalent? equivalent) =>
        equivalent is null
            ? null
            : $"{name}: {{ currency: {equivalent.Currency}, amount: {Currencies.Find(equivalent.Currency).Format(equivalent.Amount)} }}";

    static string? Listed(string name, IEnumerable<string> elements) =>
        string.Join(", ", elements) is { Length: > 0 } text ? $"{name}: [{text}]" : null;

    static string? Named(string name, string? value) => value is null ? null : $"{name}: {Word(value)}";

    static string Maybe(string name, string? value) => value is null ? "" : $"{name}: {Word(value)}";

    /// <summary>Quoted unless it is plainly a word.</summary>
    static string Word(string text) =>
        text.Length > 0
        && char.IsAsciiLetter(text[0])
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
        && text is not ("true" or "false" or "null" or "yes" or "no" or "on" or "off")
            ? text
            : $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
