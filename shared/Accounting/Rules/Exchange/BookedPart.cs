using AccountingSync.Accounting.Rules.Reverse;

namespace AccountingSync.Accounting.Rules.Exchange;

/// <summary>What is given back of a transaction, in the currency in which it was posted and at its rate.</summary>
static class BookedPart
{
    /// <summary>Of each part the same share of what is left in the books as is given back of what is left in the customer's currency: never more
    /// than is left, and all of it with the last. The sum is rounded once and its smallest units go to the largest remainders. Where a part is named of
    /// which less is left, because an amount was shared out before, the same share of all that is left goes to the parts by what they are.</summary>
    /// <param name="booked">The original in the currency of the books, see <see cref="Exchanged"/>.</param>
    /// <param name="equivalent">What its gross came to.</param>
    /// <param name="taken">What is given back, in the customer's currency.</param>
    public static BookedPortion Of(Original original, SourceTransaction booked, Equivalent equivalent, Portion taken)
    {
        var currency = Currencies.Find(equivalent.Currency);
        var said = new Parts(original.Said);
        var parts = new Parts(booked);
        var carried = new CarriedOver(said, original.GivenBack, Currencies.Find(original.Said.Currency));
        var left = carried.Left;
        var leftInBooks = LeftInBooks(original, parts, equivalent, carried);
        var part = said.Of(taken) ?? said.Amounts();
        if (part.SequenceEqual(left))
            return new BookedPortion(equivalent, parts.Portion(leftInBooks, []));
        var exact = new decimal[parts.Count];
        // Also where a discount is left that the last one does not name: it takes all the money.
        if (taken.Gross == left.Sum() || part.Zip(left).Any(pair => Math.Abs(pair.First) > Math.Abs(pair.Second)))
        {
            var rate = left.Sum() > 0m ? leftInBooks.Sum() / left.Sum() : equivalent.Amount / original.Said.Gross;
            return new BookedPortion(equivalent, parts.Portion(Rounded([.. part.Select(amount => amount * rate)], currency), []));
        }
        for (var i = 0; i < exact.Length; i++)
            exact[i] =
                part[i] == 0m ? 0m
                : part[i] == left[i] ? leftInBooks[i]
                : leftInBooks[i] * (part[i] / left[i]);
        return new BookedPortion(equivalent, parts.Portion(Rounded(exact, currency), []));
    }

    static decimal[] LeftInBooks(Original original, Parts parts, Equivalent equivalent, CarriedOver carried)
    {
        var left = parts.Amounts();
        var whole = parts.Amounts();
        var saidParts = new Parts(original.Said);
        var said = saidParts.Amounts();
        var currency = Currencies.Find(equivalent.Currency);
        foreach (var (portion, now) in original.GivenBack.Zip(carried.Given))
        {
            var isSame = saidParts.Of(portion) is { } then && then.SequenceEqual(now);
            var given =
                portion.Booked is not { } known || known.Whole != equivalent || now.Sum() != portion.Gross ? Estimated(now)
                : isSame && parts.Of(known.Amounts) is { } exact ? exact
                : OfOtherParts(now, known.Amounts.Gross);
            for (var i = 0; i < left.Length; i++)
                left[i] -= given[i];
        }
        return left;

        decimal[] OfOtherParts(decimal[] given, decimal sum) =>
            given.Sum() > 0m ? Rounded([.. given.Select(amount => amount * (sum / given.Sum()))], currency) : Estimated(given);

        // What was given back of an earlier revision, at another rate or in another currency.
        decimal[] Estimated(decimal[] given) =>
            [
                .. given.Select(
                    (amount, i) => said[i] == 0m ? 0m : decimal.Round(whole[i] * (amount / said[i]), currency.Scale, MidpointRounding.ToZero)
                ),
            ];
    }

    static decimal[] Rounded(decimal[] exact, Currency currency)
    {
        decimal[] units = [.. exact.Select(amount => amount * currency.MinorUnits)];
        decimal[] shares = [.. units.Select(decimal.Floor)];
        var missing = (int)(decimal.Round(units.Sum(), MidpointRounding.AwayFromZero) - shares.Sum());
        foreach (var index in Enumerable.Range(0, shares.Length).OrderByDescending(i => units[i] - shares[i]).ThenBy(i => i).Take(missing))
            shares[index] += 1m;
        var unit = 1m / currency.MinorUnits;
        return [.. shares.Select(share => share * unit)];
    }
}
