using System.Globalization;

namespace AccountingSync.Accounting;

/// <summary>What a payout that says what it settles must fulfil. That its contents add up is not asked: what they leave of the gross is
/// <see cref="SourceTransaction.Unrecognised"/>.</summary>
static class PayoutContentRules
{
    public static void Check(SourceTransaction transaction, Currency currency, List<FieldProblem> problems)
    {
        if (transaction.Contents.Count == 0)
            return;
        if (transaction.Kind != TransactionKind.Payout)
        {
            problems.Add(
                new("/contents", "not-a-payout", "Only a payout settles other transactions: leave the member out, or name the payout in 'payout'.")
            );
            return;
        }
        if (transaction.Contents.Count > TransactionRules.MaxContents)
        {
            problems.Add(
                new(
                    "/contents",
                    "too-many",
                    $"{transaction.Contents.Count} contents; at most {TransactionRules.MaxContents} are accepted. Send the payout without them."
                )
            );
            return;
        }
        var seen = new HashSet<string>(transaction.Contents.Count, StringComparer.Ordinal);
        for (var i = 0; i < transaction.Contents.Count; i++)
        {
            var (id, _, amount) = transaction.Contents[i];
            var place = string.Create(CultureInfo.InvariantCulture, $"/contents/{i}");
            if (id == transaction.Id)
                problems.Add(new($"{place}/id", "itself", "The payout does not settle itself: leave it out of its contents."));
            else if (!seen.Add(id))
                problems.Add(new($"{place}/id", "twice", $"'{id}' is there twice: send each transaction once, with the sum of what it moved."));
            if (!currency.Fits(amount))
                problems.Add(
                    new(
                        $"{place}/amount",
                        "scale",
                        string.Create(CultureInfo.InvariantCulture, $"{amount} has more decimals than {currency.Code} allows ({currency.Scale}).")
                    )
                );
            else if (Math.Abs(amount) > JournalEntry.MaxAmount)
                problems.Add(
                    new(
                        $"{place}/amount",
                        "too-large",
                        string.Create(CultureInfo.InvariantCulture, $"Amounts beyond {JournalEntry.MaxAmount} are refused.")
                    )
                );
        }
    }
}
