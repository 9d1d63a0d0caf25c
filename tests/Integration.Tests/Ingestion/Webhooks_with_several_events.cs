using System.Text;
using AccountingSync.Ingestion.Access;
using AccountingSync.Security;

namespace AccountingSync.Integration.Tests.Ingestion;

/// <summary>GoCardless sends up to 250 events at once, and Mollie sends some without any id.</summary>
public sealed class Webhooks_with_several_events
{
    const string Secret = "ED7D658C-D8EB-4941-948B-3973214F2D49";
    const string Debits = "shop-gocardless";
    const string Payments = "shop-mollie";
    Shop shop = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        shop = await Shop.Open("webhook-batches");
        await shop.Connect(new NewConnection(Shop.Organisation, Debits, "gocardless", null, new ConnectionSecrets([Secret], null)));
        await shop.Connect(new NewConnection(Shop.Organisation, Payments, "mollie", null, new ConnectionSecrets([Secret], null)));
    }

    [OneTimeTearDown]
    public async Task Close() => await shop.DisposeAsync();

    [Test]
    public async Task are_kept_and_recognised_one_by_one_and_what_is_not_understood_stops_none()
    {
        var first = Event("EV1", "payments", "confirmed");
        var body = Batch(first, Event("EV2", "mandates", "created"), Event("EV3", "payments", "odd"), """{"action":"paid"}""");

        var answer = await Send(body);
        var again = await Send(Batch(Event("EV4", "mandates", "created"), first));

        Assert.That((answer.Status, again.Status), Is.EqualTo((200, 200)));
        Assert.That(await Kept("transactions"), Is.EqualTo(1), "one wants to be completed");
        Assert.That(await Kept("ignored"), Is.EqualTo(2));
        Assert.That(await Kept("unknown"), Is.EqualTo(2), "one is unknown and one cannot be read");
    }

    [Test]
    public async Task that_are_forged_are_answered_as_the_vendor_asks_and_leave_nothing()
    {
        var rows = await shop.Rows();
        var body = Batch(Event("EV9", "mandates", "created"));

        var answers = new[]
        {
            await shop.SignedWebhook(
                body + " ",
                GoCardlessSignature.Sign(Encoding.UTF8.GetBytes(body), Secret),
                Debits,
                GoCardlessSignature.HeaderName
            ),
            await shop.SignedWebhook(body, null, Debits),
        };

        Assert.That(answers.Select(answer => answer.Status), Is.All.EqualTo(498));
        Assert.That(await shop.Rows(), Is.EqualTo(rows));
    }

    [Test]
    public async Task that_may_be_none_are_taken() => Assert.That((await Send(Batch())).Status, Is.EqualTo(200));

    [Test]
    public async Task of_which_none_can_be_read_are_refused() => Assert.That((await Send("""{"events":[{}]}""")).Status, Is.EqualTo(400));

    [Test]
    public async Task without_an_id_are_each_a_reason_to_look_again()
    {
        const string body = "id=tr_5B8cwPMGnU6qLbRvo7qEZo";

        var answers = new[]
        {
            await shop.SignedWebhook(body, null, $"{Payments}?key={Secret}"),
            await shop.SignedWebhook(body, null, $"{Payments}?key={Secret}"),
            await shop.SignedWebhook(body, null, $"{Payments}?key=other"),
            await shop.SignedWebhook(body, null, Payments),
        };

        Assert.That(answers.Select(answer => answer.Status), Is.EqualTo([200, 200, 401, 401]));
        Assert.That(
            await shop.Office.Read<long>($"SELECT count(*) FROM ingestion.events WHERE connection = '{Payments}' AND door = 'webhook'"),
            Is.EqualTo(2)
        );
    }

    Task<Answer> Send(string body) =>
        shop.SignedWebhook(body, GoCardlessSignature.Sign(Encoding.UTF8.GetBytes(body), Secret), Debits, GoCardlessSignature.HeaderName);

    Task<long> Kept(string disposition) =>
        shop.Office.Read<long>(
            $"SELECT count(*) FROM ingestion.events WHERE connection = '{Debits}' AND door = 'webhook' AND disposition = '{disposition}'"
        );

    static string Batch(params string[] events) => $$"""{"events":[{{string.Join(',', events)}}],"meta":{"webhook_id":"WB1"} }""";

    static string Event(string id, string resource, string action) =>
        $$"""
            {"id":"{{id}}","created_at":"2026-01-31T23:30:04.105Z","resource_type":"{{resource}}","action":"{{action}}","links":{"payment":"PM1"},"metadata":{} }
            """;
}
