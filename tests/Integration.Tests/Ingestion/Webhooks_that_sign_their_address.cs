using System.Net;
using System.Text;
using AccountingSync.Ingestion.Access;
using AccountingSync.Security;

namespace AccountingSync.Integration.Tests.Ingestion;

/// <summary>Square signs the address that it was told to call, and another one arrives behind a reverse proxy.</summary>
public sealed class Webhooks_that_sign_their_address
{
    const string Key = "Ibxx_5AKakO-3qeNVR61Dw";

    // A parsed and rewritten address would have lost the port, the capital and the code.
    const string Told = "https://Books.example:443/square/%65vents";
    const string BehindProxy = "shop-square";
    const string Direct = "shop-square-direct";
    Shop shop = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        shop = await Shop.Open("webhook-addresses");
        await shop.Connect(Square(BehindProxy, Told));
        await shop.Connect(Square(Direct, null));
    }

    [OneTimeTearDown]
    public async Task Close() => await shop.DisposeAsync();

    [Test]
    public async Task are_taken_under_the_address_that_the_vendor_was_told()
    {
        var answer = await Send("told", Told, BehindProxy);

        Assert.That((answer.Status, answer.Text), Is.EqualTo((200, """{"received":1,"duplicates":0}""")));
        Assert.That(await Transactions("told"), Is.EqualTo(1));
    }

    [Test]
    public async Task are_taken_under_the_address_that_arrives_when_no_other_is_known()
    {
        var answer = await Send("direct", Arriving(Direct), Direct);

        Assert.That((answer.Status, answer.Text), Is.EqualTo((200, """{"received":1,"duplicates":0}""")));
        Assert.That(await Transactions("direct"), Is.EqualTo(1));
    }

    [Test]
    public async Task are_answered_401_under_any_other_and_leave_nothing()
    {
        var rows = await shop.Rows();

        var answers = new[]
        {
            await Send("other", Arriving(BehindProxy), BehindProxy),
            await Send("other", "https://books.example/square/events", BehindProxy),
            await Send("other", Told, Direct),
            await shop.SignedWebhook(Payment("other"), null, BehindProxy),
        };

        Assert.That(answers.Select(answer => answer.Status), Is.All.EqualTo(401));
        Assert.That(await shop.Rows(), Is.EqualTo(rows));
    }

    [Test]
    public void keep_their_vendor() =>
        Assert.That(
            () => shop.Connect(Square(Shop.Gateway, Told)),
            Throws.InstanceOf<HttpRequestException>().With.Property(nameof(HttpRequestException.StatusCode)).EqualTo(HttpStatusCode.Conflict)
        );

    Task<Answer> Send(string id, string address, string connection) =>
        shop.SignedWebhook(
            Payment(id),
            SquareSignature.Sign(address, Encoding.UTF8.GetBytes(Payment(id)), Key),
            connection,
            SquareSignature.HeaderName
        );

    string Arriving(string connection) => new Uri(shop.Service.Http.BaseAddress!, $"/v1/webhooks/{connection}").AbsoluteUri;

    Task<long> Transactions(string id) => shop.Office.Read<long>($"SELECT count(*) FROM ingestion.transactions WHERE id = '{id}'");

    static NewConnection Square(string name, string? address) =>
        new(Shop.Organisation, name, "square", null, new ConnectionSecrets([Key], null), address);

    static string Payment(string id) =>
        $$"""
            {"merchant_id":"6SSW7HV8K2ST5","type":"payment.updated","event_id":"event-{{id}}","created_at":"2026-02-06T21:27:34.308Z","data":{"type":"payment",
              "id":"{{id}}","object":{"payment":{"id":"{{id}}","status":"COMPLETED","source_type":"CARD","created_at":"2026-02-06T21:27:30.444Z",
              "updated_at":"2026-02-06T21:27:34.200Z","amount_money":{"amount":1099,"currency":"USD"},"total_money":{"amount":1099,"currency":"USD"} } } } }
            """;
}
