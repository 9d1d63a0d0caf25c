using System.Diagnostics;
using System.Text;
using AccountingSync.Ingestion.Accept;
using AccountingSync.Ingestion.Access;
using AccountingSync.Messaging;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace AccountingSync.Ingestion.ReceiveFromQueue;

/// <summary>The queue door: canonical source transactions, arrays of them, and CloudEvents, published to the exchange
/// <c>accountingsync.inbound</c> with routing key <c>organisation.source</c>. Who may publish for which organisation is the broker's
/// topic permission. A message is acknowledged after its commit.</summary>
sealed class InboundQueue(
    Broker broker,
    TransactionAcceptor acceptor,
    Backlog backlog,
    RefusalTally refusals,
    KnownOrganisations organisations,
    ILogger<InboundQueue> log
) : QueueReader(broker, Name, Prefetch, log)
{
    public const string Name = "accountingsync.inbound";
    const ushort Prefetch = 64;

    protected override async Task Declare(IChannel channel, CancellationToken stop)
    {
        await channel.ExchangeDeclareAsync(Name, ExchangeType.Topic, durable: true, autoDelete: false, cancellationToken: stop);
        await channel.QueueBindAsync(Queue, Name, "#", cancellationToken: stop);
        await Broker.Declare(channel, [RejectedQueue], stop);
    }

    protected override async Task<Verdict> Handle(BasicDeliverEventArgs delivery, CancellationToken stop)
    {
        using var activity = StartActivity(delivery);
        // The client may reuse its buffer after this method returns; the acceptor keeps the bytes until the commit.
        var routingKey = RoutingKeyOf(delivery);
        var message = InboundMessage.From(
            routingKey,
            delivery.BasicProperties.ContentType,
            delivery.BasicProperties.Headers,
            delivery.Body.ToArray()
        );
        if (!await organisations.Knows(message.Organisation, stop))
            return new Verdict.Rejected(
                "unknown-organisation",
                $"The routing key '{routingKey}' must be <organisation>.<source>; no organisation '{message.Organisation}' exists."
            );
        switch (InboundReader.Read(message))
        {
            case InboundResult.Accepted accepted:
                return await Accept(message, accepted, stop);
            case InboundResult.Refused(var problem):
                await refusals.Count(message.Organisation, "queue", [problem], stop);
                return new Verdict.Rejected(problem.Rule, $"{problem.Pointer}: {problem.Message}");
            default:
                throw new UnreachableException();
        }
    }

    async Task<Verdict> Accept(InboundMessage message, InboundResult.Accepted accepted, CancellationToken stop)
    {
        if (accepted.Transactions.Count > 0)
        {
            var submission = new Submission
            {
                Organisation = message.Organisation,
                Door = "queue",
                Connection = accepted.EventId is null ? null : Name,
                EventId = accepted.EventId,
                Payload = message.Body,
                Transactions = accepted.Transactions,
                TraceParent = Activity.Current?.Id,
            };
            // What is not taken waits in the queue, and the gateway notices when that is full.
            await backlog.WaitForRoom(stop);
            await acceptor.Submit(submission, stop);
        }
        if (accepted.Invalid.Count == 0)
            return new Verdict.Done();
        await refusals.Count(message.Organisation, "queue", accepted.Invalid, stop);
        var first = accepted.Invalid[0];
        return new Verdict.Rejected(
            first.Rule,
            $"{accepted.Transactions.Count} taken, {accepted.Invalid.Count} not. {first.Pointer}: {first.Message}"
        );
    }

    static Activity? StartActivity(BasicDeliverEventArgs delivery)
    {
        var header =
            delivery.BasicProperties.Headers?.TryGetValue("traceparent", out var value) == true && value is byte[] bytes
                ? Encoding.UTF8.GetString(bytes)
                : null;
        var parent = ActivityContext.TryParse(header, null, out var parsed) ? parsed : default;
        return Telemetry.Activities.StartActivity("receive from queue", ActivityKind.Consumer, parent);
    }
}
