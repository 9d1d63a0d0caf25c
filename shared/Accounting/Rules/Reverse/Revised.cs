namespace AccountingSync.Accounting.Rules.Reverse;

/// <summary>A revision of a transaction of which parts were given back before.</summary>
public static class Revised
{
    /// <summary>Why the revision cannot take the place of the one before; null when all that was given back is a part of it too. What was only an amount may be
    /// of other parts than before.</summary>
    /// <param name="givenBack">By refunds and disputes whose entries stand, the earliest first.</param>
    public static string? Contradiction(SourceTransaction revised, IReadOnlyList<Portion> givenBack)
    {
        if (givenBack.Count == 0 || !Currencies.TryFind(revised.Currency, out var currency))
            return null;
        var other = givenBack.FirstOrDefault(portion => portion.Currency is not null && portion.Currency != revised.Currency);
        if (other is not null)
            return $"a part of it was given back in {other.Currency}, and this revision is in {revised.Currency}";
        string Money(decimal amount) => $"{currency.Format(amount)} {currency.Code}";
        var parts = new Parts(revised);
        if (new CarriedOver(parts, givenBack, currency).Beyond > 0m || revised.Gross <= 0m)
            return $"{Money(givenBack.Sum(portion => portion.Gross))} of it was given back, and this revision is {Money(revised.Gross)}";
        var missing = NamedParts.Missing(parts, givenBack);
        return missing > 0m ? $"of the parts that refunds name, {Money(missing)} more was given back than this revision has of them" : null;
    }
}
