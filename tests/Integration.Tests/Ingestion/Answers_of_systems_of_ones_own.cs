using System.Net.Http.Json;
using System.Text.Json;
using AccountingSync.Contracts;
using AccountingSync.Ingestion.Access;
using AccountingSync.Ingestion.CorrectSources;
using AccountingSync.Integration.Tests.Messaging;
using AccountingSync.Messaging;
using RabbitMQ.Client;

namespace AccountingSync.Integration.Tests.Ingestion;

/// <summary>What comes by the queue of answers. Nothing is tried again within the hour, so whatever goes on was sent for.</summary>
public sealed class Answers_of_systems_of_ones_own
{
    const string Till = "Front till";
    const string Rejected = CorrectionAnswersQueue.Name + ".rejected";
    Shop shop = null!;
    TestService asker = null!;
    IConnection connection = null!;
    IChannel channel = null!;

    [SetUp]
    public async Task Open()
    {
        shop = await Shop.Open("correction-answers", new() { ["Corrections:SettleSeconds"] = "3600", ["Corrections:PauseSeconds"] = "0.1" });
        await shop.Connect(Connection(Shop.Organisation, "shop-till"));
        asker = await shop.Office.Start(
            Queues.Reconciliation,
            reads => reads.Read<Witness<SourceCorrected>>(Queues.Reconciliation).Read<Witness<SourceCorrectionRefused>>(Queues.Reconciliation)
        );
        connection = await shop.Office.Connect();
        channel = await connection.CreateChannelAsync();
        await channel.ExchangeDeclareAsync(ToldByQueue.Exchange, ExchangeType.Topic, durable: true, autoDelete: false);
        // As the service does when it comes up.
        await channel.ExchangeDeclareAsync(CorrectionAnswersQueue.Name, ExchangeType.Topic, durable: true, autoDelete: false);
        foreach (var queue in new[] { CorrectionAnswersQueue.Name, Rejected })
            await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false);
        await channel.QueueBindAsync(CorrectionAnswersQueue.Name, CorrectionAnswersQueue.Name, "#");
        await channel.QueueDeclareAsync("heard", durable: true, exclusive: false, autoDelete: false);
        await channel.QueueBindAsync("heard", ToldByQueue.Exchange, $"{Shop.Organisation}.{Till}");
    }

    [TearDown]
    public async Task Close()
    {
        await channel.DisposeAsync();
        await connection.DisposeAsync();
        await shop.DisposeAsync();
    }

    [Test]
    public async Task that_end_one_correction_send_for_the_next_of_the_same_transaction()
    {
        var first = Ask();
        await asker.Send(first);
        await Eventually.That(() => Count("correction_attempts", "outcome = 'told'"), Is.EqualTo(1));
        var second = Ask() with { Field = "note" };
        await asker.Send(second);
        await Eventually.That(Waiting, Is.EqualTo(1), "It waits for the first, and for an hour");

        await Answer(first, """ "outcome":"corrected" """);

        await Eventually.That(() => Count("correction_attempts", $"correction = '{second.CorrectionId}' AND outcome = 'told'"), Is.EqualTo(1));
    }

    [Test]
    public async Task that_no_store_takes_as_they_are_are_kept_all_the_same()
    {
        var asked = Ask();
        await asker.Send(asked);
        await Eventually.That(() => Count("correction_attempts", "outcome = 'told'"), Is.EqualTo(1));

        await Answer(asked, """ "outcome":"refused","reason":"no\u0000 4242 4242 4242 4242" """);

        await Eventually.That(() => Count("corrections", "state = 'refused' AND why = 'no  …4242'"), Is.EqualTo(1));
        await Eventually.That(() => Told("SourceCorrectionRefused", "item ->> 'Why' = 'no  …4242'"), Is.EqualTo(1));
    }

    [Test]
    public async Task that_say_a_card_number_are_kept_and_told_without_it()
    {
        var asked = Ask();
        await asker.Send(asked);
        await Eventually.That(() => Count("correction_attempts", "outcome = 'told'"), Is.EqualTo(1));

        await Answer(asked, """ "outcome":"changed","there":"phone 4242 4242 4242 4242" """);

        await Eventually.That(() => Told("SourceCorrectionRefused", "item ->> 'There' = 'phone …4242'"), Is.EqualTo(1));
        Assert.That((await Listed("changed")).GetProperty("there").GetString(), Is.EqualTo("phone …4242"));
    }

    [Test]
    public async Task that_come_after_it_was_given_up_count()
    {
        var asked = Ask();
        await asker.Send(asked);
        await Eventually.That(() => Count("correction_attempts", "outcome = 'told'"), Is.EqualTo(1));
        await shop.Office.Read<long>(
            $"WITH done AS (UPDATE ingestion.corrections SET state = 'parked', ended_at = asked_at WHERE id = '{asked.CorrectionId}' RETURNING 1) SELECT count(*) FROM done"
        );

        await Answer(asked, """ "outcome":"corrected" """);

        await Eventually.That(() => Told("SourceCorrected", "true"), Is.EqualTo(1));
        Assert.That(await Count("corrections", "state = 'corrected'"), Is.EqualTo(1));
    }

    [Test]
    public async Task for_a_source_that_is_not_told_by_queue_are_set_aside()
    {
        await channel.BasicPublishAsync(
            CorrectionAnswersQueue.Name,
            $"{Shop.Organisation}.{Shop.Gateway}",
            Body(Guid.Empty, """ "outcome":"corrected" """)
        );

        await Eventually.That(() => channel.MessageCountAsync(Rejected), Is.EqualTo(1u));
    }

    [Test]
    public async Task a_correction_with_a_card_number_is_refused_and_kept_without_it()
    {
        var card = Ask(reason: "it was 4242 4242 4242 4242", from: "4242424242424242", id: "sale-\0");
        await asker.Send(card, card);

        await Eventually.That(() => Told("SourceCorrectionRefused", "true"), Is.EqualTo(1));
        var one = await Listed("refused");
        Assert.That(
            (one.GetProperty("reason").GetString(), one.GetProperty("from").GetString(), one.GetProperty("transaction_id").GetString()),
            Is.EqualTo(("it was …4242", "…4242", "sale- "))
        );
        Assert.That(one.GetProperty("why").GetString(), Does.Contain("from:").And.Contain("reason:").And.Contain("transaction_id:"));
    }

    [Test]
    public async Task come_by_the_name_that_each_organisation_gives_its_source()
    {
        await shop.AddOrganisation("other");
        await shop.Connect(Connection("other", "other-till"));

        using var taken = await shop.Service.Internal.PostAsJsonAsync("connections", Connection("other", "second-till"), Json.Snake);
        using var broken = await shop.Service.Internal.PostAsJsonAsync(
            "connections",
            Connection("other", "third-till") with
            {
                Source = "a\0b",
            },
            Json.Snake
        );

        Assert.That(((int)taken.StatusCode, (int)broken.StatusCode), Is.EqualTo((409, 400)));
        Assert.That(await broken.Content.ReadAsStringAsync(), Does.Contain("source:"));
    }

    static NewConnection Connection(string organisation, string name) =>
        new(organisation, name, "queue", null, new ConnectionSecrets([], null), Source: Till);

    static CorrectSource Ask(string reason = "The accountant moved it.", string? from = "bar", string id = "sale-1") =>
        new()
        {
            Organisation = Shop.Organisation,
            CorrectionId = Guid.CreateVersion7(),
            Source = Till,
            TransactionId = id,
            Field = "category",
            From = from,
            To = "kitchen",
            Reason = reason,
            AskedBy = "reconciliation",
        };

    Task Answer(CorrectSource asked, string members) =>
        channel.BasicPublishAsync(CorrectionAnswersQueue.Name, $"{Shop.Organisation}.{Till}", Body(asked.CorrectionId, members)).AsTask();

    static byte[] Body(Guid id, string members) => System.Text.Encoding.UTF8.GetBytes($$"""{"id":"{{id}}",{{members}}}""");

    async Task<JsonElement> Listed(string state) =>
        (await shop.Service.Internal.GetFromJsonAsync<JsonElement>($"source-corrections?organisation={Shop.Organisation}&state={state}"))
            .EnumerateArray()
            .Single();

    Task<long> Count(string table, string where) => shop.Office.Read<long>($"SELECT count(*) FROM ingestion.{table} WHERE {where}");

    /// <summary>For their own time, in the outbox: the first to be told again, the second for when nobody sends for it.</summary>
    async Task<long> Waiting() =>
        await shop.Office.Read<long>(
            "SELECT count(*) - 1 FROM ingestion.outbox WHERE message_type = 'SendSourceCorrection' AND due_at > clock_timestamp() + interval '30 minutes'"
        );

    Task<long> Told(string message, string where) =>
        shop.Office.Read<long>($"SELECT count(*) FROM test_reconciliation.seen WHERE message = '{message}' AND {where}");
}
