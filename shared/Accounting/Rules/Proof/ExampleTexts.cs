namespace AccountingSync.Accounting.Rules.Proof;

/// <summary>What an example says besides its amounts.</summary>
static class ExampleTexts
{
    const string Filler = "general";

    /// <summary>What every transaction says.</summary>
    static readonly (string Field, string Text)[] Usual = [("source", "till"), ("id", "example"), ("kind", "sale"), ("currency", "USD")];

    /// <summary>A transaction without amounts; null when a text would have to fit patterns for which none was found.</summary>
    public static SourceTransaction? Of(Situation situation, IReadOnlyList<Rule> rules)
    {
        var asked = situation.Questions.Where(question => question.Field is Field.Text).ToList();
        if (asked.Exists(question => situation.Answers[question.Key] is Outcome.SomeText))
            return null;
        var texts = asked.ToDictionary(question => question.Key, question => ((Outcome.Text)situation.Answers[question.Key]!).Value);
        foreach (var (field, text) in Usual)
            texts.TryAdd(field, text);
        // Without what an account's name needs the transaction would be held for that.
        foreach (
            var field in rules.SelectMany(rule => rule.Lines).SelectMany(line => line.Account.Needs).Where(field => field.Of == ElementKind.None)
        )
            texts.TryAdd(field.Name, Filler);
        return new SourceTransaction
        {
            Source = texts["source"]!,
            Id = texts["id"]!,
            Kind = KindName.TryParse(texts["kind"]!, out var kind) ? kind.Value : TransactionKind.Sale,
            OccurredAt = new DateTimeOffset(2026, 1, 15, 12, 0, 0, TimeSpan.Zero),
            Currency = texts["currency"]!,
            Gross = 0m,
            RelatedTo = texts.GetValueOrDefault("related_to"),
            Payout = texts.GetValueOrDefault("payout"),
            Customer = texts.GetValueOrDefault("customer"),
            Location = texts.GetValueOrDefault("location"),
            Attributes = texts
                .Where(text => text.Value is not null && text.Key.StartsWith(Fields.AttributePrefix, StringComparison.Ordinal))
                .ToDictionary(text => text.Key[Fields.AttributePrefix.Length..], text => text.Value!),
        };
    }

    /// <summary>Why the situation cannot be shown, where that is for want of a text.</summary>
    public static string? Missing(Situation situation)
    {
        var missing = situation
            .Questions.Select(question => (Name: question.Field.ToString(), Outcome: situation.Answers[question.Key]))
            .Concat(
                Enum.GetValues<ElementKind>()
                    .Where(kind => kind != ElementKind.None)
                    .SelectMany(situation.Elements)
                    .SelectMany(element =>
                        element.Outcomes.Select(pair => (Name: $"{element.Kind.Collection()}.{pair.Key}", Outcome: (Outcome?)pair.Value))
                    )
            )
            .FirstOrDefault(pair => pair.Outcome is Outcome.SomeText);
        return missing.Outcome is Outcome.SomeText(var fits)
            ? $"no '{missing.Name}' was found that {(fits.Count == 0 ? "fits none of the patterns" : string.Join(" and ", fits.Order(StringComparer.Ordinal)))}, and from the patterns alone nobody can say that there is none"
            : null;
    }

    /// <summary>An element of the class; null when it would have to fit patterns for which no text was found.</summary>
    public static object? Element(ElementClass of, decimal amount)
    {
        if (of.Outcomes.Values.Any(outcome => outcome is Outcome.SomeText))
            return null;
        string? Text(string field, string? usual) => of.Outcomes.TryGetValue(field, out var outcome) ? ((Outcome.Text)outcome).Value : usual;
        var quantity = of.Outcomes.GetValueOrDefault("quantity") is Outcome.Number number ? number.Samples[0] : 1m;
        return of.Kind switch
        {
            ElementKind.Item => new TransactionItem(Text("sku", "mug")!, Text("kind", "product")!, Text("category", Filler), quantity, amount),
            ElementKind.Tax => new TransactionTax(Text("jurisdiction", "NY")!, Text("code", "sales")!, amount),
            _ => new TransactionTender(Text("method", "card")!, amount, Text("reference", null)),
        };
    }
}
