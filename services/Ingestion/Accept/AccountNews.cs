using AccountingSync.Contracts;
using AccountingSync.Ingestion.Sources;
using AccountingSync.Messaging;

namespace AccountingSync.Ingestion.Accept;

/// <summary>What is told of sources' accounts, in envelopes of bounded size. Pure.</summary>
static class AccountNews
{
    /// <param name="by">pull or file.</param>
    public static IEnumerable<BalancesTold> Balances(
        string organisation,
        string source,
        IEnumerable<AccountPeriod> periods,
        string by,
        DateTimeOffset now
    ) =>
        periods
            .Select(period => new ToldBalance
            {
                Source = source,
                Account = period.Account,
                Currency = period.Currency,
                From = period.From,
                Until = period.Until,
                Reference = period.Reference,
                Opening = period.Opening,
                Closing = period.Closing,
                Movements = period.Movements.Count,
                By = by,
                ToldAt = now,
            })
            .Chunk(Bundles.MostItems)
            .Select(items => new BalancesTold { Organisation = organisation, Items = items });

    public static IEnumerable<MovementsTold> Movements(string organisation, string source, IEnumerable<AccountPeriod> periods) =>
        periods
            .SelectMany(period =>
                period.Movements.Select(movement => new ToldMovement
                {
                    Source = source,
                    Account = period.Account,
                    Currency = period.Currency,
                    From = period.From,
                    Until = period.Until,
                    Reference = period.Reference,
                    Day = movement.Day,
                    MovementId = movement.Id,
                    TransactionId = movement.TransactionId,
                    Amount = movement.Amount,
                    UnderWayUntil = movement.UnderWayUntil,
                })
            )
            .Chunk(Bundles.MostItems)
            .Select(items => new MovementsTold { Organisation = organisation, Items = items });

    /// <summary>What a pull told first.</summary>
    public static IEnumerable<TransactionsRefilled> Refilled(
        string organisation,
        IReadOnlyList<Submission> submissions,
        IReadOnlyList<Candidate> candidates,
        IReadOnlyList<Acceptance> decisions,
        DateTimeOffset now
    ) =>
        candidates
            .Where((candidate, i) => decisions[i] == Acceptance.Accepted && submissions[candidate.Submission].Door == Submission.Poll)
            .Select(candidate => new RefilledTransaction
            {
                TraceParent = submissions[candidate.Submission].TraceParent,
                Source = candidate.Key.Source,
                TransactionId = candidate.Key.Id,
                RefilledAt = now,
            })
            .Chunk(Bundles.MostItems)
            .Select(items => new TransactionsRefilled { Organisation = organisation, Items = items });
}
