using AccountingSync.Contracts;
using AccountingSync.Messaging;
using AccountingSync.Postgres;

namespace AccountingSync.Reconciliation.Payouts;

/// <summary>Asks the ledger about payouts of which there is news: what stands on their accounts, of them and of what they settle.</summary>
static class PayoutQuestions
{
    /// <summary>Of one round; each may be about thousands of transactions.</summary>
    const int Most = 100;

    /// <returns>Whether there may be more.</returns>
    public static async Task<bool> Ask(Session session, Outbox outbox, DateTimeOffset now, CancellationToken stop)
    {
        var due = await DuePayoutStore.Take(session, now, Most, stop);
        foreach (var payout in due)
        {
            var known = await PayoutRows.Posted(session, payout.Source, payout.Id, stop);
            outbox.Add(
                new TellPostings
                {
                    Organisation = session.Organisation!,
                    Items =
                    [
                        new PostingsToTell
                        {
                            Source = payout.Source,
                            Payout = payout.Id,
                            AskedAt = payout.AskedAt,
                            Accounts = payout.Suspense is { } suspense ? [payout.Clearing, suspense] : [payout.Clearing],
                            Transactions = known,
                        },
                    ],
                }
            );
        }
        return due.Count == Most;
    }
}
