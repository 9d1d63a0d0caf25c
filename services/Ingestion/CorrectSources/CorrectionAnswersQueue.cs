using AccountingSync.Accounting.Corrections;
using AccountingSync.Ingestion.Access;
using AccountingSync.Ingestion.Sources;
using AccountingSync.Ingestion.Sources.OwnSystems;
using AccountingSync.Messaging;
using AccountingSync.Postgres;
using Npgsql;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace AccountingSync.Ingestion.CorrectSources;

/// <summary>What systems of one's own answer to a correction that they were told by queue: the correction's id and an outcome, published to the exchange
/// <c>accountingsync.corrections.answers</c> with routing key <c>organisation.source</c>. Who may publish for which is the broker's topic permission. The first
/// answer counts, also when it was given up waiting for it meanwhile.</summary>
sealed class CorrectionAnswersQueue(
    Broker broker,
    KnownOrganisations organisations,
    Connections connections,
    CorrectionQueries corrections,
    CorrectionEnding ending,
    NpgsqlDataSource database,
    FreshMessages fresh,
    ILogger<CorrectionAnswersQueue> log
) : QueueReader(broker, Name, Prefetch, log)
{
    public const string Name = "accountingsync.corrections.answers";
    const ushort Prefetch = 16;

    protected override async Task Declare(IChannel channel, CancellationToken stop)
    {
        await channel.ExchangeDeclareAsync(ToldByQueue.Exchange, ExchangeType.Topic, durable: true, autoDelete: false, cancellationToken: stop);
        await channel.ExchangeDeclareAsync(Name, ExchangeType.Topic, durable: true, autoDelete: false, cancellationToken: stop);
        await channel.QueueBindAsync(Queue, Name, "#", cancellationToken: stop);
        await Broker.Declare(channel, [RejectedQueue], stop);
    }

    protected override async Task<Verdict> Handle(BasicDeliverEventArgs delivery, CancellationToken stop)
    {
        var from = RoutingKeyOf(delivery).Split('.', 2);
        if (from.Length != 2 || !await organisations.Knows(from[0], stop))
            return new Verdict.Rejected("unknown-organisation", "The routing key must be <organisation>.<source> of an organisation that exists.");
        var body = delivery.Body.ToArray();
        if (!Guid.TryParse(VendorJson.Text(body, "id"), out var id))
            return new Verdict.Rejected("no-id", "id: It must be the id of the correction that is answered.");
        var outcome = OwnSystem.Read(body);
        if (outcome is CorrectionOutcome.Unknown(var why))
            return new Verdict.Rejected("no-outcome", $"outcome: {why}");
        if (await connections.OfSource(from[0], from[1], stop) is not { SourceSystem: ToldByQueue.Kind })
            return new Verdict.Rejected("no-queue", $"{from[1]} is no system that is told by queue, so it answers nothing here.");
        await using var session = await Session.Begin(database, from[0], stop);
        if (await corrections.Take(session, id, stop) is not { } record || record.Correction.Source != from[1])
            return new Verdict.Rejected("unknown-correction", $"id: {from[1]} was asked for no correction {id}.");
        if (record.State is not (CorrectionRecord.Open or CorrectionRecord.Parked))
            return new Verdict.Done();
        var outbox = new Outbox(fresh);
        var over = new CorrectionCourse.Over(outcome.Word, outcome.Why);
        await ending.End(session, outbox, record.Correction, over, outcome.Instead, stop);
        await outbox.Flush(session, stop);
        await session.Commit(stop);
        return new Verdict.Done();
    }
}
