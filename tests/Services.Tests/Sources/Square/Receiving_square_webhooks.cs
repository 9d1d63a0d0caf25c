using AccountingSync.Ingestion.Sources;
using AccountingSync.Ingestion.Sources.Square;
using AccountingSync.Security;

namespace AccountingSync.Services.Tests.Sources.Square;

public sealed class Receiving_square_webhooks
{
    const string Key = "Ibxx_5AKakO-3qeNVR61Dw";
    const string Address = "https://books.example/v1/webhooks/shop";
    static readonly DateTimeOffset Now = new(2026, 1, 31, 23, 30, 0, TimeSpan.Zero);
    static readonly byte[] Body = TestFiles.Bytes("Sources/Square/documented/payout.paid.json");
    readonly SquareSource square = new();

    [TestCase("x-square-hmacsha256-signature")]
    [TestCase("X-Square-HmacSha256-Signature")]
    public async Task accepts_a_signed_body(string header) =>
        Assert.That(await Verify(Address, Body, header, SquareSignature.Sign(Address, Body, Key)), Is.InstanceOf<SignatureCheck.Valid>());

    [Test]
    public async Task refuses_a_forged_body() =>
        Assert.That(
            await Verify(Address, [.. Body, 32], SquareSignature.HeaderName, SquareSignature.Sign(Address, Body, Key)),
            Is.EqualTo(new SignatureCheck.Invalid(SignatureProblem.NoMatchingSignature))
        );

    [TestCase("X-Other")]
    [TestCase("x-square-signature")]
    public async Task refuses_a_body_without_signature(string header) =>
        Assert.That(
            await Verify(Address, Body, header, SquareSignature.Sign(Address, Body, Key)),
            Is.EqualTo(new SignatureCheck.Invalid(SignatureProblem.Malformed))
        );

    // Each of them is the same address to a browser.
    [TestCase("https://Books.example/v1/webhooks/shop")]
    [TestCase("https://books.example:443/v1/webhooks/shop")]
    [TestCase("https://books.example/v1/webhooks/%73hop")]
    [TestCase("https://books.example")]
    public async Task takes_the_address_to_the_letter(string registered)
    {
        var signature = SquareSignature.Sign(registered, Body, Key);
        Assert.That(await Verify(registered, Body, SquareSignature.HeaderName, signature), Is.InstanceOf<SignatureCheck.Valid>());
        Assert.That(await Verify(Address, Body, SquareSignature.HeaderName, signature), Is.InstanceOf<SignatureCheck.Invalid>());
    }

    async Task<SignatureCheck> Verify(string address, byte[] body, string header, string value) =>
        await square.Verify(
            new WebhookRequest(new Uri(address), new Dictionary<string, string> { ["Content-Type"] = "application/json", [header] = value }, body),
            [Key],
            Now,
            CancellationToken.None
        );
}
