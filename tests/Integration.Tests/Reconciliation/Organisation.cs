using AccountingSync.Accounting;
using AccountingSync.Accounting.Reconciliation;
using AccountingSync.Contracts;
using AccountingSync.Messaging;
using AccountingSync.Postgres;
using AccountingSync.Reconciliation;
using AccountingSync.Reconciliation.Accounts;
using AccountingSync.Reconciliation.Collect;
using AccountingSync.Reconciliation.Controls;
using AccountingSync.Reconciliation.Match;
using AccountingSync.Reconciliation.Payouts;
using AccountingSync.Reconciliation.Report;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace AccountingSync.Integration.Tests.Reconciliation;

/// <summary>One organisation's events, given to the service's own consumers, and its runs.</summary>
sealed class Organisation(NpgsqlDataSource database, string name, SettableClock clock)
{
    static readonly MessagingOptions Bus = new() { Service = "reconciliation", Broker = new Uri("amqp://nowhere") };
    static readonly OpenDiscrepancies Gauge = new();
    public static readonly ReconciliationOptions Options = new(Settle: TimeSpan.FromSeconds(60), Interval: TimeSpan.FromSeconds(5));
    readonly Reconciler reconciler = new(Options, Gauge, new FreshMessages(Bus, TimeProvider.System), clock, NullLogger<Reconciler>.Instance);

    public string Name => name;

    public Guid EntryOf(string id, int revision = 1, string part = EntryPart.Entry) => EntryId.For(name, Say.Source, id, revision, part);

    /// <summary>Each message in a session of its own, committed.</summary>
    public async Task Hears(params object[] messages)
    {
        foreach (var message in messages)
        {
            await using var session = await Session.Begin(database, name, CancellationToken.None);
            await Hear(session, message, clock);
            await session.Commit(CancellationToken.None);
        }
    }

    public static Task Hear(Session session, object message) => Hear(session, message, TimeProvider.System);

    static Task Hear(Session session, object message, TimeProvider clock)
    {
        var outbox = new Outbox(new FreshMessages(Bus, TimeProvider.System));
        return message switch
        {
            SourceTransactionsReceived received => Give(
                new CollectReceivedConsumer(session, outbox, Options, Log<CollectReceivedConsumer>()),
                received
            ),
            SourceTransactionsHeld held => Give(new CollectHeldConsumer(session, outbox, Log<CollectHeldConsumer>()), held),
            GivenBackCompared compared => Give(new CollectComparedConsumer(session, outbox, Log<CollectComparedConsumer>()), compared),
            SourceTransactionsSuperseded superseded => Give(
                new CollectSupersededConsumer(session, outbox, Log<CollectSupersededConsumer>()),
                superseded
            ),
            JournalEntriesPosted posted => Give(new CollectPostedConsumer(session, outbox, Options, Log<CollectPostedConsumer>()), posted),
            JournalEntriesRejected rejected => Give(new CollectRejectedConsumer(session, outbox, Log<CollectRejectedConsumer>()), rejected),
            PlatformEntriesWritten written => Give(new CollectWrittenConsumer(session, outbox, Log<CollectWrittenConsumer>()), written),
            PlatformEntriesRefused refused => Give(new CollectRefusedConsumer(session, outbox, Log<CollectRefusedConsumer>()), refused),
            PlatformEntriesChanged changed => Give(new CollectChangedConsumer(session, outbox, Log<CollectChangedConsumer>()), changed),
            PlatformConnectionsChanged connections => Give(
                new CollectConnectionsConsumer(session, outbox, Log<CollectConnectionsConsumer>()),
                connections
            ),
            PushesWaiting waiting => Give(new CollectWaitingConsumer(session, outbox, Log<CollectWaitingConsumer>()), waiting),
            PayoutsAsserted asserted => Give(new CollectAssertedConsumer(session, outbox, Options, Log<CollectAssertedConsumer>()), asserted),
            PostingsTold told => Give(new JudgePayoutsConsumer(session, outbox, clock, Log<JudgePayoutsConsumer>()), told),
            BalancesTold balances => Give(new CollectBalancesConsumer(session, outbox, Options, Log<CollectBalancesConsumer>()), balances),
            MovementsTold movements => Give(new CollectMovementsConsumer(session, outbox, Log<CollectMovementsConsumer>()), movements),
            TransactionsRefilled refilled => Give(new CollectRefilledConsumer(session, outbox, Log<CollectRefilledConsumer>()), refilled),
            EntriesSummarised summarised => Give(
                new CollectSummarisedConsumer(session, outbox, Options, Log<CollectSummarisedConsumer>()),
                summarised
            ),
            SummariesMade made => Give(new CollectSummariesConsumer(session, outbox, Options, Log<CollectSummariesConsumer>()), made),
            _ => throw new ArgumentException($"No consumer for {message.GetType().Name}.", nameof(message)),
        };
    }

    static Task Give<TEnvelope, TItem>(EnvelopeConsumer<TEnvelope, TItem> consumer, TEnvelope envelope)
        where TEnvelope : class, IEnvelope<TItem> =>
        consumer.Consume(envelope.Organisation, envelope.Items, Queues.Reconciliation, CancellationToken.None);

    public Task<Run> RunsAll(TimeSpan? settle = null) => reconciler.Everything(database, name, settle, CancellationToken.None);

    public async Task<Run> RunsARound() => (await reconciler.Continue(database, name, CancellationToken.None))!.Value.Run;

    public Task<IReadOnlyList<DiscrepancyView>> Discrepancies(string? state = "open") =>
        Read(session => DiscrepancyQuery.List(session, state, DiscrepancyQuery.MaxListed, CancellationToken.None));

    /// <summary>What is open, as short text: type and what it is about.</summary>
    public async Task<IReadOnlyList<string>> Open() =>
        [
            .. (await Discrepancies())
                .Select(view => $"{view.Type} {view.Connection} {view.TransactionId ?? view.PlatformId} {view.Revision}".Replace("  ", " ").Trim())
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>Of sources' accounts, as text: day, state, what is known of what moved, what is not explained.</summary>
    public async Task<IReadOnlyList<string>> Completeness() =>
        [
            .. (await Read(session => CompletenessQuery.List(session, null, null, null, CompletenessQuery.MaxListed, CancellationToken.None))).Select(
                view =>
                    FormattableString.Invariant(
                        $"{view.From:yyyy-MM-dd} {view.State} {view.Known}/{view.Movements} refilled {view.Refilled} difference {view.Difference:0.00}"
                    )
            ),
        ];

    public Task<Summary> Summary() => Read(session => SummaryQuery.Read(session, clock.Now - Options.Settle, CancellationToken.None));

    public Task<IReadOnlyList<PlatformSummary>> Platforms() =>
        Read(session => PlatformSummaryQuery.Read(session, clock.Now - Options.Settle, CancellationToken.None));

    /// <summary>What somebody changed in the platform, whatever became of it.</summary>
    public Task<IReadOnlyList<DiscrepancyView>> Corrections() =>
        Read(session => DiscrepancyQuery.List(session, null, DiscrepancyTypes.MadeInPlatform, DiscrepancyQuery.MaxListed, CancellationToken.None));

    /// <summary>Of everything that is not older than <paramref name="back"/>.</summary>
    public Task<OperationalMetrics> Metrics(TimeSpan back) =>
        Read(session => MetricsQuery.Read(session, clock.Now - back, clock.Now, Options.Settle, CancellationToken.None));

    public Task<IReadOnlyList<RevisionTimeline>> Timeline(string id) =>
        Read(session => TimelineQuery.Read(session, Say.Source, id, CancellationToken.None));

    public async Task<T> Read<T>(Func<Session, Task<T>> read)
    {
        await using var session = await Session.Begin(database, name, CancellationToken.None);
        return await read(session);
    }

    static NullLogger<T> Log<T>() => NullLogger<T>.Instance;
}
