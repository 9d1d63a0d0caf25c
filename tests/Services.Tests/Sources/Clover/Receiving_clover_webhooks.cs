using System.Text;
using AccountingSync.Ingestion.ReceiveWebhook;
using AccountingSync.Ingestion.Sources;
using AccountingSync.Ingestion.Sources.Clover;
using AccountingSync.Security;

namespace AccountingSync.Services.Tests.Sources.Clover;

public sealed class Receiving_clover_webhooks
{
    const string Code = "0307e264-b33a-4913-88aa-37b10014a0b8";
    static readonly byte[] Body = CloverFiles.Golden.Bytes("webhook.txt");
    readonly CloverSource vendor = new();

    [TestCase("X-Clover-Auth")]
    [TestCase("x-clover-auth")]
    public async Task accepts_a_request_with_the_code(string header) =>
        Assert.That(await Verify((header, Code)), Is.InstanceOf<SignatureCheck.Valid>());

    [TestCase("0307e264-b33a-4913-88aa-37b10014a0b9", SignatureProblem.NoMatchingSignature)]
    [TestCase("0307E264-B33A-4913-88AA-37B10014A0B8", SignatureProblem.NoMatchingSignature)]
    [TestCase("0307e264", SignatureProblem.NoMatchingSignature)]
    [TestCase("", SignatureProblem.Malformed)]
    public async Task refuses_any_other(string code, string why) =>
        Assert.That(await Verify(("X-Clover-Auth", code)), Is.EqualTo(new SignatureCheck.Invalid(why)));

    [Test]
    public async Task refuses_a_request_without_code() =>
        Assert.That(await Verify(("X-Other", Code)), Is.EqualTo(new SignatureCheck.Invalid(SignatureProblem.Malformed)));

    [Test]
    public async Task accepts_either_code_while_it_is_changed_and_nothing_by_an_empty_one()
    {
        async Task<SignatureCheck> With(string sent, params string[] codes) =>
            await vendor.Verify(Request(Body, ("X-Clover-Auth", sent)), codes, DateTimeOffset.UnixEpoch, CancellationToken.None);
        Assert.That(await With(Code, "older", Code), Is.InstanceOf<SignatureCheck.Valid>());
        Assert.That(await With(Code, Code, "newer"), Is.InstanceOf<SignatureCheck.Valid>());
        Assert.That(await With("bro ken", "bro ken"), Is.EqualTo(new SignatureCheck.Invalid(SignatureProblem.SecretMalformed)));
        Assert.That(await With(Code), Is.EqualTo(new SignatureCheck.Invalid(SignatureProblem.SecretMalformed)), "before the code is known");
        Assert.That(await With("", ""), Is.InstanceOf<SignatureCheck.Invalid>());
    }

    [Test]
    public void keeps_and_reads_each_update_of_each_merchant_by_itself()
    {
        var kept = vendor.Events(Request(Body));
        Assert.That(
            kept.Select(one => vendor.Read("clover", one).EventId),
            Is.EqualTo([
                "XYZVJT2ZRRRSC O:GHIVJT2ZRRRSC CREATE 1537970958000",
                "XYZVJT2ZRRRSC P:GHIVJT2ZRRRSC UPDATE 1537970958000",
                "MNOVJT2ZRRRSC I:JKLVJT2ZRRRSC UPDATE 1536156558000",
            ])
        );
        Assert.That(
            Encoding.UTF8.GetString(kept[1].Span),
            Is.EqualTo("""{"merchant":"XYZVJT2ZRRRSC","update":{"objectId":"P:GHIVJT2ZRRRSC","type":"UPDATE","ts":1537970958000}}""")
        );
    }

    [Test]
    public void believes_nothing_of_an_update_but_the_ids_and_asks_each_time()
    {
        var said = (SourceEvent.Facts)vendor.Read("clover", vendor.Events(Request(Body))[1]);
        Assert.That(said.Transactions, Is.Empty);
        Assert.That(said.Wanted, Is.EqualTo([new WantedObject("payments", "XYZVJT2ZRRRSC/payments/GHIVJT2ZRRRSC")]));
    }

    [TestCase("""{"appId":"A"}""")]
    [TestCase("""{"appId":"A","merchants":{"M":{}}}""")]
    [TestCase("""{"appId":"A","merchants":{"M":[{}]}}""")]
    [TestCase("""{"appId":"A","merchants":{"M":[1]}}""")]
    [TestCase("nonsense")]
    public void refuses_what_holds_no_update(string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var events = vendor.Events(Request(bytes)).Select(kept => (kept, vendor.Read("clover", kept))).ToList();
        Assert.That(WebhookSubmission.Each("acme", "till", events, null), Is.Null);
    }

    [Test]
    public void may_hold_no_update_at_all() => Assert.That(vendor.Events(Request("""{"appId":"A","merchants":{"M":[]}}"""u8.ToArray())), Is.Empty);

    [Test]
    public void shows_the_verification_code_to_a_person() =>
        Assert.That(
            (Ask("""{"verificationCode":"ce7643c1-83ea-4218-abe6-da876c9c7a0a"}""") as Handshake.ForAPerson)?.Code,
            Is.EqualTo("ce7643c1-83ea-4218-abe6-da876c9c7a0a")
        );

    // It is written to the log, and comes from anybody.
    [TestCase("ce7643c1-83ea-4218-abe6-da876c9c7a0a\\nA line of a stranger's")]
    [TestCase("{ce7643c1-83ea-4218-abe6-da876c9c7a0a}")]
    [TestCase("1234")]
    [TestCase("")]
    public void shows_nothing_else_of_a_stranger(string code) =>
        Assert.That(Ask($$"""{"verificationCode":"{{code}}"}"""), Is.InstanceOf<Handshake.Refused>());

    [TestCase("""{"verificationCode":1}""")]
    [TestCase("""{"verificationCode":"ce7643c1-83ea-4218-abe6-da876c9c7a0a","merchants":{}}""")]
    [TestCase("nonsense")]
    [TestCase("")]
    public void everything_else_is_no_question(string body) => Assert.That(Ask(body), Is.Null);

    [Test]
    public void a_genuine_webhook_is_no_question() => Assert.That(vendor.ShakeHands(Request(Body), []), Is.Null);

    Handshake? Ask(string body) => vendor.ShakeHands(Request(Encoding.UTF8.GetBytes(body)), []);

    async Task<SignatureCheck> Verify((string, string) header) =>
        await vendor.Verify(Request(Body, header), [Code], DateTimeOffset.UnixEpoch, CancellationToken.None);

    static WebhookRequest Request(byte[] body, params (string Name, string Value)[] headers) =>
        new(new Uri("https://books.example/v1/webhooks/till"), headers.ToDictionary(header => header.Name, header => header.Value), body);
}
