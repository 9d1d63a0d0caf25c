using AccountingSync.Accounting;

namespace AccountingSync.Ingestion.Files.Bank;

/// <summary>What every statement must fulfil, whatever its form.</summary>
static class StatementChecks
{
    /// <param name="place">Where the statement begins, for what concerns all of it.</param>
    /// <returns>The first breach; null when there is none.</returns>
    public static StatementProblem? FirstBreach(BankStatement statement, string place)
    {
        if (!Currencies.TryFind(statement.Currency, out var currency))
            return new(
                place,
                "currency",
                "unknown-currency",
                $"'{statement.Currency}' is no ISO 4217 currency in use, so nothing can be booked in it."
            );
        return Amounts(statement, currency, place) ?? Dates(statement, place) ?? Balances(statement, currency, place) ?? Twice(statement, currency);
    }

    static StatementProblem? Amounts(BankStatement statement, Currency currency, string place)
    {
        foreach (var (where, field, amount) in AllAmounts(statement, place))
        {
            if (!currency.Fits(amount))
                return new(
                    where,
                    field,
                    "scale",
                    $"{amount} has more decimals than {currency.Code} has ({currency.Scale}). Ask the bank what it means."
                );
            if (Math.Abs(amount) > JournalEntry.MaxAmount)
                return new(where, field, "too-large", $"{amount} is beyond {JournalEntry.MaxAmount}, the largest amount that is booked.");
        }
        return null;
    }

    static IEnumerable<(string Place, string Field, decimal Amount)> AllAmounts(BankStatement statement, string place)
    {
        if (statement.Opening is { } opening)
            yield return (place, "opening balance", opening.Amount);
        if (statement.Closing is { } closing)
            yield return (place, "closing balance", closing.Amount);
        foreach (var entry in statement.Entries)
            yield return (entry.Place, "amount", entry.Amount);
    }

    static StatementProblem? Dates(BankStatement statement, string place) =>
        (statement.Opening, statement.Closing) is ({ } opening, { } closing) && closing.Date < opening.Date
            ? new(
                place,
                "closing balance",
                "dates",
                $"The closing balance is of {closing.Date:yyyy-MM-dd}, before the opening balance of {opening.Date:yyyy-MM-dd}. Ask the bank for the statement again."
            )
            : null;

    static StatementProblem? Balances(BankStatement statement, Currency currency, string place)
    {
        if ((statement.Opening, statement.Closing) is not ({ } opening, { } closing))
            return null;
        var sum = statement.Entries.Sum(entry => entry.Amount);
        var off = closing.Amount - opening.Amount - sum;
        if (off == 0m)
            return null;
        return new(
            place,
            "closing balance",
            "balance",
            $"{currency.Format(opening.Amount)} at the opening and {statement.Entries.Count} entries of together {currency.Format(sum)} come to "
                + $"{currency.Format(opening.Amount + sum)}, the closing balance is {currency.Format(closing.Amount)}: {currency.Format(off)} {currency.Code} "
                + $"is unexplained. {Suspect(statement, off)}"
        );
    }

    static string Suspect(BankStatement statement, decimal off)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in statement.Entries)
            if (!seen.Add(BankEntryId.Fact(statement, entry)) && entry.Amount == -off)
                return $"The entry at {entry.Place} repeats an earlier one of that amount; if it is there twice by mistake, ask the bank for the statement again.";
        return "An entry is missing or wrong: ask the bank for the statement again.";
    }

    // Where balances or totals agree, two equal entries are two payments. Where nothing is proved, a reference that is the bank's own
    // and yet there twice, on the same day with the same amount and text, is one entry sent twice or two: nobody can tell.
    static StatementProblem? Twice(BankStatement statement, Currency currency)
    {
        if (statement.Proof != StatementProof.None)
            return null;
        var seen = new Dictionary<(string, string), BankEntry>();
        foreach (var entry in statement.Entries)
        {
            if (entry.BankReference is null || seen.TryAdd((BankEntryId.Fact(statement, entry), entry.Remittance), entry))
                continue;
            var first = seen[(BankEntryId.Fact(statement, entry), entry.Remittance)];
            return new(
                entry.Place,
                "reference",
                "duplicate-entry",
                $"The entry of {currency.Format(entry.Amount)} {currency.Code} on {entry.BookingDate:yyyy-MM-dd} has the same reference and text as the one at "
                    + $"{first.Place}, and no balances show whether it is one payment or two. Ask the bank, and take the second one out or give it a reference of its own."
            );
        }
        return null;
    }
}
