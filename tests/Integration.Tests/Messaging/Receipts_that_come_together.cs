using System.Collections.Concurrent;
using AccountingSync.Messaging;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace AccountingSync.Integration.Tests.Messaging;

public sealed class Receipts_that_come_together
{
    const int Messages = 300;

    [Test]
    public async Task from_two_queues_for_the_same_messages_never_wait_for_each_other_in_a_circle()
    {
        await using var office = await PostOffice.Open("receipts");
        var sender = await office.Start(Queues.Ingestion);
        for (var round = 0; round < 5; round++)
        {
            await sender.Send([.. Enumerable.Range(0, Messages).Select(number => Say.Received($"sale-{round}-{number}"))]);
            var ids = await office.Read<Guid[]>("SELECT array_agg(message_id) FROM test_ingestion.outbox");
            // Each names them in an order of its own, as they were consumed there, and in parts of another size.
            await Task.WhenAll(
                Acknowledge(sender, Queues.Transformation, ids.OrderBy(id => id).Chunk(100)),
                Acknowledge(sender, Queues.Reconciliation, ids.OrderByDescending(id => id).Chunk(60)),
                Mark(sender, ids.OrderBy(id => id.ToString("N")[..^2]).ThenByDescending(id => id).Chunk(150))
            );
        }
        Assert.That(await office.Read<long>("SELECT count(*) FROM test_ingestion.outbox"), Is.Zero);
        Assert.That(await office.Read<long>("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"), Is.Zero);
    }

    [Test]
    public async Task do_not_cost_the_connection_when_one_of_them_cannot_be_recorded()
    {
        await using var office = await PostOffice.Open("stumbling");
        var work = new Work();
        await office.Start(
            Queues.Ingestion,
            change: services =>
            {
                services.AddSingleton(work);
                services.AddHostedService<StumblingReader>();
            }
        );
        await using var connection = await office.Connect();
        await using var channel = await connection.CreateChannelAsync();
        for (var number = 0; number < Work.Expected; number++)
            await channel.BasicPublishAsync(string.Empty, StumblingReader.Name, mandatory: true, new BasicProperties(), new[] { (byte)number });

        await Eventually.That(() => Task.FromResult(work.Done.Count), Is.EqualTo(Work.Expected), "All are done");
        await Eventually.That(() => channel.MessageCountAsync(StumblingReader.Name), Is.Zero, "An empty queue");
        Assert.That(work.Connections, Has.Count.EqualTo(1));
        Assert.That(work.Connections.Keys.Single().IsOpen, Is.True);
    }

    static async Task Acknowledge(TestService sender, string queue, IEnumerable<Guid[]> parts)
    {
        foreach (var part in parts)
        {
            await using var session = await sender.NewSession();
            await OutboxRows.Acknowledge(session, queue, part, CancellationToken.None);
            await session.Commit(CancellationToken.None);
        }
    }

    static async Task Mark(TestService sender, IEnumerable<Guid[]> parts)
    {
        foreach (var part in parts)
        {
            await using var session = await sender.NewSession();
            await OutboxRows.MarkPublished(session, part, TimeSpan.FromMinutes(5), CancellationToken.None);
            await session.Commit(CancellationToken.None);
        }
    }

    sealed class Work
    {
        public const int Expected = 40;
        public ConcurrentDictionary<byte, int> Done { get; } = new();
        public ConcurrentDictionary<IConnection, bool> Connections { get; } = new();
        public TaskCompletionSource Stumbled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>Fails once, as a database does that has ended a deadlock, while all others are about to be acknowledged.</summary>
    sealed class StumblingReader(Broker broker, Work work) : QueueReader(broker, Name, prefetch: Work.Expected, NullLogger.Instance)
    {
        public const string Name = "stumbling";
        readonly Broker broker = broker;
        int begun;

        protected override async Task<Verdict> Handle(BasicDeliverEventArgs delivery, CancellationToken stop)
        {
            work.Connections[await broker.Connect(stop)] = true;
            if (Interlocked.Increment(ref begun) == Work.Expected)
            {
                work.Stumbled.SetResult();
                throw new PostgresException("deadlock detected", "ERROR", "ERROR", PostgresErrorCodes.DeadlockDetected);
            }
            await work.Stumbled.Task.WaitAsync(stop);
            work.Done[delivery.Body.Span[0]] = 1;
            return new Verdict.Done();
        }
    }
}
