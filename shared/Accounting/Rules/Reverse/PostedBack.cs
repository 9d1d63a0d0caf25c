using AccountingSync.Accounting.Rules.Exchange;

namespace AccountingSync.Accounting.Rules.Reverse;

/// <summary>A part of an original in the currency in which that was posted.</summary>
/// <param name="Said">The original, with the tenders by which the part went back if those are told. Conditions and texts are its.</param>
/// <param name="Amounts">The part that is posted.</param>
/// <param name="Presented">The same in the customer's currency.</param>
/// <param name="Whole">What the original came to when it was posted; null when that was in its own currency.</param>
/// <param name="Paid">What the refund or dispute came to itself; null as well.</param>
sealed record PostedBack(
    SourceTransaction Said,
    RuleSet Rules,
    Portion Portion,
    SourceTransaction Amounts,
    SourceTransaction? Presented,
    CameTo? Whole,
    CameTo? Paid
)
{
    /// <returns>Or the reason code and why the transaction is held.</returns>
    public static (PostedBack?, (string Code, string Reason)?) Of(Original original, SourceTransaction refund, Portion portion, RuleSet set)
    {
        var said = original.Said;
        // What was decided before that was done went back without them, and is made once more as it was.
        var isOwn = refund.Tenders.Count > 0 && said.Tenders.Count == 0 && (original.Decided is null || portion.OwnTenders);
        var tenders = refund.Tenders.Count > 0 && (said.Tenders.Count > 0 || isOwn) ? refund.Tenders : null;
        portion = portion with { OwnTenders = isOwn };
        var asked = tenders is null ? said : said with { Tenders = tenders };
        var part = portion.Of(said, tenders);
        if (original.Rules.Exchange?.For(said) is not ExchangeDecision.Into(var whole))
            return StillToCome(original, refund, set) is { } reason
                ? (null, (HeldReason.AwaitsSettlement, reason))
                : (new PostedBack(asked, original.Rules, portion with { Booked = null }, part, null, null, null), null);
        if (refund.In(whole.Currency) is not { } equivalent)
            return (
                null,
                (HeldReason.AwaitsSettlement, $"{said.Id} was posted in {whole.Currency}, and {ExchangePolicy.Missing(refund, whole.Currency)}")
            );
        if (Exchanged.Of(said, whole) is not { } booked)
            return (null, (HeldReason.NotInOriginal, $"a part of {said.Id} is larger than the ledger could hold in {whole.Currency}."));
        // Decided under other rules, or of a revision that came to something else, it is decided anew.
        var inBooks = portion.Booked is { } known && known.Whole == whole ? known : BookedPart.Of(original, booked, whole, portion);
        return (
            new PostedBack(
                asked,
                original.Rules,
                portion with
                {
                    Booked = inBooks,
                },
                InBooks(inBooks.Amounts, booked, part),
                part,
                new CameTo(said.Gross, said.Currency, whole),
                new CameTo(refund.Gross, refund.Currency, equivalent)
            ),
            null
        );
    }

    /// <summary>What one is given back of has not been exchanged yet, but will be: it settles in what the other settled in.</summary>
    static string? StillToCome(Original original, SourceTransaction refund, RuleSet set) =>
        original.Rules.Exchange is not null && set.Exchange?.For(refund) is ExchangeDecision.Into(var equivalent)
            ? $"it came to {equivalent.Currency}, and {original.Said.Id} stands in {original.Said.Currency} until a revision of that says what it came to."
            : null;

    static SourceTransaction InBooks(Portion amounts, SourceTransaction booked, SourceTransaction part)
    {
        var currency = Currencies.Find(booked.Currency);
        if (part.Tenders.Count == 0)
            return amounts.Of(booked, null);
        var shares = Allocation.AmongSigned(amounts.Gross, [.. part.Tenders.Select(tender => tender.Amount)], currency);
        return amounts.Of(booked, [.. part.Tenders.Zip(shares, (tender, share) => tender with { Amount = share })]);
    }

    /// <summary>Not made yet.</summary>
    public EntryLines Lines(PreparedRule made, List<LineSource>? origins) =>
        new(Said, Rules, made, Currencies.Find(Amounts.Currency))
        {
            Amounts = Amounts,
            Presented = Presented,
            At = Whole,
            Origins = origins,
        };
}
