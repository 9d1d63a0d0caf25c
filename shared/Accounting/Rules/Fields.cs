using System.Diagnostics.CodeAnalysis;

namespace AccountingSync.Accounting.Rules;

/// <summary>Every field that a rule may name. What is not here does not exist, so a misspelt field is an error and never an empty value.</summary>
public static class Fields
{
    internal const string AttributePrefix = "attributes.";

    static readonly Field[] OfTransaction =
    [
        Text("source", t => t.Source),
        Text("id", t => t.Id),
        Text("kind", t => KindName.Of(t.Kind)),
        Text("currency", t => t.Currency),
        Text("related_to", t => t.RelatedTo),
        Text("payout", t => t.Payout),
        Text("customer", t => t.Customer),
        Text("location", t => t.Location),
        Number("revision", t => t.Revision),
        Number("gross", t => t.Gross),
        Number("net", t => t.Net),
        Number("tax", t => t.TaxTotal),
        Number("tip", t => t.Tip),
        Number("discount", t => t.Discount),
        Number("shipping", t => t.Shipping),
        Number(Component.Part.Unrecognised, t => t.Unrecognised),
    ];

    static readonly Field[] OfItem =
    [
        new Field.Text("sku", ElementKind.Item, (_, item) => ((TransactionItem)item!).Sku),
        new Field.Text("kind", ElementKind.Item, (_, item) => ((TransactionItem)item!).Kind),
        new Field.Text("category", ElementKind.Item, (_, item) => ((TransactionItem)item!).Category),
        new Field.Number("net", ElementKind.Item, (_, item) => ((TransactionItem)item!).Net),
        new Field.Number("quantity", ElementKind.Item, (_, item) => ((TransactionItem)item!).Quantity),
    ];

    static readonly Field[] OfTax =
    [
        new Field.Text("jurisdiction", ElementKind.Tax, (_, tax) => ((TransactionTax)tax!).Jurisdiction),
        new Field.Text("code", ElementKind.Tax, (_, tax) => ((TransactionTax)tax!).Code),
        new Field.Number("amount", ElementKind.Tax, (_, tax) => ((TransactionTax)tax!).Amount),
    ];

    static readonly Field[] OfTender =
    [
        new Field.Text("method", ElementKind.Tender, (_, tender) => ((TransactionTender)tender!).Method),
        new Field.Text("reference", ElementKind.Tender, (_, tender) => ((TransactionTender)tender!).Reference),
        new Field.Number("amount", ElementKind.Tender, (_, tender) => ((TransactionTender)tender!).Amount),
    ];

    static readonly Dictionary<string, Field>[] ByScope =
    [
        .. Enum.GetValues<ElementKind>().Select(scope => Visible(scope).ToDictionary(pair => pair.Name, pair => pair.Field)),
    ];

    static readonly Field.Text Kind = (Field.Text)ByScope[0]["kind"];

    /// <summary>True for the field that rules are indexed by.</summary>
    internal static bool IsKind(Field field) => ReferenceEquals(field, Kind);

    /// <summary>The names that can be written in a line that goes through <paramref name="scope"/>; attributes.&lt;name&gt; is always possible.</summary>
    public static IReadOnlyCollection<string> Names(ElementKind scope) => ByScope[(int)scope].Keys;

    public static bool TryFind(string name, ElementKind scope, [NotNullWhen(true)] out Field? field, [NotNullWhen(false)] out string? advice)
    {
        advice = null;
        if (ByScope[(int)scope].TryGetValue(name, out field))
            return true;
        if (name.StartsWith(AttributePrefix, StringComparison.Ordinal) && name.Length > AttributePrefix.Length)
        {
            var attribute = name[AttributePrefix.Length..];
            field = Text(name, t => t.Attributes.GetValueOrDefault(attribute));
            return true;
        }
        advice = Advice(name, scope);
        return false;
    }

    static string Advice(string name, ElementKind scope)
    {
        foreach (var other in Enum.GetValues<ElementKind>())
        {
            if (other != scope && ByScope[(int)other].TryGetValue(name, out var elsewhere) && elsewhere.Of == other)
                return $"It is a field of {other.Collection()}: use it in a line with 'each: {other.Collection()}', or write attributes.{name}.";
        }
        return Suggestion.For(name, [.. Names(scope), "attributes.<name>"]);
    }

    /// <summary>Inside <c>each</c>, item.category may be written as category, unless the transaction has a field of that name.</summary>
    static IEnumerable<(string Name, Field Field)> Visible(ElementKind scope)
    {
        foreach (var field in OfTransaction)
            yield return (field.Name, field);
        foreach (var kind in Enum.GetValues<ElementKind>().Skip(1))
        {
            yield return (kind.Collection(), new Field.Collection(kind.Collection(), kind));
            foreach (var field in OfElement(kind).OfType<Field.Text>())
            {
                var name = $"{kind.Collection()}.{field.Name}";
                yield return (name, new Field.Texts(name, field));
            }
        }
        foreach (var field in OfElement(scope))
        {
            yield return ($"{scope.Singular()}.{field.Name}", field);
            if (!OfTransaction.Any(other => other.Name == field.Name))
                yield return (field.Name, field);
        }
    }

    /// <summary>The fields of one element, by their short names: what a filter such as items[kind=product] may ask.</summary>
    internal static Field[] OfElement(ElementKind kind) =>
        kind switch
        {
            ElementKind.Item => OfItem,
            ElementKind.Tax => OfTax,
            ElementKind.Tender => OfTender,
            _ => [],
        };

    static Field.Text Text(string name, Func<SourceTransaction, string?> read) => new(name, ElementKind.None, (transaction, _) => read(transaction));

    static Field.Number Number(string name, Func<SourceTransaction, decimal> read) =>
        new(name, ElementKind.None, (transaction, _) => read(transaction));
}
