using AccountingSync.Accounting.Rules.Reverse;

namespace AccountingSync.Accounting.Rules.Exchange;

/// <summary>A transaction in another currency than the customer's.</summary>
/// <remarks>Its parts add up as those of any transaction do, and what is zero stays zero. So a rule that was shown to balance balances for it
/// too, as long as the rule's conditions are asked of the transaction as it was said.</remarks>
static class Exchanged
{
    /// <summary>The same with every amount in proportion: parts and tenders each share the equivalent by largest remainder, so both add up to
    /// exactly that.</summary>
    /// <param name="equivalent">What the gross comes to, which is not zero.</param>
    /// <returns>Null when a part is so much larger than the gross that the ledger could not hold it.</returns>
    public static SourceTransaction? Of(SourceTransaction said, Equivalent equivalent)
    {
        var parts = new Parts(said);
        var amounts = parts.Amounts();
        decimal[] tenders = [.. said.Tenders.Select(tender => tender.Amount)];
        var contents = new KnownContents(said);
        var gross = Math.Abs(said.Gross);
        if (amounts.Concat(tenders).Concat(contents.Amounts).Any(amount => Math.Abs(amount) / gross > JournalEntry.MaxAmount / equivalent.Amount))
            return null;
        var portion = parts.Portion(Share(amounts, said, equivalent), tenders.Length == 0 ? [] : Share(tenders, said, equivalent));
        return portion.Of(said, null) with
        {
            Currency = equivalent.Currency,
            Settled = null,
            Booked = null,
            Contents = contents.Amounts.Length == 0 ? [] : contents.With(Share(contents.Amounts, said, equivalent)),
        };
    }

    static decimal[] Share(decimal[] amounts, SourceTransaction said, Equivalent equivalent)
    {
        var sign = Math.Sign(said.Gross);
        var shares = Allocation.AmongSigned(equivalent.Amount, [.. amounts.Select(amount => sign * amount)], Currencies.Find(equivalent.Currency));
        return [.. shares.Select(share => sign * share)];
    }

    /// <summary>What a payout settles, as far as the source can tell it, and last what that leaves: together the gross.</summary>
    sealed class KnownContents
    {
        readonly PayoutContent[] known;

        public KnownContents(SourceTransaction said)
        {
            known = [.. said.Contents.Where(content => content.Kind is not null)];
            Amounts = said.Contents.Count == 0 ? [] : [.. known.Select(content => content.Amount), said.Unrecognised];
        }

        public decimal[] Amounts { get; }

        /// <summary>One without a kind stands for the rest, so that it stays unrecognised even when nothing else is there.</summary>
        public IReadOnlyList<PayoutContent> With(decimal[] shares) =>
            [.. known.Zip(shares, (content, share) => content with { Amount = share }), new(Rest, null, shares[^1])];
    }

    const string Rest = "rest";
}
