using AccountingSync.Console.Neighbours;

namespace AccountingSync.Console.Compose;

/// <summary>Why a payout does not come to zero, in words.</summary>
static class PayoutText
{
    const int MostNamed = 5;

    public static IEnumerable<(string Side, string Says)> Of(PayoutSays payout)
    {
        var posted = payout.Posted is { Count: 0 } ? ", and its entry is not there" : string.Empty;
        yield return ("Payout", $"{AmountText.InWords(payout.Gross, payout.Currency)} of {payout.Clearing}{posted}");
        if (payout.Residual.Count > 0)
            yield return ("Left on clearing", Amounts(payout.Residual));
        if (payout.OnSuspense.Count > 0)
            yield return ($"On {payout.Suspense}", Amounts(payout.OnSuspense));
        if (payout.MissingCount > 0)
            yield return ("No entry", Named(payout.Missing, payout.MissingCount, payout.Currency));
        if (payout.DifferingCount > 0)
            yield return ("Other amount", Named(payout.Differing, payout.DifferingCount, payout.Currency));
        if (payout.SharedCount > 0)
            yield return ("Settled twice", Named(payout.Shared, payout.SharedCount, payout.Currency));
        if (payout.UnrecognisedCount > 0)
            yield return ("Not recognised", Named(payout.Unrecognised, payout.UnrecognisedCount, payout.Currency));
        if (payout.Unlisted != 0m)
            yield return ("Not listed at all", AmountText.InWords(payout.Unlisted, payout.Currency));
    }

    static string Named(IReadOnlyList<ContentSays> contents, int count, string currency)
    {
        var shown = contents.Take(MostNamed).Select(content => Named(content, currency)).ToList();
        return count > shown.Count ? $"{string.Join(", ", shown)} and {count - shown.Count} more" : string.Join(", ", shown);
    }

    static string Named(ContentSays content, string currency)
    {
        var posted = content.Posted is { } amounts ? $", in the books {(amounts.Count == 0 ? "nothing" : Amounts(amounts))}" : string.Empty;
        var why = content.Why is null ? string.Empty : $" ({content.Why})";
        return $"{content.Id} {AmountText.InWords(content.Amount, currency)}{posted}{why}";
    }

    static string Amounts(IReadOnlyDictionary<string, decimal> amounts) =>
        string.Join(", ", amounts.Select(amount => AmountText.InWords(amount.Value, amount.Key)));
}
