namespace AccountingSync.Accounting.Rules.Proof;

/// <summary>One try at amounts that fit a situation and add up.</summary>
sealed class ExampleAmounts
{
    static readonly decimal[] Usual = [10m, 5m, 20m, 7m, 3m, 100m, 1m, 0m];

    readonly Situation situation;
    readonly int attempt;
    uint state;

    /// <param name="attempt">The first is plain; later ones leave out and vary.</param>
    public ExampleAmounts(Situation situation, int attempt)
    {
        this.situation = situation;
        this.attempt = attempt;
        state = unchecked((uint)attempt * 2654435761u + 1u);
    }

    /// <summary>Null when an element cannot be shown.</summary>
    public SourceTransaction? Make(SourceTransaction texts)
    {
        var items = Elements(ElementKind.Item);
        var taxes = Elements(ElementKind.Tax);
        var tip = Part("tip", 2m);
        var shipping = Part("shipping", 4m);
        var discount = Part("discount", 1m);
        if (items is null || taxes is null)
            return null;
        var extras = tip + shipping - discount;
        var net = items.Count > 0 ? items.Sum(Of) : Usual[Next(Usual.Length)];
        Meet("tax", taxes, taxes.Sum(Of));
        if (items.Count > 0)
        {
            Meet("net", items, items.Sum(Of));
            Meet("gross", items, items.Sum(Of) + taxes.Sum(Of) + extras);
            net = items.Sum(Of);
        }
        else
        {
            net = Wanted("net") ?? net;
            net = Wanted("gross") is { } gross ? gross - taxes.Sum(Of) - extras : net;
        }
        var total = net + taxes.Sum(Of) + extras;
        return Tenders(total) is not { } tenders
            ? null
            : texts with
            {
                Gross = total,
                Revision = (int)(Wanted("revision") ?? 1m),
                Items = [.. items.Cast<TransactionItem>()],
                Taxes = [.. taxes.Cast<TransactionTax>()],
                Tip = tip,
                Shipping = shipping,
                Discount = discount,
                Tenders = tenders,
                Contents = texts.Kind == TransactionKind.Payout ? Contents(total) : [],
            };
    }

    decimal Part(string name, decimal usual) => Wanted(name) ?? (attempt == 0 || Next(2) == 0 ? usual : 0m);

    decimal? Wanted(string field) => situation.Answers[field] is Outcome.Number number ? number.Samples[Next(number.Samples.Count)] : null;

    static decimal Of(object element) => Rules.Elements.Amount(element);

    /// <summary>Changes one element so that the sum becomes what is asked for.</summary>
    void Meet(string field, List<object> elements, decimal sum)
    {
        if (Wanted(field) is not { } wanted || elements.Count == 0)
            return;
        var at = Next(elements.Count);
        elements[at] = WithAmount(elements[at], Of(elements[at]) + wanted - sum);
    }

    static object WithAmount(object element, decimal amount) =>
        element switch
        {
            TransactionItem item => item with { Net = amount },
            TransactionTax tax => tax with { Amount = amount },
            TransactionTender tender => tender with { Amount = amount },
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    List<object>? Elements(ElementKind kind)
    {
        var classes = situation.Elements(kind);
        if (classes.Count == 0)
            return [];
        var mustBe = situation.Questions.Any(question => question.Key == kind.Collection());
        var required = Required(kind);
        var chosen = classes.Where(of => required.Contains(of) || attempt == 0 || Next(3) > 0).ToList();
        if (chosen.Count == 0 && mustBe)
            chosen.Add(classes[Next(classes.Count)]);
        var elements = new List<object>();
        foreach (var of in chosen)
        {
            if (ExampleTexts.Element(of, Amount(of)) is { } element)
                elements.Add(element);
            else if (required.Contains(of))
                return null;
        }
        return elements.Count == 0 && mustBe ? null : elements;
    }

    decimal Amount(ElementClass of)
    {
        var field = of.Kind == ElementKind.Item ? "net" : "amount";
        return of.Outcomes.GetValueOrDefault(field) is Outcome.Number number ? number.Samples[Next(number.Samples.Count)] : Usual[Next(Usual.Length)];
    }

    /// <summary>For each thing that some element must fulfil, one that does.</summary>
    HashSet<ElementClass> Required(ElementKind kind) =>
        [
            .. situation
                .Questions.Where(question =>
                    question.Field is Field.Texts texts && texts.Single.Of == kind && Situation.Says(situation.Answers, question)
                )
                .Select(question => situation.Elements(kind).FirstOrDefault(of => of.Holds(((Field.Texts)question.Field).Single, question.Asked!)))
                .OfType<ElementClass>(),
        ];

    /// <summary>They add up to the gross.</summary>
    TransactionTender[]? Tenders(decimal gross)
    {
        if (Elements(ElementKind.Tender) is not { } tenders)
            return null;
        if (tenders.Count > 0)
        {
            var at = Next(tenders.Count);
            tenders[at] = WithAmount(tenders[at], Of(tenders[at]) + gross - tenders.Sum(Of));
        }
        return [.. tenders.Cast<TransactionTender>()];
    }

    /// <summary>One thing that the source can tell; the rest of the gross it cannot.</summary>
    PayoutContent[] Contents(decimal gross) =>
        Part(Component.Part.Unrecognised, 3m) is var unrecognised and not 0m
            ? [new PayoutContent("payment-1", TransactionKind.Payment, gross - unrecognised)]
            : [];

    /// <summary>Below <paramref name="limit"/>; 0 in the plain first try.</summary>
    int Next(int limit)
    {
        if (attempt == 0)
            return 0;
        state = unchecked(state * 1664525u + 1013904223u);
        return (int)((state >> 8) % (uint)limit);
    }
}
