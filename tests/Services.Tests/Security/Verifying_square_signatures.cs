using System.Text;
using System.Text.Json;
using AccountingSync.Security;

namespace AccountingSync.Services.Tests.Security;

public sealed class Verifying_square_signatures : Signatures_over_a_body
{
    const string Secret = "Ibxx_5AKakO-3qeNVR61Dw";
    const string Address = "https://books.example/v1/webhooks/shop";
    static readonly byte[] Example = TestFiles.Bytes("Sources/Square/documented/payment.updated.json");
    static readonly string Header = SquareSignature.Sign(Address, Example, Secret);

    protected override byte[] Body => Example;

    protected override string Key => Secret;

    protected override string Sign(byte[] body, string key) => SquareSignature.Sign(Address, body, key);

    protected override SignatureCheck Verify(string? header, byte[] body, string[] keys) => SquareSignature.Verify(header, Address, body, keys);

    static IEnumerable<TestCaseData> Vectors()
    {
        using var document = JsonDocument.Parse(TestFiles.Bytes("Security/vectors.json"));
        foreach (var vector in document.RootElement.EnumerateArray().Where(v => v.GetProperty("scheme").ValueEquals("square")))
            yield return new TestCaseData(
                vector.GetProperty("signature").GetString(),
                vector.GetProperty("url").GetString(),
                vector.GetProperty("body").GetString(),
                vector.GetProperty("key").GetString(),
                vector.GetProperty("valid").GetBoolean()
            ).SetArgDisplayNames(vector.GetProperty("source").GetString()!, vector.GetProperty("url").GetString()!);
    }

    [TestCaseSource(nameof(Vectors))]
    public void agrees_with_the_vendors_own_vectors(string header, string url, string body, string key, bool valid)
    {
        var check = SquareSignature.Verify(header, url, Encoding.UTF8.GetBytes(body), [key]);
        Assert.That(check is SignatureCheck.Valid, Is.EqualTo(valid), check.ToString());
    }

    [TestCaseSource(nameof(Vectors))]
    public void signs_as_square_does(string header, string url, string body, string key, bool valid) =>
        Assert.That(SquareSignature.Sign(url, Encoding.UTF8.GetBytes(body), key) == header, Is.EqualTo(valid));

    [Test]
    public void there_are_two_vectors() => Assert.That(Vectors().Count(), Is.EqualTo(2));

    [TestCase("http://books.example/v1/webhooks/shop")]
    [TestCase("https://books.example/v1/webhooks/shop/")]
    [TestCase("https://books.example/v1/webhooks/shop?a=1")]
    [TestCase("https://Books.example/v1/webhooks/shop")]
    [TestCase("https://books.example:443/v1/webhooks/shop")]
    [TestCase("https://books.example/v1/webhooks/other")]
    [TestCase("")]
    public void refuses_another_address(string address) =>
        Assert.That(SquareSignature.Verify(Header, address, Body, [Key]), Is.EqualTo(Invalid(SignatureProblem.NoMatchingSignature)));

    [TestCase(null)]
    [TestCase("")]
    [TestCase("AAAA")]
    [TestCase("GF4YkrJgGBDZ9NIYbNXBnMzqb2HoL4RW/S6vkZ9/2N4")]
    [TestCase(" GF4YkrJgGBDZ9NIYbNXBnMzqb2HoL4RW/S6vkZ9/2N4=")]
    [TestCase("GF4YkrJgGBDZ9NIYbNXBnMzqb2HoL4RW/S6vkZ9/2N4=,")]
    [TestCase("GF4YkrJgGBDZ9NIYbNXBnMzqb2HoL4RW_S6vkZ9_2N4=")]
    [TestCase("185e1892b2601810d9f4d2186cd5c19cccea6f61e82f8456fd2eaf919f7fd8de")]
    public void refuses_a_header_of_another_form(string? header) =>
        Assert.That(Verify(header, Body, [Key]), Is.EqualTo(Invalid(SignatureProblem.Malformed)));

    [Test]
    public void refuses_a_header_that_is_longer_than_any() =>
        Assert.That(Verify(new string('A', 5_000), Body, [Key]), Is.EqualTo(Invalid(SignatureProblem.Malformed)));
}
