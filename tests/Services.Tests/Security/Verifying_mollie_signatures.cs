using AccountingSync.Security;

namespace AccountingSync.Services.Tests.Security;

public sealed class Verifying_mollie_signatures : Signatures_over_a_body
{
    const string Secret = "test_webhook_secret";
    static readonly byte[] Example = TestFiles.Bytes("Sources/Mollie/documented/payment-link.paid.json");
    static readonly string Header = MollieSignature.Sign(Example, Secret);

    protected override byte[] Body => Example;

    protected override string Key => Secret;

    protected override string Sign(byte[] body, string key) => MollieSignature.Sign(body, key);

    // A request without the header never comes here: it is one of a single payment.
    protected override SignatureCheck Verify(string? header, byte[] body, string[] keys) => MollieSignature.Verify(header!, body, keys);

    // Of OpenSSL: printf '%s' BODY | openssl dgst -sha256 -hmac SECRET
    [TestCase("e0a0a3bd8ae5b1ac1a3a6ef1b3b9c2b6f5f1b7e9f9c4b6f4f3a2c1d0e9f8a7b6", false)]
    [TestCase("e479a5e4aaa17db94cfc546071e10e91c0b37f21e464e751ebdd7d7ad2ffd146", true)]
    public void agrees_with_another_implementation(string hex, bool valid)
    {
        var body = """{"id":"tr_12345","event_type":"payment-link.paid"}"""u8;
        Assert.That(MollieSignature.Verify("sha256=" + hex, body, [Secret]) is SignatureCheck.Valid, Is.EqualTo(valid));
        Assert.That(MollieSignature.Sign(body, Secret) == "sha256=" + hex, Is.EqualTo(valid));
    }

    [Test]
    public void takes_the_digits_without_prefix_as_mollies_own_library_does() =>
        Assert.That(Verify(Header["sha256=".Length..], Body), Is.InstanceOf<SignatureCheck.Valid>());

    [Test]
    public void accepts_any_of_two_signatures_while_the_secret_is_changed()
    {
        var other = MollieSignature.Sign(Body, "other");
        Assert.That(Verify($"{other}, {Header}", Body), Is.InstanceOf<SignatureCheck.Valid>());
        Assert.That(Verify($"{Header},{other}", Body), Is.InstanceOf<SignatureCheck.Valid>());
        Assert.That(Verify($"odd,{Header}", Body), Is.InstanceOf<SignatureCheck.Valid>());
        Assert.That(Verify($"{other},odd", Body), Is.EqualTo(Invalid(SignatureProblem.NoMatchingSignature)));
    }

    [TestCase("")]
    [TestCase("sha256=")]
    [TestCase("sha1=2693754819d3e32d7e8fcb13c729631f316c6de8dc1cf634d6527f1c07276e7e")]
    [TestCase("sha256=2693")]
    public void refuses_a_header_of_another_form(string header) => Assert.That(Verify(header, Body), Is.EqualTo(Invalid(SignatureProblem.Malformed)));

    [Test]
    public void looks_at_four_signatures_at_most() =>
        Assert.That(Verify(string.Concat(Enumerable.Repeat("odd,", 10)) + Header, Body), Is.EqualTo(Invalid(SignatureProblem.Malformed)));

    static SignatureCheck Verify(string header, byte[] body) => MollieSignature.Verify(header, body, [Secret]);
}
