using AccountingSync.Contracts;
using AccountingSync.Postgres;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace AccountingSync.Messaging;

/// <summary>How many sessions of a service's envelope consumers run at the same time.</summary>
sealed class ConsumerTurns(MessagingOptions options) : IDisposable
{
    public SemaphoreSlim Live { get; } = new(options.Concurrency);
    public SemaphoreSlim Batch { get; } = new(1);

    public void Dispose()
    {
        Live.Dispose();
        Batch.Dispose();
    }
}

/// <summary>Where MassTransit hands over an envelope: it is consumed together with those that wait, and acknowledged when that is committed.</summary>
sealed class EnvelopeReceiver<TConsumer, TEnvelope, TItem>(EnvelopeReader<TConsumer, TEnvelope, TItem> reader) : IConsumer<TEnvelope>
    where TConsumer : EnvelopeConsumer<TEnvelope, TItem>
    where TEnvelope : class, IEnvelope<TItem>
{
    public Task Consume(ConsumeContext<TEnvelope> context) => reader.Read(context);
}

/// <summary>The same for the batch lane's queue.</summary>
sealed class BatchReceiver<TConsumer, TEnvelope, TItem>(BatchReader<TConsumer, TEnvelope, TItem> reader) : IConsumer<TEnvelope>
    where TConsumer : EnvelopeConsumer<TEnvelope, TItem>
    where TEnvelope : class, IEnvelope<TItem>
{
    public Task Consume(ConsumeContext<TEnvelope> context) => reader.Read(context);
}

/// <summary>Consumes the envelopes that wait together in one session: begin, inbox, consumer, outbox, commit. Keys and work commit
/// together. A message that the inbox knows is a duplicate: it is acknowledged, reported, and nothing else happens.</summary>
class EnvelopeReader<TConsumer, TEnvelope, TItem>
    where TConsumer : EnvelopeConsumer<TEnvelope, TItem>
    where TEnvelope : class, IEnvelope<TItem>
{
    static readonly Guid ConsumerId = Inbox.ConsumerId(typeof(TConsumer));

    readonly IServiceScopeFactory scopes;
    readonly ReceiptSender receipts;
    readonly BatchPace pace;
    readonly Lane lane;
    readonly Gathering<ConsumeContext<TEnvelope>> gathering;

    /// <param name="maxItems">Items that a session takes at most, and so an envelope that comes of it.</param>
    /// <param name="apart">From one session of an organisation to its next, where it is not urgent.</param>
    public EnvelopeReader(IServiceScopeFactory scopes, ReceiptSender receipts, ConsumerTurns turns, BatchPace pace, int maxItems, TimeSpan apart)
        : this(scopes, receipts, pace, Lane.Live, turns.Live, maxItems, apart) { }

    protected EnvelopeReader(
        IServiceScopeFactory scopes,
        ReceiptSender receipts,
        BatchPace pace,
        Lane lane,
        SemaphoreSlim turns,
        int maxItems,
        TimeSpan apart = default
    )
    {
        (this.scopes, this.receipts, this.pace, this.lane) = (scopes, receipts, pace, lane);
        gathering = new(turns, maxItems, context => context.Message.Items.Count, lane == Lane.Live ? Consume : ConsumeAtPace, apart);
    }

    public Task Read(ConsumeContext<TEnvelope> context) => gathering.Join(context.Message.Organisation, context, context.CancellationToken);

    async Task ConsumeAtPace(string organisation, IReadOnlyList<ConsumeContext<TEnvelope>> envelopes, CancellationToken stop)
    {
        using var turn = await pace.Begin(stop);
        await Consume(organisation, envelopes, stop);
    }

    async Task Consume(string organisation, IReadOnlyList<ConsumeContext<TEnvelope>> envelopes, CancellationToken stop)
    {
        var byId = envelopes.ToLookup(IdOf);
        await using var scope = scopes.CreateAsyncScope();
        var session = scope.ServiceProvider.GetRequiredService<Session>();
        await session.Open(stop);
        Failpoint.Hit("consume.received");
        var news = await Inbox.Note(session, [.. byId.Select(group => group.Key)], ConsumerId, organisation, stop);
        scope.ServiceProvider.GetRequiredService<Outbox>().Lane = lane;
        if (news.Count > 0)
            await Consume(
                scope.ServiceProvider,
                session,
                organisation,
                [.. byId.Where(group => news.Contains(group.Key)).Select(group => group.First())],
                stop
            );
        Telemetry.DuplicateMessages.Add(envelopes.Count - news.Count);
        foreach (var envelope in envelopes)
            receipts.Note(envelope);
        if (lane == Lane.Live)
            pace.NoteLive(envelopes.SelectMany(envelope => envelope.Message.Items).OfType<ITimed>());
    }

    static async Task Consume(
        IServiceProvider scope,
        Session session,
        string organisation,
        IReadOnlyList<ConsumeContext<TEnvelope>> envelopes,
        CancellationToken stop
    )
    {
        var items = envelopes.SelectMany(envelope => envelope.Message.Items).ToList();
        var queue = envelopes[0].ReceiveContext.InputAddress.Segments[^1];
        await scope.GetRequiredService<TConsumer>().Consume(organisation, items, queue, stop, saved: true);
        Failpoint.Hit("consume.handled");
        await scope.GetRequiredService<Outbox>().Flush(session, stop);
        Failpoint.Hit("consume.before-commit");
        await session.Commit(stop);
        Failpoint.Hit("consume.committed");
    }

    static Guid IdOf(ConsumeContext<TEnvelope> context) =>
        context.MessageId ?? throw new MessageException(typeof(TEnvelope), "A message without an id cannot be told from its duplicate.");
}

/// <summary>Larger sessions, one at a time, at the pace that the live lane leaves.</summary>
sealed class BatchReader<TConsumer, TEnvelope, TItem>(IServiceScopeFactory scopes, ReceiptSender receipts, ConsumerTurns turns, BatchPace pace)
    : EnvelopeReader<TConsumer, TEnvelope, TItem>(scopes, receipts, pace, Lane.Batch, turns.Batch, MaxItems)
    where TConsumer : EnvelopeConsumer<TEnvelope, TItem>
    where TEnvelope : class, IEnvelope<TItem>
{
    const int MaxItems = 1_000;
}
