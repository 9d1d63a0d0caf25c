using AccountingSync.Ingestion.Sources;
using AccountingSync.Ingestion.Sources.Stripe;
using AccountingSync.Security;

namespace AccountingSync.Services.Tests.Sources.Stripe;

public sealed class Receiving_stripe_webhooks
{
    const string Secret = "whsec_dev_0123456789abcdef";
    static readonly DateTimeOffset Now = new(2026, 1, 31, 23, 30, 0, TimeSpan.Zero);
    static readonly byte[] Body = TestFiles.Bytes("Sources/Stripe/documented/payout.paid.json");
    readonly StripeSource stripe = new();

    [TestCase("Stripe-Signature")]
    [TestCase("stripe-signature")]
    public async Task accepts_a_signed_body(string header) =>
        Assert.That(await Verify(Request(Body, header, StripeSignature.Sign(Body, Secret, Now)), Now), Is.InstanceOf<SignatureCheck.Valid>());

    [Test]
    public async Task refuses_a_forged_body() =>
        Assert.That(
            await Verify(Request([.. Body, 32], "Stripe-Signature", StripeSignature.Sign(Body, Secret, Now)), Now),
            Is.EqualTo(new SignatureCheck.Invalid(SignatureProblem.NoMatchingSignature))
        );

    [Test]
    public async Task refuses_a_body_without_signature() =>
        Assert.That(await Verify(Request(Body, "X-Other", "1"), Now), Is.EqualTo(new SignatureCheck.Invalid(SignatureProblem.Malformed)));

    [Test]
    public async Task refuses_a_replay() =>
        Assert.That(
            await Verify(Request(Body, "Stripe-Signature", StripeSignature.Sign(Body, Secret, Now)), Now.AddMinutes(6)),
            Is.EqualTo(new SignatureCheck.Invalid(SignatureProblem.TooOld))
        );

    async Task<SignatureCheck> Verify(WebhookRequest request, DateTimeOffset now) =>
        await stripe.Verify(request, [Secret], now, CancellationToken.None);

    static WebhookRequest Request(byte[] body, string header, string value) =>
        new(
            new Uri("https://books.example/v1/webhooks/shop"),
            new Dictionary<string, string> { ["Content-Type"] = "application/json", [header] = value },
            body
        );
}
