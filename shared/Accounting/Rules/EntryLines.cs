namespace AccountingSync.Accounting.Rules;

/// <summary>The lines that one rule makes of one transaction.</summary>
sealed class EntryLines(SourceTransaction transaction, RuleSet set, PreparedRule rule, Currency currency)
{
    readonly SourceTransaction? amounts;
    decimal balance;

    public List<JournalLine> Lines { get; } = new(8);

    /// <summary>Whose amounts are posted: the transaction's own, or those of a part of it with the same elements.</summary>
    public SourceTransaction Amounts
    {
        get => amounts ?? transaction;
        init => amounts = value;
    }

    /// <summary>The same in the customer's currency, where the amounts are in another one; otherwise null.</summary>
    public SourceTransaction? Presented { get; init; }

    /// <summary>What was exchanged into what, where the amounts are in another currency.</summary>
    public CameTo? At { get; init; }

    /// <summary>For each of them the rule's line and the element, if somebody wants to know; what rounding left has none.</summary>
    public List<LineSource>? Origins { get; init; }

    /// <summary>Null when the lines balance and are ready to draft; otherwise why the transaction is held.</summary>
    public MapResult.Held? Make()
    {
        for (var i = 0; i < rule.Lines.Length; i++)
        {
            var (line, lookUp) = rule.Lines[i];
            if (line.Each is null)
            {
                if (Add(line, lookUp, i, null, null) is { } held)
                    return held;
                continue;
            }
            var count = Elements.Count(transaction, line.Each.Of);
            for (var e = 0; e < count; e++)
            {
                var element = Elements.At(transaction, line.Each.Of, e)!;
                var paid = amounts is null ? element : Elements.At(amounts, line.Each.Of, e);
                if (line.Each.Takes(element) && Add(line, lookUp, i, element, paid, e) is { } held)
                    return held;
            }
        }
        return Balance();
    }

    /// <param name="paid">The element with the amount that is posted.</param>
    /// <param name="at">The element's place among the others.</param>
    MapResult.Held? Add(RuleLine line, bool lookUp, int index, object? element, object? paid, int at = 0)
    {
        if (line.If is not null && !line.If.Holds(transaction, element))
            return null;
        var amount = line.Amount.Of(Amounts, paid);
        if (!currency.Fits(amount))
        {
            if (set.Rounding is null)
                return Held(
                    HeldReason.Scale,
                    $"line {index + 1} posts {amount} {currency.Code}, more decimals than the currency has ({currency.Scale}). Name a rounding account, or post without fractions."
                );
            amount = decimal.Round(amount, currency.Scale, MidpointRounding.AwayFromZero);
        }
        if (amount == 0m)
            return null;
        var account = line.Account.Render(transaction, element, out var unusable);
        if (account is null)
            return Missing(line, index, element, unusable!.Field!);
        if (lookUp && !set.Accounts.Has(account))
            return Held(
                HeldReason.UnknownAccount,
                $"line {index + 1} posts to {account}, which is not in the chart of accounts. Declare it, or correct the transaction."
            );
        var signed = line.IsDebit ? amount : -amount;
        balance += signed;
        Origins?.Add(
            new LineSource(line, element, paid, line.Each is null || Presented is null ? null : Elements.At(Presented, line.Each.Of, at)) { At = At }
        );
        Lines.Add(
            new JournalLine(account, currency.Code, signed)
            {
                Memo = line.Memo?.Render(transaction, element),
                TaxCode = line.Tax?.Read(transaction, element),
                Dimensions = line.Dimensions.Count == 0 ? null : Dimensions(line, element),
            }
        );
        return null;
    }

    IReadOnlyDictionary<string, string>? Dimensions(RuleLine line, object? element)
    {
        if (line.Dimensions is [{ Field.Of: ElementKind.None } only])
            return only.Field.Read(transaction, null) is { } same ? only.Of(same) : null;
        Dictionary<string, string>? dimensions = null;
        foreach (var (name, field) in line.Dimensions)
        {
            if (field.Read(transaction, element) is { } value)
                (dimensions ??= new Dictionary<string, string>(line.Dimensions.Count))[name] = value;
        }
        return dimensions;
    }

    MapResult.Held? Balance()
    {
        if (Lines.Count == 0)
            return Held(HeldReason.NothingToPost, "every line is zero, so there is nothing to post. Check the transaction's amounts.");
        if (balance == 0m)
            return null;
        if (set.Rounding is { } rounding && Math.Abs(balance) <= rounding.Max)
        {
            Lines.Add(new JournalLine(rounding.Account, currency.Code, -balance) { Memo = "rounding" });
            return null;
        }
        var (more, less) = balance > 0m ? ("debits", "credits") : ("credits", "debits");
        return Held(
            HeldReason.Unbalanced,
            $"{more} exceed {less} by {currency.Format(Math.Abs(balance))} {currency.Code}. Some part of the transaction has no line in the rule, or two."
        );
    }

    MapResult.Held Missing(RuleLine line, int index, object? element, Field.Text field)
    {
        var owner = field.Of == ElementKind.None ? "the transaction" : $"the {Elements.Show(element)}";
        return field.Read(transaction, element) is { } value
            ? Held(
                HeldReason.MissingValue,
                $"line {index + 1}, {line.Account}: {field} of {owner} is '{value}', which no account name can carry. Give it a name in Latin letters or digits."
            )
            : Held(
                HeldReason.MissingValue,
                $"line {index + 1}, {line.Account}: {owner} has no {field}. Fill it in at the source, or give the rule a default: {{{field}|name}}."
            );
    }

    MapResult.Held Held(string code, string reason) => new(code, $"Rule {rule.Rule.Id}: {reason}", rule.Rule.Id);
}
