using AccountingSync.Ingestion.Sources;
using AccountingSync.Ingestion.Sources.Mollie;
using AccountingSync.Security;

namespace AccountingSync.Services.Tests.Sources.Mollie;

public sealed class Receiving_mollie_webhooks
{
    const string Secret = "wsec_J8mPqR2xT5vW9zA3";
    static readonly byte[] Signed = TestFiles.Bytes("Sources/Mollie/documented/payment-link.paid.json");
    static readonly byte[] Named = "id=tr_5B8cwPMGnU6qLbRvo7qEZo"u8.ToArray();
    readonly MollieSource vendor = new();

    [TestCase("X-Mollie-Signature")]
    [TestCase("x-mollie-signature")]
    public async Task accepts_a_signed_event(string header) =>
        Assert.That(await Verify(Signed, "", header, MollieSignature.Sign(Signed, Secret)), Is.InstanceOf<SignatureCheck.Valid>());

    [Test]
    public async Task refuses_a_forged_event_even_under_the_right_address() =>
        Assert.That(
            await Verify([.. Signed, 32], $"?key={Secret}", MollieSignature.HeaderName, MollieSignature.Sign(Signed, Secret)),
            Is.EqualTo(new SignatureCheck.Invalid(SignatureProblem.NoMatchingSignature))
        );

    [TestCase("?key=wsec_J8mPqR2xT5vW9zA3")]
    [TestCase("?a=b&key=wsec_J8mPqR2xT5vW9zA3")]
    [TestCase("?key=%77sec_J8mPqR2xT5vW9zA3")]
    public async Task accepts_an_unsigned_id_under_the_secret_address(string query) =>
        Assert.That(await Verify(Named, query), Is.InstanceOf<SignatureCheck.Valid>());

    [TestCase("", SignatureProblem.Malformed)]
    [TestCase("?key=", SignatureProblem.Malformed)]
    [TestCase("?Key=wsec_J8mPqR2xT5vW9zA3", SignatureProblem.Malformed)]
    [TestCase("?key=wsec_J8mPqR2xT5vW9zA", SignatureProblem.NoMatchingSignature)]
    [TestCase("?key=other&key=wsec_J8mPqR2xT5vW9zA3", SignatureProblem.NoMatchingSignature)]
    public async Task refuses_an_unsigned_id_under_any_other(string query, string why) =>
        Assert.That(await Verify(Named, query), Is.EqualTo(new SignatureCheck.Invalid(why)));

    [Test]
    public async Task refuses_everything_unsigned_that_is_more_than_an_id()
    {
        foreach (var body in new[] { Signed, TestFiles.Bytes("Sources/Mollie/derived/bare-payout.json"), [], "x=y"u8.ToArray() })
            Assert.That(await Verify(body, $"?key={Secret}"), Is.EqualTo(new SignatureCheck.Invalid(SignatureProblem.Malformed)));
    }

    [Test]
    public async Task an_empty_secret_opens_nothing() =>
        Assert.That(
            await vendor.Verify(Request(Named, "?key="), [""], DateTimeOffset.UnixEpoch, CancellationToken.None),
            Is.InstanceOf<SignatureCheck.Invalid>()
        );

    async Task<SignatureCheck> Verify(byte[] body, string query, string header = "Accept", string value = "*/*") =>
        await vendor.Verify(Request(body, query, header, value), ["older", Secret], DateTimeOffset.UnixEpoch, CancellationToken.None);

    static WebhookRequest Request(byte[] body, string query, string header = "Accept", string value = "*/*") =>
        new(new Uri("https://books.example/v1/webhooks/shop"), new Dictionary<string, string> { [header] = value }, body) { Query = query };
}
