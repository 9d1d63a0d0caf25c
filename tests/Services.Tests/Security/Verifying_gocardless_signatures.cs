using System.Text;
using System.Text.Json;
using AccountingSync.Security;

namespace AccountingSync.Services.Tests.Security;

public sealed class Verifying_gocardless_signatures : Signatures_over_a_body
{
    const string Secret = "ED7D658C-D8EB-4941-948B-3973214F2D49";
    static readonly byte[] Example = TestFiles.Bytes("Sources/GoCardless/documented/webhook_body.txt");
    static readonly string Header = GoCardlessSignature.Sign(Example, Secret);

    protected override byte[] Body => Example;

    protected override string Key => Secret;

    protected override string Sign(byte[] body, string key) => GoCardlessSignature.Sign(body, key);

    protected override SignatureCheck Verify(string? header, byte[] body, string[] keys) => GoCardlessSignature.Verify(header, body, keys);

    static IEnumerable<TestCaseData> Vectors()
    {
        using var document = JsonDocument.Parse(TestFiles.Bytes("Security/vectors.json"));
        foreach (var vector in document.RootElement.EnumerateArray().Where(v => v.GetProperty("scheme").ValueEquals("gocardless")))
            yield return new TestCaseData(
                vector.GetProperty("signature").GetString(),
                vector.GetProperty("body").GetString(),
                vector.GetProperty("key").GetString(),
                vector.GetProperty("valid").GetBoolean()
            ).SetArgDisplayNames(vector.GetProperty("source").GetString()!);
    }

    [TestCaseSource(nameof(Vectors))]
    public void agrees_with_the_vendors_own_vectors(string header, string body, string key, bool valid)
    {
        Assert.That(GoCardlessSignature.Verify(header, Encoding.UTF8.GetBytes(body), [key]) is SignatureCheck.Valid, Is.EqualTo(valid));
        Assert.That(GoCardlessSignature.Sign(Encoding.UTF8.GetBytes(body), key) == header, Is.EqualTo(valid));
    }

    [Test]
    public void there_is_one_vector() => Assert.That(Vectors().Count(), Is.EqualTo(1));

    [Test]
    public void takes_capital_digits_too() => Assert.That(Verify(Header.ToUpperInvariant(), Body, [Key]), Is.InstanceOf<SignatureCheck.Valid>());

    [TestCase(null)]
    [TestCase("")]
    [TestCase("2693")]
    [TestCase("2693754819d3e32d7e8fcb13c729631f316c6de8dc1cf634d6527f1c07276e7")]
    [TestCase("2693754819d3e32d7e8fcb13c729631f316c6de8dc1cf634d6527f1c07276e7e0")]
    [TestCase("2693754819d3e32d7e8fcb13c729631f316c6de8dc1cf634d6527f1c07276e7g")]
    [TestCase("sha256=2693754819d3e32d7e8fcb13c729631f316c6de8dc1cf634d6527f1c0")]
    public void refuses_a_header_of_another_form(string? header) =>
        Assert.That(Verify(header, Body, [Key]), Is.EqualTo(Invalid(SignatureProblem.Malformed)));
}
