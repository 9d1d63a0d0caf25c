using AccountingSync.Accounting;
using AccountingSync.Contracts;
using AccountingSync.Ingestion.Accept;
using AccountingSync.Ingestion.CanonicalForm;

namespace AccountingSync.Services.Tests.Simulation;

/// <summary>Accepts what sources send, several submissions in one commit, as <c>AcceptBatch</c> does.</summary>
sealed class IngestionTwin(World world) : ServiceTwin(world, "ingestion")
{
    readonly Table<TransactionKey, Candidate> transactions = new(world.TablesOf("ingestion"));

    /// <summary>What was accepted: the first content of each key.</summary>
    public IEnumerable<SourceTransaction> Accepted => transactions.Rows.Select(row => row.Transaction);

    /// <returns>The answers, or null when the service died before it could give them; whether it had committed by then, nobody knows.</returns>
    public IReadOnlyList<IReadOnlyList<Acceptance>>? Accept(IReadOnlyList<IReadOnlyList<SourceTransaction>> requests)
    {
        List<Submission> submissions =
        [
            .. requests.Select(transactions => new Submission
            {
                Organisation = World.Organisation,
                Door = "rest",
                Payload = default,
                Transactions = transactions,
            }),
        ];
        var candidates = Candidate.Of(submissions);
        IReadOnlyList<Acceptance> decisions = [];
        var survived = Survives(() =>
        {
            var inserted = AcceptanceDecision.First(candidates).Where(first => transactions.Insert(first.Key, first)).Select(first => first.Key);
            decisions = AcceptanceDecision.Decide(
                candidates,
                inserted.ToHashSet(),
                transactions.ByKey.ToDictionary(row => row.Key, row => row.Value.Hash)
            );
            foreach (var received in AcceptedNews.Received(World.Organisation, submissions, candidates, decisions, World.Now))
                Announce(received);
            Commit("accept");
        });
        return survived ? AcceptanceDecision.BySubmission(submissions.Count, candidates, decisions) : null;
    }

    /// <summary>As <c>BringOriginalsConsumer</c> does. What vendors only name is fetched over HTTP; the simulation's sources say all.</summary>
    protected override void Handle(object message) =>
        Announce(
            new OriginalsBrought
            {
                Organisation = World.Organisation,
                Items =
                [
                    .. ((BringOriginals)message).Items.Select(item => new BroughtOriginal
                    {
                        Source = item.Source,
                        Id = item.Id,
                        Original = transactions.Find(new TransactionKey(item.Source, item.Original, item.OriginalRevision))!.Transaction.ToContract(),
                    }),
                ],
            }
        );
}
