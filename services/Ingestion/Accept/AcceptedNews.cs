using AccountingSync.Accounting.Days;
using AccountingSync.Contracts;
using AccountingSync.Ingestion.CanonicalForm;
using AccountingSync.Messaging;

namespace AccountingSync.Ingestion.Accept;

/// <summary>What is told about a batch that is accepted, in envelopes of bounded size. Pure.</summary>
static class AcceptedNews
{
    /// <summary>They are fetched one after the other within a session, each for 20 seconds at most, and the database ends a
    /// session that is idle for two minutes.</summary>
    public const int MaxFetches = 5;

    /// <param name="days">Of what is accepted among the candidates.</param>
    public static IEnumerable<SourceTransactionsReceived> Received(
        string organisation,
        IReadOnlyList<Submission> submissions,
        IReadOnlyList<Candidate> candidates,
        IReadOnlyList<Acceptance> decisions,
        IReadOnlyDictionary<TransactionKey, FirstAcceptance> days,
        DateTimeOffset now
    ) =>
        Bundles
            .Of(
                candidates
                    .Where((_, i) => decisions[i] == Acceptance.Accepted)
                    .Select(candidate => new ReceivedTransaction
                    {
                        TraceParent = submissions[candidate.Submission].TraceParent,
                        ReceivedAt = now,
                        Transaction = candidate.Transaction.ToContract() with { FirstAccepted = Told(days[candidate.Key], now) },
                    }),
                item => item.Transaction.Contents?.Count ?? 0
            )
            .Select(items => new SourceTransactionsReceived { Organisation = organisation, Items = items });

    /// <summary>Nothing where it says no more than when this was received.</summary>
    static FirstAcceptanceData? Told(FirstAcceptance first, DateTimeOffset now) => first == new FirstAcceptance(now) ? null : first.ToContract();

    /// <param name="news">Submissions whose event was new.</param>
    public static IEnumerable<FetchSourceObjects> ToFetch(string organisation, IEnumerable<Submission> news) =>
        news.SelectMany(submission => submission.Wanted)
            .Chunk(MaxFetches)
            .Select(items => new FetchSourceObjects { Organisation = organisation, Items = items });
}
