using AccountingSync.Accounting.Matching;
using AccountingSync.Accounting.Reconciliation;

namespace AccountingSync.Reconciliation.Bank;

/// <summary>What of the lines that nothing answers is a discrepancy. Pure.</summary>
/// <param name="Found">What is one now.</param>
/// <param name="NextDay">The first day on which another line may be one without further news; null when none may.</param>
sealed record BankFindings(IReadOnlyList<Finding> Found, DateOnly? NextDay)
{
    /// <param name="alone">Lines for which nothing was found, proposals included.</param>
    /// <param name="ours">Gateways of which there are payouts, since the day of the first.</param>
    public static BankFindings Of(
        IReadOnlyList<StoredLine> alone,
        IReadOnlyDictionary<string, DateOnly> ours,
        StatementDays covered,
        PaidAccounts paid,
        MatchRules rules,
        DateOnly today
    )
    {
        var found = new List<Finding>();
        DateOnly? next = null;
        foreach (var line in alone)
        {
            var (from, until) = (line.Line.Date.AddDays(-rules.Days), line.Line.Date.AddDays(rules.Days));
            if (line.Line.Side == MatchSide.Books)
            {
                if (line.Kind == "payout" && covered.Cover(from, until, paid.By(line)))
                    found.Add(Finding(DiscrepancyType.MissingInBank, line, from, until));
            }
            // What goes out to a gateway is no payout, and of what came before its first payout was told nobody knows anything.
            else if (line.Line.Amount > 0m && line.Gateways.Any(name => ours.TryGetValue(name, out var since) && until >= since))
            {
                // What a gateway tells may come after the money.
                if (until < today)
                    found.Add(Finding(DiscrepancyType.UnexpectedInBank, line, from, until));
                else
                    next = next is { } known && known <= until ? known : until.AddDays(1);
            }
        }
        return new BankFindings(found, next);
    }

    static Finding Finding(DiscrepancyType type, StoredLine line, DateOnly from, DateOnly until) =>
        new(
            type,
            new Subject { Source = line.Source, TransactionId = line.Id },
            new Evidence
            {
                Bank = new BankEvidence
                {
                    Currency = line.Line.Currency,
                    Amount = line.Line.Amount,
                    Day = line.Line.Date,
                    From = from,
                    Until = until,
                    Account = line.Account,
                    Gateways = line.Gateways,
                },
            }
        );
}
