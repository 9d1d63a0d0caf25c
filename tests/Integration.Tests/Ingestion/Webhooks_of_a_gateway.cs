using System.Text;
using AccountingSync.Security;

namespace AccountingSync.Integration.Tests.Ingestion;

public sealed class Webhooks_of_a_gateway
{
    Shop shop = null!;

    [OneTimeSetUp]
    public async Task Open() => shop = await Shop.Open("webhooks");

    [OneTimeTearDown]
    public async Task Close() => await shop.DisposeAsync();

    [TestCase(Shop.Secret)]
    [TestCase(Shop.SecondSecret)]
    public async Task are_taken_under_each_valid_secret(string secret)
    {
        var answer = await shop.Webhook(Sale.Charge(secret), secret);

        Assert.That((answer.Status, answer.Text), Is.EqualTo((200, """{"received":1,"duplicates":0}""")));
        Assert.That(await Transactions($"ch_{secret}"), Is.EqualTo(1));
    }

    [Test]
    public async Task are_taken_when_one_of_several_signatures_fits()
    {
        var body = Sale.Charge("rolled");
        var fitting = StripeSignature.Sign(Encoding.UTF8.GetBytes(body), Shop.SecondSecret, shop.Clock.GetUtcNow());

        var answer = await shop.SignedWebhook(body, fitting.Replace(",v1=", $",v1={new string('0', 64)},v1="));

        Assert.That(answer.Status, Is.EqualTo(200));
    }

    [Test]
    public async Task delivered_again_are_taken_and_do_nothing()
    {
        await shop.Webhook(Sale.Charge("again"));
        var rows = await shop.Rows();

        var answer = await shop.Webhook(Sale.Charge("again"));
        // The same charge, told by another event.
        var told = await shop.Webhook(Sale.Charge("again", "charge.updated").Replace("evt_again", "evt_again_updated"));

        Assert.That((answer.Status, answer.Text), Is.EqualTo((200, """{"received":1,"duplicates":1}""")));
        Assert.That((told.Status, told.Text), Is.EqualTo((200, """{"received":1,"duplicates":1}""")));
        Assert.That(await Transactions("ch_again"), Is.EqualTo(1));
        Assert.That((await shop.Rows())["outbox"], Is.EqualTo(rows["outbox"]));
    }

    [Test]
    public async Task that_are_forged_are_answered_401_and_leave_nothing()
    {
        var body = Sale.Charge("forged");
        var now = shop.Clock.GetUtcNow();
        var fitting = StripeSignature.Sign(Encoding.UTF8.GetBytes(body), Shop.Secret, now);
        var rows = await shop.Rows();

        var answers = new[]
        {
            await shop.Webhook(body, "whsec_guessed"),
            await shop.SignedWebhook(body, null),
            await shop.SignedWebhook(body, ""),
            await shop.SignedWebhook(body, "t=1,v1=00"),
            await shop.SignedWebhook(body.Replace("1099", "9999"), fitting),
            await shop.SignedWebhook(body + " ", fitting),
            await shop.SignedWebhook(body, fitting.Replace("v1=", "v0=")),
            await shop.SignedWebhook(body, fitting.Replace("t=1", "t=2")),
            await shop.Webhook(body, age: TimeSpan.FromSeconds(301)),
            await shop.Webhook(body, age: TimeSpan.FromSeconds(-320)),
            await shop.Webhook(body, connection: "no-such-connection"),
        };

        Assert.That(answers.Select(answer => answer.Status), Is.All.EqualTo(401));
        Assert.That(
            answers.Select(answer => answer.Title),
            Is.All.EqualTo("The signature does not fit."),
            "nobody learns from the answer what was wrong"
        );
        Assert.That(await shop.Rows(), Is.EqualTo(rows));
    }

    [Test]
    public async Task of_five_minutes_ago_are_still_taken() =>
        Assert.That((await shop.Webhook(Sale.Charge("late"), age: TimeSpan.FromSeconds(295))).Status, Is.EqualTo(200));

    [Test]
    public async Task of_an_unknown_type_are_kept_and_visible()
    {
        var answer = await shop.Webhook(Sale.Charge("odd", "topup.succeeded"));

        var unknown = await shop.Service.Internal.GetStringAsync("unknown-events?organisation=shop");
        Assert.That(answer.Status, Is.EqualTo(200));
        Assert.That(unknown, Does.Contain("evt_odd").And.Contain("topup.succeeded: Events of type").And.Contain(Shop.Gateway));
        Assert.That(await shop.Service.Internal.GetStringAsync("unknown-events?organisation=somebody-else"), Is.EqualTo("[]"));
        Assert.That((await shop.Counts())["unknown_events"], Is.GreaterThan(0));
    }

    [Test]
    public async Task that_move_no_money_are_kept_and_book_nothing()
    {
        var answer = await shop.Webhook(Sale.Charge("customer", "customer.updated"));

        Assert.That((answer.Status, answer.Text), Is.EqualTo((200, """{"received":0,"duplicates":0}""")));
        Assert.That(
            await shop.Office.Read<string>("SELECT disposition FROM ingestion.events WHERE event_id = 'evt_customer'"),
            Is.EqualTo("ignored")
        );
    }

    [TestCase("{}")]
    [TestCase("not json")]
    [TestCase("""{"object":"event","id":"evt_1"}""")]
    public async Task that_are_signed_but_no_event_are_answered_400(string body)
    {
        var rows = await shop.Rows();

        Assert.That((await shop.Webhook(body)).Status, Is.EqualTo(400));

        Assert.That(await shop.Rows(), Is.EqualTo(rows));
    }

    [Test]
    public async Task that_are_too_large_are_answered_413() =>
        Assert.That((await shop.Webhook(new string(' ', 2 * 1024 * 1024 + 1))).Status, Is.EqualTo(413));

    Task<long> Transactions(string id) => shop.Office.Read<long>($"SELECT count(*) FROM ingestion.transactions WHERE id = '{id}'");
}
