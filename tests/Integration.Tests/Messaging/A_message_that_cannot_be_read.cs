using System.Net.Http.Json;
using System.Text;
using AccountingSync.Contracts;
using AccountingSync.Messaging;
using RabbitMQ.Client;

namespace AccountingSync.Integration.Tests.Messaging;

public sealed class A_message_that_cannot_be_read
{
    PostOffice office = null!;
    TestService reader = null!;

    [SetUp]
    public async Task Open()
    {
        office = await PostOffice.Open("unreadable");
        reader = await office.Start(
            Queues.PlatformSync,
            reads =>
                reads
                    .Read<EnvelopeWitness<JournalEntriesPosted, PostedEntry>, JournalEntriesPosted, PostedEntry>(Queues.PlatformSync)
                    .Read<Witness<RetryPush>>(Queues.PlatformSync)
        );
    }

    [TearDown]
    public async Task Close() => await office.DisposeAsync();

    [TestCase("this is no json", nameof(RetryPush), "'this is no json' is an invalid JSON literal.")]
    [TestCase(
        "{}",
        nameof(RetryPush),
        "JSON deserialization for type 'AccountingSync.Contracts.RetryPush' was missing required properties including: 'pushId', 'organisation'."
    )]
    [TestCase("""{"pushId":"no","organisation":5}""", nameof(RetryPush), "The JSON value is not in a supported Guid format.")]
    [TestCase("null", nameof(RetryPush), "The RetryPush is null.")]
    [TestCase("{}", null, "The message has no header acs-type that names its type.")]
    public async Task is_listed_with_a_reason_and_can_be_replayed(string body, string? type, string reason)
    {
        await Publish(body, type);
        var letter = (await Eventually.That(Letters, Has.Count.EqualTo(1)))[0];

        using var replay = await reader.Internal.PostAsync("dead-letters/replay", null);
        // It is as unreadable as before, and comes to rest in the same place.
        await Eventually.That(Letters, Has.Count.EqualTo(1));

        Assert.That(letter.Place, Is.EqualTo("platform-sync_error"));
        Assert.That(letter.Reason, Does.StartWith(reason));
        Assert.That(letter.Excerpt, Is.EqualTo(body));
        Assert.That(await replay.Content.ReadAsStringAsync(), Is.EqualTo("""{"replayed":1}"""));
    }

    [Test]
    public async Task by_a_consumer_that_is_mended_later_is_done_then()
    {
        var sender = await office.Start(Queues.LedgerWriter);
        reader.Faults.Poison = "corner-shop";
        await sender.Send(new RetryPush { PushId = Guid.CreateVersion7(), Organisation = "corner-shop" });
        var letter = (await Eventually.That(Letters, Has.Count.EqualTo(1)))[0];
        reader.Faults.Poison = null;

        using var replay = await reader.Internal.PostAsync("dead-letters/replay", null);

        await Eventually.That(() => office.Read<long>("SELECT count(*) FROM test_platform_sync.seen"), Is.EqualTo(1));
        await Eventually.That(() => office.Read<long>("SELECT count(*) FROM test_ledger_writer.outbox"), Is.Zero, "The receipt");
        Assert.That(letter.Reason, Is.EqualTo("Nobody can read corner-shop."));
        Assert.That(await Letters(), Is.Empty);
    }

    [Test]
    public async Task because_nobody_reads_its_type_here_is_listed_as_well()
    {
        await Publish("{}", nameof(ParkPush));

        Assert.That((await Eventually.That(Letters, Has.Count.EqualTo(1)))[0].Place, Is.EqualTo("platform-sync_skipped"));
    }

    async Task Publish(string body, string? type)
    {
        await using var connection = await office.Connect();
        await using var channel = await connection.CreateChannelAsync();
        await channel.BasicPublishAsync(
            "",
            Queues.PlatformSync,
            mandatory: true,
            new BasicProperties
            {
                ContentType = "application/vnd.accountingsync+json",
                MessageId = Guid.CreateVersion7().ToString(),
                Headers = type is null ? null : new Dictionary<string, object?> { ["acs-type"] = type },
            },
            Encoding.UTF8.GetBytes(body)
        );
    }

    async Task<List<DeadLetter>> Letters() => (await reader.Internal.GetFromJsonAsync<List<DeadLetter>>("dead-letters", Json.Snake))!;
}
