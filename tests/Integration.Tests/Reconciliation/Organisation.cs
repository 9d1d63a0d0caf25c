using AccountingSync.Accounting;
using AccountingSync.Contracts;
using AccountingSync.Messaging;
using AccountingSync.Postgres;
using AccountingSync.Reconciliation;
using AccountingSync.Reconciliation.Collect;
using AccountingSync.Reconciliation.Controls;
using AccountingSync.Reconciliation.Match;
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
    readonly Reconciler reconciler = new(Options, Gauge, clock, NullLogger<Reconciler>.Instance);

    public string Name => name;

    public Guid EntryOf(string id, int revision = 1, string part = EntryPart.Entry) => EntryId.For(name, Say.Source, id, revision, part);

    /// <summary>Each message in a session of its own, committed.</summary>
    public async Task Hears(params object[] messages)
    {
        foreach (var message in messages)
        {
            await using var session = await Session.Begin(database, name, CancellationToken.None);
            await Hear(session, message);
            await session.Commit(CancellationToken.None);
        }
    }

    public static Task Hear(Session session, object message) =>
        message switch
        {
            SourceTransactionsReceived received => new CollectReceivedConsumer(session, new Outbox(Bus), Log<CollectReceivedConsumer>()).Consume(
                Delivery.Of(received)
            ),
            SourceTransactionsHeld held => new CollectHeldConsumer(session, new Outbox(Bus), Log<CollectHeldConsumer>()).Consume(Delivery.Of(held)),
            SourceTransactionsSuperseded superseded => new CollectSupersededConsumer(
                session,
                new Outbox(Bus),
                Log<CollectSupersededConsumer>()
            ).Consume(Delivery.Of(superseded)),
            JournalEntriesPosted posted => new CollectPostedConsumer(session, new Outbox(Bus), Options, Log<CollectPostedConsumer>()).Consume(
                Delivery.Of(posted)
            ),
            JournalEntriesRejected rejected => new CollectRejectedConsumer(session, new Outbox(Bus), Log<CollectRejectedConsumer>()).Consume(
                Delivery.Of(rejected)
            ),
            PlatformEntriesWritten written => new CollectWrittenConsumer(session, new Outbox(Bus), Log<CollectWrittenConsumer>()).Consume(
                Delivery.Of(written)
            ),
            PlatformEntriesRefused refused => new CollectRefusedConsumer(session, new Outbox(Bus), Log<CollectRefusedConsumer>()).Consume(
                Delivery.Of(refused)
            ),
            PlatformEntriesChanged changed => new CollectChangedConsumer(session, new Outbox(Bus), Log<CollectChangedConsumer>()).Consume(
                Delivery.Of(changed)
            ),
            PlatformConnectionsChanged connections => new CollectConnectionsConsumer(
                session,
                new Outbox(Bus),
                Log<CollectConnectionsConsumer>()
            ).Consume(Delivery.Of(connections)),
            _ => throw new ArgumentException($"No consumer for {message.GetType().Name}.", nameof(message)),
        };

    public Task<Run> RunsAll(TimeSpan? settle = null) => reconciler.Everything(database, name, settle, CancellationToken.None);

    public async Task<Run> RunsARound() => (await reconciler.Continue(database, name, CancellationToken.None))!;

    public Task<IReadOnlyList<DiscrepancyView>> Discrepancies(string? state = "open") =>
        Read(session => DiscrepancyQuery.List(session, state, DiscrepancyQuery.MaxListed, CancellationToken.None));

    /// <summary>What is open, as short text: type and what it is about.</summary>
    public async Task<IReadOnlyList<string>> Open() =>
        [
            .. (await Discrepancies())
                .Select(view => $"{view.Type} {view.Connection} {view.TransactionId ?? view.PlatformId} {view.Revision}".Replace("  ", " ").Trim())
                .Order(StringComparer.Ordinal),
        ];

    public Task<Summary> Summary() => Read(session => SummaryQuery.Read(session, clock.Now - Options.Settle, CancellationToken.None));

    public Task<IReadOnlyList<RevisionTimeline>> Timeline(string id) =>
        Read(session => TimelineQuery.Read(session, Say.Source, id, CancellationToken.None));

    public async Task<T> Read<T>(Func<Session, Task<T>> read)
    {
        await using var session = await Session.Begin(database, name, CancellationToken.None);
        return await read(session);
    }

    static NullLogger<T> Log<T>() => NullLogger<T>.Instance;
}
