using System.Net.Http.Json;
using AccountingSync.Contracts;
using AccountingSync.Messaging;

namespace AccountingSync.Integration.Tests.Messaging;

public sealed class An_envelope_with_poison
{
    PostOffice office = null!;
    TestService sender = null!;
    TestService reader = null!;

    [SetUp]
    public async Task Open()
    {
        office = await PostOffice.Open("poison");
        sender = await office.Start(Queues.Ingestion);
        reader = await office.Start(
            Queues.Transformation,
            reads =>
                reads.Read<EnvelopeWitness<SourceTransactionsReceived, ReceivedTransaction>, SourceTransactionsReceived, ReceivedTransaction>(
                    Queues.Transformation
                )
        );
    }

    [TearDown]
    public async Task Close() => await office.DisposeAsync();

    [TestCase(null, "InvalidDataException: Nobody can read sale-37\\u0022.")]
    [TestCase("SELECT 1 / 0", "22012: division by zero")]
    public async Task loses_one_item_and_not_its_mates_until_that_is_replayed(string? failingSql, string reason)
    {
        reader.Faults.Poison = "sale-37\"";
        reader.Faults.FailingSql = failingSql;
        await sender.Send(Say.Received([.. Enumerable.Range(0, 100).Select(number => $"sale-{number}")]));
        await Eventually.That(Seen, Is.EqualTo(99));
        var letter = (await Letters()).Single();

        reader.Faults.Poison = null;
        using var replay = await reader.Internal.PostAsync("dead-letters/replay", null);

        Assert.That(letter.Place, Is.EqualTo("set aside"));
        Assert.That(letter.MessageType, Is.EqualTo(nameof(SourceTransactionsReceived)));
        Assert.That(letter.Reason, Is.EqualTo(reason.Replace("\\u0022", "\"")));
        Assert.That(await replay.Content.ReadAsStringAsync(), Is.EqualTo("""{"replayed":1}"""));
        await Eventually.That(Seen, Is.EqualTo(100));
        Assert.That(await Letters(), Is.Empty);
        Assert.That(await office.Read<long>("SELECT count(DISTINCT item -> 'Transaction' ->> 'Id') FROM test_transformation.seen"), Is.EqualTo(100));
    }

    [Test]
    public async Task in_many_places_loses_exactly_those_items()
    {
        reader.Faults.Poison = "7\"";
        await sender.Send(Say.Received([.. Enumerable.Range(0, 100).Select(number => $"sale-{number}")]));

        await Eventually.That(Seen, Is.EqualTo(90));

        Assert.That((await Letters()).Count, Is.EqualTo(10));
        await Eventually.That(() => office.Read<string[]>("SELECT awaiting FROM test_ingestion.outbox"), Does.Not.Contain(Queues.Transformation));
    }

    [Test]
    public async Task is_replayed_to_its_own_queue_alone()
    {
        var neighbour = await office.Start(
            Queues.Reconciliation,
            reads =>
                reads.Read<EnvelopeWitness<SourceTransactionsReceived, ReceivedTransaction>, SourceTransactionsReceived, ReceivedTransaction>(
                    Queues.Reconciliation
                )
        );
        reader.Faults.Poison = "sale-1";
        await sender.Send(Say.Received("sale-1"));
        await Eventually.That(async () => (await Letters()).Count, Is.EqualTo(1));
        reader.Faults.Poison = null;

        using var replay = await reader.Internal.PostAsync("dead-letters/replay", null);

        await Eventually.That(Seen, Is.EqualTo(1));
        await Eventually.That(() => office.Read<long>("SELECT count(*) FROM test_transformation.outbox"), Is.Zero);
        Assert.That(await office.Read<long>($"SELECT count(*) FROM {neighbour.Schema}.seen"), Is.EqualTo(1));
    }

    Task<long> Seen() => office.Read<long>("SELECT count(*) FROM test_transformation.seen");

    async Task<List<DeadLetter>> Letters() => (await reader.Internal.GetFromJsonAsync<List<DeadLetter>>("dead-letters", Json.Snake))!;
}
