using AccountingSync.Contracts;
using AccountingSync.Messaging;
using AccountingSync.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AccountingSync.Integration.Tests.Messaging;

public sealed class The_two_lanes
{
    readonly Gate gate = new();
    PostOffice office = null!;
    TestService sender = null!;

    [SetUp]
    public async Task Open()
    {
        gate.Close();
        office = await PostOffice.Open("lanes");
        sender = await office.Start(Queues.Ingestion);
        await office.Start(
            Queues.Transformation,
            reads => reads.Read<Answering, SourceTransactionsReceived, ReceivedTransaction>(Queues.Transformation),
            change: services => services.AddSingleton(gate)
        );
    }

    [TearDown]
    public async Task Close()
    {
        gate.Open();
        await office.DisposeAsync();
    }

    [Test]
    public async Task what_is_live_overtakes_history()
    {
        await Send(Lane.Batch, Say.Received("history-1"));
        await gate.Reached;

        await Send(Lane.Live, Say.Received("now-1"));

        await Eventually.That(Seen, Is.EqualTo("now-1"), "The live item, while the batch's session is still open");
        gate.Open();
        await Eventually.That(Seen, Is.EqualTo("history-1 now-1"));
    }

    [Test]
    public async Task what_follows_goes_by_the_lane_of_what_it_follows()
    {
        gate.Open();
        await Send(Lane.Batch, Say.Received("history-1"));
        await Send(Lane.Live, Say.Received("now-1"));
        await Eventually.That(Seen, Is.EqualTo("history-1 now-1"));

        Assert.That(
            await office.Read<string>(
                "SELECT string_agg(array_to_string(awaiting, ' '), ', ' ORDER BY array_to_string(awaiting, ' ')) FROM test_transformation.outbox"
            ),
            Is.EqualTo("reconciliation, reconciliation-batch")
        );
    }

    [Test]
    public void what_has_no_batch_lane_goes_by_the_live_one() =>
        Assert.That(
            (Flow.QueuesFor(typeof(PlatformEntriesWritten), Lane.Batch), Flow.QueuesFor(typeof(JournalEntriesPosted), Lane.Batch)),
            Is.EqualTo((new[] { "reconciliation" }, new[] { "platform-sync-batch", "reconciliation-batch" }))
        );

    [Test]
    public async Task history_waits_at_its_source_while_nobody_takes_over_what_was_sent_on()
    {
        gate.Open();
        for (var number = 1; number <= 16; number++)
        {
            await Send(Lane.Batch, Say.Received($"history-{number:00}"));
            await Eventually.That(Seen, Does.EndWith($"history-{number:00}"));
        }

        // Nobody reads what Transformation sends on.
        await Send(Lane.Batch, Say.Received("history-17"));
        await Send(Lane.Live, Say.Received("now-1"));
        await Eventually.That(Seen, Does.EndWith("now-1"));
        Assert.That(await Seen(), Does.Not.Contain("history-17"));
        await office.Start(
            Queues.Reconciliation,
            reads =>
                reads.Read<EnvelopeWitness<SourceTransactionsHeld, HeldTransaction>, SourceTransactionsHeld, HeldTransaction>(Queues.Reconciliation)
        );

        await Eventually.That(Seen, Does.Contain("history-17"));
    }

    Task<string> Seen() =>
        office.Read<string>("SELECT coalesce(string_agg(item ->> 'Id', ' ' ORDER BY item ->> 'Id'), '') FROM test_transformation.seen");

    async Task Send(Lane lane, SourceTransactionsReceived message)
    {
        await using var session = await sender.NewSession();
        var outbox = sender.NewOutbox();
        outbox.Lane = lane;
        outbox.Add(message);
        await outbox.Flush(session, CancellationToken.None);
        await session.Commit(CancellationToken.None);
    }

    /// <summary>Holds up whoever works on history.</summary>
    sealed class Gate
    {
        TaskCompletionSource reached = new();
        TaskCompletionSource open = new();

        public Task Reached => reached.Task;

        public void Close() =>
            (reached, open) = (new(TaskCreationOptions.RunContinuationsAsynchronously), new(TaskCreationOptions.RunContinuationsAsynchronously));

        public void Open() => open.TrySetResult();

        public Task Pass()
        {
            reached.TrySetResult();
            return open.Task;
        }
    }

    /// <summary>Writes down each item and tells of it, one message for each.</summary>
    sealed class Answering(Session session, Outbox outbox, Gate gate, ILogger<Answering> log)
        : EnvelopeConsumer<SourceTransactionsReceived, ReceivedTransaction>(session, outbox, log)
    {
        protected override async Task Handle(string organisation, IReadOnlyList<ReceivedTransaction> items, CancellationToken stop)
        {
            foreach (var item in items)
            {
                if (item.Transaction.Id.StartsWith("history", StringComparison.Ordinal))
                    await gate.Pass();
                await Messaging.Seen.Write(Session, "seen", organisation, $$"""{"Id":"{{item.Transaction.Id}}"}""", stop);
                Outbox.Add(
                    new SourceTransactionsHeld
                    {
                        Organisation = organisation,
                        Items =
                        [
                            new HeldTransaction
                            {
                                Source = item.Transaction.Source,
                                Id = item.Transaction.Id,
                                Revision = 1,
                                Reason = "no rule",
                                HeldAt = item.ReceivedAt,
                            },
                        ],
                    }
                );
            }
        }
    }
}
