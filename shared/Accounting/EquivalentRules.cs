using System.Globalization;

namespace AccountingSync.Accounting;

/// <summary>What must be true of what a transaction's gross comes to in other currencies. Pure.</summary>
static class EquivalentRules
{
    public static void Check(SourceTransaction transaction, List<FieldProblem> problems)
    {
        Check("/settled", transaction.Settled, transaction, problems);
        Check("/booked", transaction.Booked, transaction, problems);
        if (transaction is { Settled: { } settled, Booked: { } booked } && settled.Currency == booked.Currency && settled.Amount != booked.Amount)
            problems.Add(
                new(
                    "/booked/amount",
                    "equivalents-differ",
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"The gross settled as {settled.Amount} and is booked as {booked.Amount}, both in {settled.Currency}: send the same amount, or leave one out."
                    )
                )
            );
    }

    static void Check(string pointer, Equivalent? equivalent, SourceTransaction transaction, List<FieldProblem> problems)
    {
        void Problem(string member, string rule, FormattableString message) =>
            problems.Add(new(pointer + member, rule, message.ToString(CultureInfo.InvariantCulture)));

        if (equivalent is null)
            return;
        var amount = equivalent.Amount;
        if (!Currencies.TryFind(equivalent.Currency, out var currency))
            Problem(
                "/currency",
                "unknown-currency",
                $"'{equivalent.Currency}' is no ISO 4217 currency in use; send the three-letter code in capitals."
            );
        else if (!currency.Fits(amount))
            Problem("/amount", "scale", $"{amount} has more decimals than {currency.Code} allows ({currency.Scale}).");
        else if (amount <= 0m)
            Problem("/amount", "not-positive", $"Send what the gross comes to as an amount above zero: its direction is that of the gross.");
        else if (amount > JournalEntry.MaxAmount)
            Problem("/amount", "too-large", $"Amounts beyond {JournalEntry.MaxAmount} are refused.");
        else if (transaction.Gross == 0m)
            Problem("", "nothing-to-exchange", $"The gross is zero, which comes to nothing in any currency: leave this member out.");
        else if (equivalent.Currency == transaction.Currency && amount != Math.Abs(transaction.Gross))
            Problem(
                "/amount",
                "equivalents-differ",
                $"The gross is {Math.Abs(transaction.Gross)} in the same currency, {currency.Code}: send the same amount, or leave this member out."
            );
    }
}
