namespace AccountingSync.Accounting.Rules.Reverse;

abstract record GiveBackResult
{
    GiveBackResult() { }

    public sealed record Given(Portion Portion) : GiveBackResult;

    /// <param name="Code">One of <see cref="HeldReason"/>.</param>
    public sealed record Refused(string Code, string Reason) : GiveBackResult;
}

/// <summary>Decides which part of a transaction a refund or dispute gives back. What it names is taken literally: its items from the items of
/// the same name, its taxes from the same taxes. What it does not name is shared out in proportion to what is left, by largest
/// remainder. Never more money is given back than there was, and of no part more by name than there was of it.</summary>
static class GiveBack
{
    /// <param name="before">What others gave back.</param>
    public static GiveBackResult Of(SourceTransaction original, IReadOnlyList<Portion> before, SourceTransaction refund, Reversing policy)
    {
        var currency = Currencies.Find(original.Currency);
        string Money(decimal amount) => $"{currency.Format(amount)} {currency.Code}";
        GiveBackResult.Refused NotIn(string found) => new(HeldReason.NotInOriginal, $"{found}. Correct the one that is wrong at the source.");

        if (refund.Currency != original.Currency)
            return NotIn($"it is in {refund.Currency}, and {original.Id} is in {original.Currency}");
        if (original.Gross <= 0m || refund.Gross < 0m)
            return NotIn($"{Money(refund.Gross)} cannot be a part of {original.Id}, which is {Money(original.Gross)}");
        var parts = new Parts(original);
        var left = new CarriedOver(parts, before, currency).Left;
        if (refund.Gross > left.Sum())
            return new GiveBackResult.Refused(
                HeldReason.ExceedsOriginal,
                $"it gives back {Money(refund.Gross)}, and of the {Money(original.Gross)} of {original.Id} {Money(left.Sum())} is left. Correct it at the source, or look for one that came twice."
            );
        var taking = new Taking(original, parts, left, NamedParts.Left(parts, before), NamedParts.GoodsLeft(parts, before), currency);
        var isNamed = !SaysNothing(refund);
        var problem = isNamed ? taking.AsNamed(refund) : taking.InProportion(refund.Gross, policy);
        if (problem is not null)
            return new GiveBackResult.Refused(HeldReason.ExceedsOriginal, problem);
        var portion = parts.Portion(taking.Taken, Tenders.Taken(original, before, refund, currency)) with
        {
            Named = isNamed,
            ItemsNamed = refund.Items.Count > 0 && original.Items.Count > 0,
        };
        return new GiveBackResult.Given(portion);
    }

    /// <summary>A gateway's refund, as a rule: an amount and nothing else.</summary>
    static bool SaysNothing(SourceTransaction refund) => refund is { Items.Count: 0, Taxes.Count: 0, Tip: 0m, Shipping: 0m, Discount: 0m };
}
