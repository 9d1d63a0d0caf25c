using AccountingSync.Contracts;
using AccountingSync.Messaging;
using Microsoft.Extensions.DependencyInjection;
using RabbitMQ.Client;

namespace AccountingSync.Integration.Tests.Messaging;

public sealed class A_message_in_the_outbox
{
    PostOffice office = null!;
    TestService sender = null!;

    [SetUp]
    public async Task Open()
    {
        office = await PostOffice.Open("outbox");
        sender = await office.Start(Queues.Ingestion);
    }

    [TearDown]
    public async Task Close() => await office.DisposeAsync();

    [Test]
    public async Task does_not_leave_when_the_session_is_rolled_back()
    {
        await using (var session = await sender.NewSession())
        {
            var outbox = sender.NewOutbox();
            outbox.Add(Say.Received("never"));
            await outbox.Flush(session, CancellationToken.None);
        }

        Assert.That(await office.Read<long>("SELECT count(*) FROM test_ingestion.outbox"), Is.Zero);
    }

    [Test]
    public void of_an_unknown_type_is_refused() =>
        Assert.That(
            () => sender.NewOutbox().Add(new Say.Gossip("heard it")),
            Throws.InvalidOperationException.With.Message.EqualTo("Gossip is not in the flow. Add it to Flow.Routes with the queues that it goes to.")
        );

    [Test]
    public async Task stays_until_each_of_its_queues_has_reported()
    {
        await office.Start(
            Queues.Transformation,
            reads =>
                reads.Read<EnvelopeWitness<SourceTransactionsReceived, ReceivedTransaction>, SourceTransactionsReceived, ReceivedTransaction>(
                    Queues.Transformation
                )
        );
        await sender.Send(Say.Received("two-queues"));
        var waiting = await Eventually.That(
            () => office.Read<string[]>("SELECT awaiting FROM test_ingestion.outbox"),
            Has.Length.EqualTo(1),
            "The first receipt"
        );
        await office.Start(
            Queues.Reconciliation,
            reads =>
                reads.Read<EnvelopeWitness<SourceTransactionsReceived, ReceivedTransaction>, SourceTransactionsReceived, ReceivedTransaction>(
                    Queues.Reconciliation
                )
        );
        await Eventually.That(() => office.Read<long>("SELECT count(*) FROM test_ingestion.outbox"), Is.Zero, "The second receipt");

        Assert.That(waiting, Is.EqualTo(new[] { Queues.Reconciliation }));
        Assert.That(await office.Read<long>("SELECT count(*) FROM test_transformation.seen"), Is.EqualTo(1));
        Assert.That(await office.Read<long>("SELECT count(*) FROM test_reconciliation.seen"), Is.EqualTo(1));
    }

    [Test]
    public async Task waits_until_it_is_due()
    {
        await sender.Send(TimeSpan.FromSeconds(1), new RetryPush { PushId = Guid.CreateVersion7(), Organisation = Say.Organisation });
        await Eventually.That(
            () => office.Read<long>("SELECT count(*) FROM test_ingestion.outbox WHERE message_type = 'RetryPush' AND published = 1"),
            Is.EqualTo(1),
            "The publication"
        );

        // The next turn is counted from the publication: five minutes later, and the first was not before its time.
        Assert.That(
            await office.Read<bool>(
                """
                SELECT due_at - interval '5 minutes' >=
                    ('1970-01-01Z'::timestamptz + ('x' || substr(replace(message_id::text, '-', ''), 1, 12))::bit(48)::bigint * interval '1 millisecond')
                    + interval '1 second'
                FROM test_ingestion.outbox WHERE message_type = 'RetryPush'
                """
            ),
            Is.True
        );
    }

    [Test]
    public async Task that_was_not_published_from_memory_is_published_when_its_grace_is_over()
    {
        // As if the process had died between the commit and the publication.
        var forgetful = await office.Start(
            Queues.Transformation,
            change: services => services.Remove(services.Single(service => service.ImplementationType == typeof(FreshPublisher)))
        );
        forgetful.Services.GetRequiredService<FreshMessages>().Open = true;

        await forgetful.Send(new PostJournalEntries { Organisation = Say.Organisation, Items = [] });
        var atOnce = await office.Read<int>("SELECT published FROM test_transformation.outbox");

        Assert.That(atOnce, Is.Zero);
        await Eventually.That(() => office.Read<int>("SELECT published FROM test_transformation.outbox"), Is.EqualTo(1));
    }

    [Test]
    public async Task that_nobody_receives_is_marked_as_published_within_its_grace()
    {
        await sender.Send(Say.Received("slow"));

        await Eventually.That(() => office.Read<int>("SELECT published FROM test_ingestion.outbox"), Is.EqualTo(1));

        // The next turn is the ordinary one, minutes later.
        Assert.That(await office.Read<bool>("SELECT due_at > clock_timestamp() + interval '4 minutes' FROM test_ingestion.outbox"), Is.True);
    }

    [Test]
    public async Task is_not_published_into_the_void_when_its_queue_is_gone()
    {
        await using (var connection = await office.Connect())
        await using (var channel = await connection.CreateChannelAsync())
            await channel.QueueDeleteAsync(Queues.Transformation);

        await sender.Send(Say.Received("no-queue"));

        var got = await Eventually.That(Get, Is.Not.Null, "The message in the queue that was declared again");
        Assert.That(System.Text.Encoding.UTF8.GetString(got!.Body.Span), Does.Contain("no-queue"));
    }

    [Test]
    public async Task is_kept_for_good_while_the_broker_is_away()
    {
        var lonely = await office.Start(
            "ingestion-alone",
            settings: new Dictionary<string, string> { ["RabbitMq:Uri"] = "amqps://nobody:x@127.0.0.1:1/" },
            waitUntilReady: false
        );

        await lonely.Send(Say.Received("kept"));

        Assert.That(await office.Read<long>("SELECT count(*) FROM test_ingestion_alone.outbox WHERE published = 0"), Is.EqualTo(1));
    }

    async Task<BasicGetResult?> Get()
    {
        await using var connection = await office.Connect();
        await using var own = await connection.CreateChannelAsync();
        try
        {
            return await own.BasicGetAsync(Queues.Transformation, autoAck: true);
        }
        catch (RabbitMQ.Client.Exceptions.OperationInterruptedException)
        {
            return null;
        }
    }
}
