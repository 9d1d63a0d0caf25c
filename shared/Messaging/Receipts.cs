using System.Text.Json;
using System.Threading.Channels;
using AccountingSync.Postgres;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace AccountingSync.Messaging;

/// <summary>Says which messages a queue's consumers have committed.</summary>
sealed record Receipt(string Queue, IReadOnlyList<Guid> MessageIds);

/// <summary>Reports to the senders that their messages were consumed and committed here, many in one report. A report may be lost:
/// then the sender publishes again, the inbox finds a duplicate, and a new report goes out.</summary>
sealed class ReceiptSender(Broker broker, ILogger<ReceiptSender> log) : BackgroundService
{
    const int MaxPerReceipt = 500;

    /// <summary>Each report costs its reader a commit, and until it comes only a row of the outbox waits: so it need not be soon.</summary>
    static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(250);

    readonly Channel<(string Origin, string Queue, Guid MessageId)> notes = Channel.CreateBounded<(string, string, Guid)>(
        new BoundedChannelOptions(100_000) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true }
    );

    /// <summary>The message was consumed and that is committed, now or before.</summary>
    public void Note(ConsumeContext context)
    {
        if (
            context.MessageId is { } id
            && context.ReceiveContext.TransportHeaders.TryGetHeader(OutboxPublishing.OriginHeader, out var origin)
            && origin is string service
        )
            notes.Writer.TryWrite((service, context.ReceiveContext.InputAddress.Segments[^1].Trim('/'), id));
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        AgainAndAgain.Run(SendUntilLost, fault => log.LogDebug("Receipts wait for the broker: {Fault}", fault.Message), stoppingToken);

    async Task SendUntilLost(CancellationToken stop)
    {
        var connection = await broker.Connect(stop);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: stop);
        while (await notes.Reader.WaitToReadAsync(stop))
        {
            await Task.Delay(Gather, stop);
            await SendGathered(channel, stop);
        }
    }

    async Task SendGathered(IChannel channel, CancellationToken stop)
    {
        var gathered = new List<(string Origin, string Queue, Guid MessageId)>();
        while (gathered.Count < MaxPerReceipt && notes.Reader.TryRead(out var note))
            gathered.Add(note);
        try
        {
            foreach (var group in gathered.GroupBy(note => (note.Origin, note.Queue)))
            {
                var body = JsonSerializer.SerializeToUtf8Bytes(new Receipt(group.Key.Queue, [.. group.Select(note => note.MessageId)]));
                await channel.BasicPublishAsync(
                    string.Empty,
                    group.Key.Origin + ".receipts",
                    mandatory: false,
                    new BasicProperties { Persistent = true },
                    body,
                    stop
                );
            }
            Failpoint.Hit("receipt.sent");
        }
        catch
        {
            // A broker that restarts is found out by the first report after it: that one goes out again, on the next connection.
            foreach (var note in gathered)
                notes.Writer.TryWrite(note);
            throw;
        }
    }
}

/// <summary>Takes what consumers report out of this service's outbox.</summary>
sealed class ReceiptReader(
    [FromKeyedServices(Database.Quiet)] NpgsqlDataSource database,
    Broker broker,
    FreshMessages fresh,
    MessagingOptions options,
    ILogger<ReceiptReader> log
) : QueueReader(broker, options.ReceiptsQueue, prefetch: 50, log)
{
    protected override async Task<Verdict> Handle(BasicDeliverEventArgs delivery, CancellationToken stop)
    {
        var receipt = JsonSerializer.Deserialize<Receipt>(delivery.Body.Span) ?? throw new JsonException("An empty receipt.");
        await using var session = await Session.Begin(database, organisation: null, stop);
        await OutboxRows.Acknowledge(session, receipt.Queue, [.. receipt.MessageIds], stop);
        await session.Commit(stop);
        Failpoint.Hit("receipt.recorded");
        fresh.NoteReceived(receipt.MessageIds);
        return new Verdict.Done();
    }
}
