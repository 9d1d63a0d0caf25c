using AccountingSync.Accounting.Matching;
using AccountingSync.Accounting.Reconciliation;

namespace AccountingSync.Reconciliation.Bank;

/// <summary>What of the lines that nothing answers is a discrepancy. Pure.</summary>
/// <param name="Found">What is one now.</param>
/// <param name="NextDay">The first day on which another line may be one without further news; null when none may.</param>
sealed record BankFindings(IReadOnlyList<Finding> Found, DateOnly? NextDay)
{
    /// <param name="alone">Lines for which nothing was found, proposals included.</param>
    /// <param name="ours">Gateways of which there are payouts.</param>
    public static BankFindings Of(IReadOnlyList<StoredLine> alone, IReadOnlySet<string> ours, StatementDays covered, MatchRules rules, DateOnly today)
    {
        var found = new List<Finding>();
        DateOnly? next = null;
        foreach (var line in alone)
        {
            var (from, until) = (line.Line.Date.AddDays(-rules.Days), line.Line.Date.AddDays(rules.Days));
            if (line.Line.Side == MatchSide.Books)
            {
                if (line.Kind == "payout" && covered.Cover(from, until))
                    found.Add(Finding(DiscrepancyType.MissingInBank, line, from, until));
            }
            else if (line.Gateways.Any(ours.Contains))
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
