using AccountingSync.Contracts;
using AccountingSync.Messaging;
using Microsoft.Extensions.DependencyInjection;
using RabbitMQ.Client;

namespace AccountingSync.Integration.Tests.Messaging;

public sealed class A_message_that_is_delivered_again
{
    static readonly Dictionary<string, string> Impatient = new() { ["RabbitMq:RepublishAfterSeconds"] = "1" };
    PostOffice office = null!;
    TestService sender = null!;

    [SetUp]
    public async Task Open()
    {
        office = await PostOffice.Open("again");
        // Nobody takes its receipts: as if each of them were lost.
        sender = await office.Start(Queues.Transformation, settings: Impatient, change: WithoutReceipts);
        await office.Start(
            Queues.LedgerWriter,
            reads => reads.Read<EnvelopeWitness<PostJournalEntries, EntryToPost>, PostJournalEntries, EntryToPost>(Queues.LedgerWriter)
        );
    }

    [TearDown]
    public async Task Close() => await office.DisposeAsync();

    [Test]
    public async Task because_its_receipt_was_lost_is_done_once_and_leaves_the_outbox_in_the_end()
    {
        await sender.Send(new PostJournalEntries { Organisation = Say.Organisation, Items = [Entry("lost-receipt")] });
        await Eventually.That(() => office.Read<int>("SELECT published FROM test_transformation.outbox"), Is.GreaterThanOrEqualTo(2));
        Assert.That(await Seen(), Is.EqualTo(1));
        await office.Stop(sender);

        await office.Start(Queues.Transformation, settings: Impatient);

        await Eventually.That(() => office.Read<long>("SELECT count(*) FROM test_transformation.outbox"), Is.Zero, "The receipt");
        Assert.That(await Seen(), Is.EqualTo(1));
        Assert.That(await office.Read<long>("SELECT count(*) FROM test_ledger_writer.inbox"), Is.EqualTo(1));
    }

    [Test]
    public async Task many_times_at_once_is_done_once()
    {
        await sender.Send(new PostJournalEntries { Organisation = Say.Organisation, Items = [Entry("at-once")] });
        await Eventually.That(Seen, Is.EqualTo(1));
        await using var connection = await office.Connect();
        await using var channel = await connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true)
        );
        var id = await office.Read<Guid>("SELECT message_id FROM test_transformation.outbox");
        var body = await office.Read<byte[]>("SELECT body FROM test_transformation.outbox");
        // The inbox forgets, so that the copies race for the first place.
        await office.Do("DELETE FROM test_ledger_writer.inbox; DELETE FROM test_ledger_writer.seen");
        var properties = new BasicProperties
        {
            MessageId = id.ToString(),
            ContentType = "application/vnd.accountingsync+json",
            Headers = new Dictionary<string, object?> { ["acs-type"] = nameof(PostJournalEntries) },
        };

        await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => channel.BasicPublishAsync("", Queues.LedgerWriter, mandatory: true, properties, body).AsTask())
        );

        await Eventually.That(() => channel.MessageCountAsync(Queues.LedgerWriter), Is.Zero);
        await Eventually.That(Seen, Is.EqualTo(1));
        Assert.That(await office.Read<long>("SELECT count(*) FROM test_ledger_writer.inbox"), Is.EqualTo(1));
    }

    Task<long> Seen() => office.Read<long>("SELECT count(*) FROM test_ledger_writer.seen");

    static void WithoutReceipts(IServiceCollection services) =>
        services.Remove(services.Single(service => service.ImplementationType == typeof(ReceiptReader)));

    static EntryToPost Entry(string id) =>
        new()
        {
            ReceivedAt = DateTimeOffset.UnixEpoch,
            Entry = new JournalEntryData
            {
                EntryId = Guid.CreateVersion7(),
                Source = "front-shop",
                TransactionId = id,
                Revision = 1,
                Part = "entry",
                Date = new DateOnly(2026, 1, 31),
                Description = id,
                RuleSet = "retail",
                RuleVersion = 1,
                Rule = "sale",
                RuleHash = "hash",
                Lines = [],
            },
        };
}
