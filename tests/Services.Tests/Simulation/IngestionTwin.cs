using AccountingSync.Accounting;
using AccountingSync.Accounting.Days;
using AccountingSync.Contracts;
using AccountingSync.Ingestion.Accept;
using AccountingSync.Ingestion.CanonicalForm;
using AccountingSync.Ingestion.FixDays;

namespace AccountingSync.Services.Tests.Simulation;

/// <summary>A row of <c>ingestion.transactions</c>.</summary>
sealed record AcceptedFact(Candidate Candidate, FirstAcceptance First)
{
    public SourceTransaction Transaction => Candidate.Transaction with { FirstAccepted = First };

    public KnownRevision Known => new(First.OccurredOn is null ? null : DayFixing.Kept(Candidate.Transaction.OccurredAt), First);
}

/// <summary>Accepts what sources send, several submissions in one commit, as <c>AcceptBatch</c> does.</summary>
sealed class IngestionTwin(World world) : ServiceTwin(world, "ingestion")
{
    readonly Table<TransactionKey, AcceptedFact> transactions = new(world.TablesOf("ingestion"));
    readonly Table<int, DaySetting> settings = new(world.TablesOf("ingestion"));

    /// <summary>What was accepted: the first content of each key, with the days that were fixed.</summary>
    public IEnumerable<SourceTransaction> Accepted => transactions.Rows.Select(row => row.Transaction);

    /// <summary>Every clock that was set, the first one first.</summary>
    public IEnumerable<DaySetting> Settings => settings.ByKey.OrderBy(row => row.Key).Select(row => row.Value);

    public bool SetDays(DaySetting setting)
    {
        World.Trace?.Add($"the clock of {setting.Source ?? "all sources"} is set to {setting.Clock}");
        return Survives(() =>
        {
            settings.Insert(settings.Count, setting);
            Commit("set-days");
        });
    }

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
            var news = AcceptanceDecision.First(candidates);
            var days = FixDays(news);
            var inserted = news.Where(first => transactions.Insert(first.Key, new AcceptedFact(first, days[first.Key]))).Select(first => first.Key);
            decisions = AcceptanceDecision.Decide(
                candidates,
                inserted.ToHashSet(),
                transactions.ByKey.ToDictionary(row => row.Key, row => row.Value.Candidate.Hash)
            );
            foreach (var received in AcceptedNews.Received(World.Organisation, submissions, candidates, decisions, days, World.Now))
                Announce(received);
            Commit("accept");
        });
        return survived ? AcceptanceDecision.BySubmission(submissions.Count, candidates, decisions) : null;
    }

    /// <summary>As <c>FixedDays</c> does, with what the tables hold.</summary>
    IReadOnlyDictionary<TransactionKey, FirstAcceptance> FixDays(IReadOnlyList<Candidate> news)
    {
        var now = new DaySettings([.. Settings.Reverse().DistinctBy(setting => setting.Source)]);
        var asked = news.Where(candidate => FixedDays.MayBeKnown(candidate, now))
            .Select(candidate => (candidate.Key.Source, candidate.Key.Id))
            .ToHashSet();
        return FixedDays.Of(
            news,
            World.Now,
            now,
            fact =>
                asked.Contains(fact) && World.Without != Without.KeepingDays
                    ?
                    [
                        .. transactions
                            .ByKey.Where(row => (row.Key.Source, row.Key.Id) == fact)
                            .OrderBy(row => row.Value.First.At)
                            .Select(row => row.Value.Known),
                    ]
                    : []
        );
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
                        Original = Said(new TransactionKey(item.Source, item.Original, item.OriginalRevision)),
                    }),
                ],
            }
        );

    SourceTransactionData Said(TransactionKey key)
    {
        var row = transactions.Find(key)!;
        return row.Candidate.Transaction.ToContract() with { FirstAccepted = row.First.ToContract() };
    }
}
