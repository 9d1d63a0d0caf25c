using System.Text;
using AccountingSync.Integration.Tests.Messaging;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace AccountingSync.Integration.Tests.Ingestion;

public sealed class The_queue_door
{
    const string Door = "accountingsync.inbound";
    const string Rejected = "accountingsync.inbound.rejected";
    Shop shop = null!;
    IConnection connection = null!;
    IChannel channel = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        shop = await Shop.Open("queue-door");
        connection = await shop.Office.Connect();
        channel = await connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true)
        );
        await Eventually.That(HasDoor, Is.True, "The door");
    }

    [OneTimeTearDown]
    public async Task Close()
    {
        await channel.DisposeAsync();
        await connection.DisposeAsync();
        await shop.DisposeAsync();
    }

    [SetUp]
    public Task Empty() => channel.QueuePurgeAsync(Rejected);

    [Test]
    public async Task takes_a_canonical_transaction_and_an_array()
    {
        await Publish("shop.front-shop", Sale.Whole("queue-one"));
        await Publish("shop.front-shop", $"[{Sale.Json("queue-two")},{Sale.Json("queue-three")}]");

        await Eventually.That(() => Taken("queue-"), Is.EqualTo(3));
        Assert.That(await shop.Office.Read<long>("SELECT count(DISTINCT event) FROM ingestion.transactions WHERE id LIKE 'queue-%'"), Is.EqualTo(2));
    }

    [Test]
    public async Task takes_cloud_events_in_both_modes_and_each_once()
    {
        var structured =
            $$"""{"specversion":"1.0","id":"e1","source":"/tills/2","type":"sale","datacontenttype":"application/json","data":{{Sale.Json("ce-structured")}}}""";
        var encoded =
            $$"""{"specversion":"1.0","id":"e2","source":"/tills/2","type":"sale","data_base64":"{{Convert.ToBase64String(Encoding.UTF8.GetBytes(Sale.Json("ce-encoded")))}}"}""";
        var headers = new Dictionary<string, object?>
        {
            ["cloudEvents_specversion"] = "1.0",
            ["cloudEvents_id"] = "e3",
            ["cloudEvents_source"] = "/tills/2",
            ["cloudEvents_type"] = "sale",
        };

        for (var time = 0; time < 2; time++)
        {
            await Publish("shop.till", structured, "application/cloudevents+json; charset=utf-8");
            await Publish("shop.till", encoded, "application/cloudevents+json");
            await Publish("shop.till", Sale.Json("ce-binary"), headers: headers);
        }

        await Eventually.That(() => Taken("ce-"), Is.EqualTo(3));
        await Eventually.That(() => channel.MessageCountAsync(Door), Is.Zero);
        Assert.That(
            await shop.Office.Read<string[]>("SELECT array_agg(event_id ORDER BY event_id) FROM ingestion.events WHERE event_id LIKE '/tills/%'"),
            Is.EqualTo(new[] { "/tills/2 e1", "/tills/2 e2", "/tills/2 e3" })
        );
        Assert.That(await channel.MessageCountAsync(Rejected), Is.Zero);
    }

    [TestCase("shop.till", "no json", "application/json", "not-json")]
    [TestCase("shop.till", "{}", "application/json", "required")]
    [TestCase("shop.till", "[]", "application/json", "empty")]
    [TestCase("shop.till", """{"specversion":"0.3","id":"a","source":"b","type":"c","data":{}}""", "application/cloudevents+json", "cloudevent")]
    [TestCase("shop.till", """{"specversion":"1.0","id":"a","source":"b","type":"c"}""", "application/cloudevents+json", "cloudevent")]
    [TestCase("shop.till", "not json either", "application/cloudevents+json", "malformed")]
    [TestCase("stranger.till", "{}", "application/json", "unknown-organisation")]
    [TestCase("", "{}", "application/json", "unknown-organisation")]
    public async Task rejects_what_it_cannot_take_and_says_why(string routingKey, string body, string contentType, string rule)
    {
        var rows = await shop.Rows();

        await Publish(routingKey, body, contentType);

        var (message, headers) = await NextRejected();
        Assert.That(headers["acs-rule"], Is.EqualTo(rule));
        Assert.That(headers["acs-reason"], Is.Not.Empty);
        Assert.That(headers["acs-routing-key"], Is.EqualTo(routingKey));
        Assert.That(Encoding.UTF8.GetString(message.Body.Span), Is.EqualTo(body));
        Assert.That(await shop.Rows(), Is.EqualTo(rows));
    }

    // What the database or a parser stumbles over must not come back for ever and bar the way for everything behind it.
    [TestCase("shop\0.till", "{}")]
    [TestCase("shop.till", """{"specversion":"1.0","id":"a\u0000b","source":"c","type":"d","data":SALE}""")]
    [TestCase("shop.till", """{"specversion":"1.0","id":"a\ud800b","source":"c","type":"d","data":SALE}""")]
    [TestCase("shop.till", """{"specversion":"1.0","id":"LONG","source":"c","type":"d","data":SALE}""")]
    public async Task is_not_blocked_by_poison(string routingKey, string body)
    {
        var poison = body.Replace("SALE", Sale.Json("poison")).Replace("LONG", Incompressible());

        await Publish(routingKey, poison, "application/cloudevents+json");
        await Publish("shop.till", Sale.Json($"behind-{TestContext.CurrentContext.Test.ID}"));

        await NextRejected();
        await Eventually.That(() => Taken($"behind-{TestContext.CurrentContext.Test.ID}"), Is.EqualTo(1));
    }

    [Test]
    public async Task takes_the_good_of_an_array_and_rejects_it_for_the_rest()
    {
        await Publish("shop.till", $"[{Sale.Json("half-good")},{Sale.Json("half-bad", "1.001")}]");

        var (_, headers) = await NextRejected();

        Assert.That(headers["acs-reason"], Does.StartWith("1 taken, 1 not. /1/gross:"));
        Assert.That(await Taken("half-"), Is.EqualTo(1));
    }

    [Test]
    public async Task takes_what_was_rejected_when_it_is_replayed_after_the_mending()
    {
        await Publish("late.till", Sale.Json("patient"));
        await Eventually.That(() => channel.MessageCountAsync(Rejected), Is.EqualTo(1));
        Assert.That(await shop.Service.Internal.GetStringAsync("dead-letters"), Does.Contain("no organisation 'late' exists").And.Contain(Rejected));
        await shop.AddOrganisation("late");

        using var replay = await shop.Service.Internal.PostAsync("dead-letters/replay", null);

        Assert.That(await replay.Content.ReadAsStringAsync(), Is.EqualTo("""{"replayed":1}"""));
        await Eventually.That(
            () => shop.Office.Read<long>("SELECT count(*) FROM ingestion.transactions WHERE organisation = 'late' AND id = 'patient'"),
            Is.EqualTo(1)
        );
        Assert.That(await channel.MessageCountAsync(Rejected), Is.Zero);
    }

    [Test]
    public async Task lets_a_gateway_publish_for_its_own_organisation_only()
    {
        await shop.Office.Host.CreateUser("gateway-shop", "secret", "^$", "^accountingsync\\.inbound$", "^$");
        await shop.Office.Host.Management.SetTopicPermissionAsync("gateway-shop", Door, "^shop\\.", "^$", shop.Office.Host.Name);
        await using var gateway = await shop.Office.Connect(shop.Office.Host.AmqpsUriFor("gateway-shop", "secret"));
        await Publish("shop.till", Sale.Json("gateway-own"), by: gateway);
        await Eventually.That(() => Taken("gateway-own"), Is.EqualTo(1));

        Assert.That(
            () => Publish("late.till", Sale.Json("gateway-other"), by: gateway),
            Throws.InstanceOf<AlreadyClosedException>().With.Message.Contains("ACCESS_REFUSED")
        );
        // Nor around the exchange, where the organisation would stand in a header of the sender's own.
        Assert.That(
            () => Publish(Door, Sale.Json("gateway-around"), headers: new() { ["acs-routing-key"] = "late.till" }, by: gateway, exchange: ""),
            Throws.InstanceOf<AlreadyClosedException>().With.Message.Contains("ACCESS_REFUSED")
        );
        Assert.That(await Taken("gateway-"), Is.EqualTo(1));
    }

    async Task Publish(
        string routingKey,
        string body,
        string contentType = "application/json",
        Dictionary<string, object?>? headers = null,
        IConnection? by = null,
        string exchange = Door
    )
    {
        await using var own = await (by ?? connection).CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true)
        );
        await own.BasicPublishAsync(
            exchange,
            routingKey,
            mandatory: true,
            new BasicProperties
            {
                ContentType = contentType,
                Headers = headers,
                Persistent = true,
            },
            Encoding.UTF8.GetBytes(body)
        );
    }

    async Task<(BasicGetResult Message, Dictionary<string, string> Headers)> NextRejected()
    {
        var message = await Eventually.That(() => channel.BasicGetAsync(Rejected, autoAck: true), Is.Not.Null, "A rejected message");
        var headers = message!.BasicProperties.Headers!.Where(header => header.Value is byte[]);
        return (message, headers.ToDictionary(header => header.Key, header => Encoding.UTF8.GetString((byte[])header.Value!)));
    }

    // Longer than what fits into a row of an index.
    static string Incompressible() =>
        string.Concat(Enumerable.Range(0, 200).Select(i => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData([(byte)i]))));

    Task<long> Taken(string prefix) => shop.Office.Read<long>($"SELECT count(*) FROM ingestion.transactions WHERE id LIKE '{prefix}%'");

    async Task<bool> HasDoor()
    {
        await using var probe = await connection.CreateChannelAsync();
        try
        {
            await probe.QueueDeclarePassiveAsync(Rejected);
            await probe.ExchangeDeclarePassiveAsync(Door);
            return true;
        }
        catch (OperationInterruptedException)
        {
            return false;
        }
    }
}
