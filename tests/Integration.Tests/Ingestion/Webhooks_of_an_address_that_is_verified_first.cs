using System.Net;
using System.Text;
using AccountingSync.Ingestion.Access;
using AccountingSync.Security;

namespace AccountingSync.Integration.Tests.Ingestion;

/// <summary>Braintree and Clover send nothing before the address has answered a question.</summary>
public sealed class Webhooks_of_an_address_that_is_verified_first
{
    const string Keys = "integration_public_key:integration_private_key_dev";
    const string Code = "0307e264-b33a-4913-88aa-37b10014a0b8";
    const string Cards = "shop-braintree";
    const string Till = "shop-clover";
    Shop shop = null!;

    [SetUp]
    public async Task Open()
    {
        shop = await Shop.Open("handshakes");
        await shop.Connect(new NewConnection(Shop.Organisation, Cards, "braintree", null, new ConnectionSecrets([Keys], null)));
        await shop.Connect(new NewConnection(Shop.Organisation, Till, "clover", null, new ConnectionSecrets([], null)));
    }

    [TearDown]
    public async Task Close() => await shop.DisposeAsync();

    [Test]
    public async Task by_a_challenge_are_answered_to_the_letter_and_leave_nothing()
    {
        var rows = await shop.Rows();

        var answer = await Ask($"{Cards}?bt_challenge=20f9f8ed05f77439fe955c977e4c8a53");

        // What the vendor's own library answers.
        Assert.That(
            (answer.Status, answer.MediaType, answer.Text),
            Is.EqualTo((200, "text/plain", "integration_public_key|242ac26d478546ee1dee26587d4c05f3944e1da6"))
        );
        Assert.That(await shop.Rows(), Is.EqualTo(rows));
    }

    [Test]
    public async Task by_another_question_look_from_outside_as_if_there_were_no_connection()
    {
        var answers = new[]
        {
            await Ask($"{Cards}?bt_challenge=PG5vdGlmaWNhdGlvbj48L25v"),
            await Ask(Cards),
            await Ask($"{Till}?bt_challenge=20f9f8ed05f77439fe955c977e4c8a53"),
            await Ask($"{Shop.Gateway}?bt_challenge=20f9f8ed05f77439fe955c977e4c8a53"),
            await Ask("nobody?bt_challenge=20f9f8ed05f77439fe955c977e4c8a53"),
        };
        Assert.That(answers.Select(answer => (answer.Status, answer.Title)), Is.All.EqualTo((401, "Nothing is answered here.")));
    }

    [Test]
    public async Task and_signed_by_form_are_taken_once()
    {
        const string Xml = """
            <notification><timestamp type="datetime">2026-02-02T09:15:04Z</timestamp><kind>transaction_settled</kind><subject><transaction>
            <id>c4rd5ale</id><status>settled</status><type>sale</type><currency-iso-code>USD</currency-iso-code><amount>118.00</amount>
            </transaction></subject></notification>
            """;
        var payload = Convert.ToBase64String(Encoding.UTF8.GetBytes(Xml)) + "\n";
        var form = $"bt_signature={WebUtility.UrlEncode(BraintreeSignature.Sign(Encoding.ASCII.GetBytes(payload), Keys))}&bt_payload=";

        var answers = new[]
        {
            await shop.SignedWebhook(form + WebUtility.UrlEncode(payload), null, Cards),
            await shop.SignedWebhook(form + WebUtility.UrlEncode(payload), null, Cards),
            await shop.SignedWebhook(form + WebUtility.UrlEncode(payload.Replace('P', 'Q')), null, Cards),
        };

        Assert.That(answers.Select(answer => answer.Status), Is.EqualTo([200, 200, 401]));
        Assert.That(await shop.Office.Read<long>($"SELECT count(*) FROM ingestion.transactions WHERE source = '{Cards}'"), Is.EqualTo(1));
    }

    [Test]
    public async Task by_a_code_that_a_person_enters_are_refused_until_the_vendor_has_given_its_own()
    {
        const string Webhook = """
            {"appId":"A","merchants":{"M":[{"objectId":"I:ITEM1","type":"UPDATE","ts":1},{"objectId":"E:STAFF1","type":"UPDATE","ts":2}]}}
            """;
        var rows = await shop.Rows();

        var question = await shop.SignedWebhook("""{"verificationCode":"ce7643c1-83ea-4218-abe6-da876c9c7a0a"}""", null, Till);
        var tooEarly = await shop.SignedWebhook(Webhook, Code, Till, CloverAuthentication.HeaderName);

        Assert.That((question.Status, tooEarly.Status), Is.EqualTo((200, 401)));
        Assert.That(await shop.Rows(), Is.EqualTo(rows));

        await shop.Connect(new NewConnection(Shop.Organisation, Till, "clover", null, new ConnectionSecrets([Code], null)));
        shop.Clock.Shift += TimeSpan.FromMinutes(1); // Past what is remembered of a connection.
        var taken = await shop.SignedWebhook(Webhook, Code, Till, CloverAuthentication.HeaderName);
        var forged = await shop.SignedWebhook(Webhook, "ce7643c1-83ea-4218-abe6-da876c9c7a0a", Till, CloverAuthentication.HeaderName);

        Assert.That((taken.Status, forged.Status), Is.EqualTo((200, 401)));
        Assert.That(
            await shop.Office.Read<long>($"SELECT count(*) FROM ingestion.events WHERE connection = '{Till}' AND disposition = 'ignored'"),
            Is.EqualTo(2)
        );
    }

    Task<Answer> Ask(string connection) => Answer.Of(shop.Service.Http, new HttpRequestMessage(HttpMethod.Get, $"/v1/webhooks/{connection}"));
}
