using System.Text;
using System.Text.Json;
using AccountingSync.Ingestion.Sources;
using AccountingSync.Ingestion.Sources.Braintree;
using AccountingSync.Security;

namespace AccountingSync.Services.Tests.Sources.Braintree;

public sealed class Receiving_braintree_webhooks
{
    const string Secret = "integration_public_key:integration_private_key_dev";
    static readonly string Payload = BraintreeFiles.Payload(BraintreeFiles.Golden.Bytes("documented/disbursement.xml"));
    static readonly string Signature = BraintreeSignature.Sign(Encoding.ASCII.GetBytes(Payload), Secret);
    readonly BraintreeSource vendor = new();

    [Test]
    public async Task accepts_a_signed_form() =>
        Assert.That(await Verify(BraintreeFiles.Form(Payload, Signature)), Is.InstanceOf<SignatureCheck.Valid>());

    [Test]
    public async Task refuses_a_forged_payload() =>
        Assert.That(
            await Verify(BraintreeFiles.Form(Payload.Replace('P', 'Q'), Signature)),
            Is.EqualTo(new SignatureCheck.Invalid(SignatureProblem.NoMatchingSignature))
        );

    [Test]
    public async Task refuses_what_is_no_signed_form()
    {
        foreach (
            var body in new[]
            {
                "",
                "bt_payload=",
                "bt_payload=PG4vPg",
                "bt_signature=" + Uri.EscapeDataString(Signature),
                "{\"bt_signature\":\"\"}",
                "bt_signature=&bt_payload=PG4vPg",
            }
        )
            Assert.That(await Verify(Encoding.UTF8.GetBytes(body)), Is.EqualTo(new SignatureCheck.Invalid(SignatureProblem.Malformed)), body);
    }

    /// <summary>What the vendor's own library answered.</summary>
    static IEnumerable<TestCaseData> Challenges() =>
        JsonDocument
            .Parse(BraintreeFiles.Golden.Bytes("signatures.json"))
            .RootElement.GetProperty("challenges")
            .EnumerateArray()
            .Select(one => new TestCaseData(
                one.GetProperty("challenge").GetString(),
                one.GetProperty("secret").GetString(),
                one.GetProperty("answer").GetString()
            ));

    [TestCaseSource(nameof(Challenges))]
    public void answers_a_challenge_as_the_vendors_library_does(string challenge, string secret, string answer) =>
        Assert.That(Ask($"?bt_challenge={challenge}", secret), Is.EqualTo(new Handshake.Answered(answer)));

    [Test]
    public void there_are_two_challenges() => Assert.That(Challenges().Count(), Is.EqualTo(2));

    // Whoever asks must not get a notification signed, nor anything that is part of one.
    [TestCase("0123456789abcdef012")]
    [TestCase("0123456789abcdef0123456789abcdef0")]
    [TestCase("0123456789ABCDEF0123")]
    [TestCase("0123456789abcdef012g")]
    [TestCase("0123456789abcdef0123%0A")]
    [TestCase("PG5vdGlmaWNhdGlvbj48L25v")]
    [TestCase("")]
    public void signs_nothing_else_for_a_stranger(string challenge) =>
        Assert.That(Ask($"?bt_challenge={challenge}", Secret), Is.InstanceOf<Handshake.Refused>());

    [TestCase("")]
    [TestCase("no-colon")]
    [TestCase(":private")]
    [TestCase("public:")]
    public void answers_nothing_with_a_secret_that_cannot_work(string secret) =>
        Assert.That(Ask("?bt_challenge=0123456789abcdef0123", secret), Is.InstanceOf<Handshake.Refused>());

    [Test]
    public async Task an_answer_to_a_stranger_opens_no_door()
    {
        const string Challenge = "0123456789abcdef0123456789abcdef";
        var answer = (Handshake.Answered)Ask($"?bt_challenge={Challenge}", Secret)!;
        var body = BraintreeFiles.Form(Challenge, answer.Text);
        Assert.That(await Verify(body), Is.InstanceOf<SignatureCheck.Valid>(), "it is signed with the same key");
        Assert.That(vendor.Read("braintree", body), Is.InstanceOf<SourceEvent.Unreadable>(), "and can say nothing");
    }

    [Test]
    public void is_asked_by_get_and_by_nothing_else()
    {
        Assert.That(Ask("", Secret), Is.Null);
        Assert.That(Ask("?bt_challenge=0123456789abcdef0123", Secret, isGet: false), Is.Null);
    }

    Handshake? Ask(string query, string secret, bool isGet = true) => vendor.ShakeHands(Request([]) with { Query = query, IsGet = isGet }, [secret]);

    async Task<SignatureCheck> Verify(byte[] body) =>
        await vendor.Verify(Request(body), ["older_public:older_private", Secret], DateTimeOffset.UnixEpoch, CancellationToken.None);

    static WebhookRequest Request(byte[] body) =>
        new(
            new Uri("https://books.example/v1/webhooks/shop"),
            new Dictionary<string, string> { ["Content-Type"] = "application/x-www-form-urlencoded" },
            body
        );
}
