using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using AccountingSync.Security;

namespace AccountingSync.Services.Tests.Security;

public sealed class Verifying_paypal_signatures
{
    static IEnumerable<PayPalVector> All() => [.. PayPalVector.OfPayPal(), .. PayPalVector.OfOurs()];

    static PayPalVector Sent() => PayPalVector.OfPayPal().Single(vector => vector.Name == "PAYMENT.CAPTURE.COMPLETED");

    [TestCaseSource(nameof(All))]
    public void agrees_with_paypal_and_with_a_second_implementation(object given)
    {
        var vector = (PayPalVector)given;
        var check = Verify(vector, vector.Body, vector.WebhookId);
        Assert.That(check is SignatureCheck.Valid, Is.EqualTo(vector.IsValid), check.ToString());
    }

    [Test]
    public void there_are_nine_deliveries_of_paypal_and_two_vectors_of_ours() =>
        Assert.That((PayPalVector.OfPayPal().Count(), PayPalVector.OfOurs().Count()), Is.EqualTo((9, 2)));

    [Test]
    public void refuses_every_changed_byte()
    {
        var vector = Sent();
        for (var i = 0; i < vector.Body.Length; i += 7)
        {
            var changed = vector.Body.ToArray();
            changed[i] ^= 1;
            Assert.That(Verify(vector, changed, vector.WebhookId), Is.EqualTo(Invalid(SignatureProblem.NoMatchingSignature)), $"byte {i}");
        }
    }

    [Test]
    public void refuses_a_truncated_or_longer_body()
    {
        var vector = Sent();
        foreach (var body in new[] { vector.Body[..^1], [], [.. vector.Body, (byte)'\n'] })
            Assert.That(Verify(vector, body, vector.WebhookId), Is.EqualTo(Invalid(SignatureProblem.NoMatchingSignature)));
    }

    [Test]
    public void refuses_a_body_that_was_parsed_and_written_again()
    {
        var vector = PayPalVector.OfOurs().Single(one => one.IsValid);
        var again = Encoding.UTF8.GetBytes(JsonNode.Parse(vector.Body)!.ToJsonString());
        Assert.That(JsonNode.DeepEquals(JsonNode.Parse(again), JsonNode.Parse(vector.Body)));
        Assert.That(Verify(vector, again, vector.WebhookId), Is.EqualTo(Invalid(SignatureProblem.NoMatchingSignature)));
    }

    [Test]
    public void refuses_another_webhook_time_delivery_or_certificate()
    {
        var vector = Sent();
        var sent = vector.Transmission;
        var others = new[]
        {
            Verify(vector, vector.Body, "1JE4291016473214C"),
            Verify(vector with { Transmission = sent with { Time = "2024-08-02T19:33:36Z" } }, vector.Body, vector.WebhookId),
            Verify(vector with { Transmission = sent with { Id = sent.Id[..^1] + "b" } }, vector.Body, vector.WebhookId),
            Verify(vector with { Certificate = PayPalVector.OfOurs().First().Certificate }, vector.Body, vector.WebhookId),
            Verify(vector with { Transmission = sent with { Signature = sent.Signature[..^1] } }, vector.Body, vector.WebhookId),
        };
        Assert.That(others, Is.All.EqualTo(Invalid(SignatureProblem.NoMatchingSignature)));
    }

    [Test]
    public void accepts_either_id_while_one_webhook_replaces_another()
    {
        var vector = Sent();
        Assert.That(Verify(vector, vector.Body, "new", vector.WebhookId), Is.InstanceOf<SignatureCheck.Valid>());
        Assert.That(Verify(vector, vector.Body, vector.WebhookId, "new"), Is.InstanceOf<SignatureCheck.Valid>());
        Assert.That(Verify(vector, vector.Body, "bro ken", vector.WebhookId), Is.InstanceOf<SignatureCheck.Valid>());
    }

    [TestCase("")]
    [TestCase(" 1JE4291016473214C")]
    [TestCase("1JE4291016473214C\n")]
    public void names_an_id_that_cannot_work(string id)
    {
        var vector = PayPalVector.OfOurs().Single(one => one.IsValid);
        Assert.That(Verify(vector, vector.Body, id), Is.EqualTo(Invalid(SignatureProblem.SecretMalformed)));
        Assert.That(Verify(vector, vector.Body), Is.EqualTo(Invalid(SignatureProblem.SecretMalformed)));
    }

    [Test]
    public void refuses_a_certificate_of_another_kind_of_key()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=messageverificationcerts.paypal.com", key, HashAlgorithmName.SHA256).CreateSelfSigned(
            PayPalVector.Ours.AddDays(-1),
            PayPalVector.Ours.AddDays(1)
        );
        var vector = Sent() with { Certificate = certificate };
        Assert.That(Verify(vector, vector.Body, vector.WebhookId), Is.EqualTo(Invalid(SignatureProblem.Certificate)));
    }

    [Test]
    public void signs_what_it_accepts()
    {
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=any", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(
            PayPalVector.Ours.AddDays(-1),
            PayPalVector.Ours.AddDays(1)
        );
        var signature = PayPalSignature.Sign("1", "2026-01-01T00:00:00Z", "webhook", "body"u8, key);
        var transmission = new PayPalTransmission("1", "2026-01-01T00:00:00Z", Convert.FromBase64String(signature), PayPalVector.Address);
        Assert.That(PayPalSignature.Verify(transmission, "body"u8, certificate, ["webhook"]), Is.InstanceOf<SignatureCheck.Valid>());
        Assert.That(PayPalSignature.Verify(transmission, "bodY"u8, certificate, ["webhook"]), Is.InstanceOf<SignatureCheck.Invalid>());
    }

    static SignatureCheck Verify(PayPalVector vector, byte[] body, params string[] ids) =>
        PayPalSignature.Verify(vector.Transmission, body, vector.Certificate, ids);

    static SignatureCheck Invalid(string reason) => new SignatureCheck.Invalid(reason);
}
