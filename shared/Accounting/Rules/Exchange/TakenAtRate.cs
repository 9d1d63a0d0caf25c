namespace AccountingSync.Accounting.Rules.Exchange;

/// <summary>Makes what was posted at one rate and is taken back at another come right: the lines that carry the money carry what was really paid, and
/// the rest goes to the account for differences.</summary>
static class TakenAtRate
{
    /// <param name="lines">Of the reversal, at the original's rate. Changed in place, together with <paramref name="sources"/>.</param>
    /// <param name="booked">What is given back, at the original's rate.</param>
    /// <param name="paid">What was really paid back.</param>
    /// <param name="difference">Null when the set names no account for it.</param>
    /// <returns>Null when it is done; otherwise the reason code and what to do.</returns>
    public static (string Code, string Reason)? Settle(
        List<JournalLine> lines,
        List<LineSource> sources,
        decimal booked,
        CameTo paid,
        string? difference
    )
    {
        var (currency, amount) = (Currencies.Find(paid.Equivalent.Currency), paid.Equivalent.Amount);
        if (booked == 0m)
            return (
                HeldReason.NothingToPost,
                $"at the rate of the original it comes to less than the smallest unit of {currency.Code}, so no line can carry the {currency.Format(amount)} that were paid. Post it by hand."
            );
        if (MoneyLines.Of(lines, sources, booked) is not { } money)
            return (
                HeldReason.NotInOriginal,
                $"no lines of the original's rule add up to the gross, so it cannot be told which of them carry the {currency.Format(amount)} {currency.Code} that were paid. Post the money with amount: gross, or with each: tenders."
            );
        foreach (var i in money.Where(i => i < sources.Count))
            sources[i] = sources[i] with { At = paid };
        if (amount == booked)
            return null;
        if (difference is null)
            return (
                HeldReason.UnknownAccount,
                $"{currency.Format(booked)} {currency.Code} of the original are given back and {currency.Format(amount)} were paid, and the set names no account for the difference. Add one: defaults: {{ fx: {{ book_in: settlement, difference: \"expenses:exchange\" }} }}."
            );
        var sign = Math.Sign(money.Sum(i => lines[i].Amount));
        var shares = Allocation.AmongSigned(amount, [.. money.Select(i => sign * lines[i].Amount)], currency);
        foreach (var (i, share) in money.Zip(shares))
            lines[i] = lines[i] with { Amount = sign * share };
        // What is left of a tender may be less than the smallest unit.
        foreach (var i in money.Where(i => lines[i].Amount == 0m).OrderDescending())
        {
            lines.RemoveAt(i);
            sources.RemoveAt(i);
        }
        lines.Add(new JournalLine(difference, currency.Code, sign * (booked - amount)) { Memo = "exchange difference" });
        return null;
    }
}
