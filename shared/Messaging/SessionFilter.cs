using AccountingSync.Contracts;
using AccountingSync.Postgres;
using MassTransit;
using MassTransit.Middleware;
using MassTransit.Middleware.Outbox;
using Microsoft.Extensions.DependencyInjection;

namespace AccountingSync.Messaging;

/// <summary>Puts a session around each consumer of single messages, and around sagas: begin, inbox, consumer, outbox, commit. Key and work commit together.
/// A message that the inbox knows is a duplicate: it is acknowledged, reported, and nothing else happens.</summary>
sealed class SessionFilter(IServiceProvider provider, ReceiptSender receipts, MessagingOptions options) : IOutboxContextFactory<Session>
{
    public async Task Send<T>(ConsumeContext<T> context, OutboxConsumeOptions consumer, IPipe<OutboxConsumeContext<T>> next)
        where T : class
    {
        var messageId = context.MessageId ?? throw new MessageException(typeof(T), "A message without an id cannot be told from its duplicate.");
        var session = provider.GetRequiredService<Session>();
        await session.Open(context.CancellationToken);
        Failpoint.Hit("consume.received");
        var organisation = (context.Message as IOwned)?.Organisation;
        if ((await Inbox.Note(session, [messageId], consumer.ConsumerId, organisation, context.CancellationToken)).Count > 0)
        {
            await next.Send(new SessionConsumeContext<T>(context, consumer, provider, session));
            Failpoint.Hit("consume.committed");
        }
        else
        {
            Telemetry.DuplicateMessages.Add(1);
            await context.NotifyConsumed(context, TimeSpan.Zero, consumer.ConsumerType);
        }
        receipts.Note(context);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("session").Add("service", options.Service);
}

/// <summary>What a consumer publishes goes to the session's outbox; when the consumer is done, outbox and session are committed.</summary>
sealed class SessionConsumeContext<T>(ConsumeContext<T> context, OutboxConsumeOptions options, IServiceProvider provider, Session session)
    : OutboxConsumeContextProxy<T>(context, options, provider)
    where T : class
{
    readonly Outbox outbox = provider.GetRequiredService<Outbox>();

    public override bool ContinueProcessing { get; set; }
    public override bool IsMessageConsumed => false;
    public override bool IsOutboxDelivered => false;
    public override int ReceiveCount => 1;
    public override long? LastSequenceNumber => null;

    public override Task AddSend<TMessage>(SendContext<TMessage> sendContext)
    {
        outbox.Capture(sendContext);
        return Task.CompletedTask;
    }

    public override async Task SetConsumed()
    {
        Failpoint.Hit("consume.handled");
        await outbox.Flush(session, CancellationToken);
        Failpoint.Hit("consume.before-commit");
        await session.Commit(CancellationToken);
    }

    // Our own dispatcher delivers; MassTransit's inline delivery is never asked for.
    public override Task SetDelivered() => Task.CompletedTask;

    public override Task<List<OutboxMessageContext>> LoadOutboxMessages() => Task.FromResult(new List<OutboxMessageContext>());

    public override Task NotifyOutboxMessageDelivered(OutboxMessageContext message) => Task.CompletedTask;

    public override Task RemoveOutboxMessages() => Task.CompletedTask;
}
