using System.Text;
using System.Text.Json;
using AccountingSync.Security;

namespace AccountingSync.Services.Tests.Security;

public sealed class Verifying_shopify_signatures : Signatures_over_a_body
{
    const string Secret = "shpss_0123456789abcdef0123456789abcdef";
    static readonly byte[] Example = TestFiles.Bytes("Sources/Shopify/documented/orders.paid.json");
    static readonly string Header = ShopifySignature.Sign(Example, Secret);

    protected override byte[] Body => Example;

    protected override string Key => Secret;

    protected override string Sign(byte[] body, string key) => ShopifySignature.Sign(body, key);

    protected override SignatureCheck Verify(string? header, byte[] body, string[] keys) => ShopifySignature.Verify(header, body, keys);

    static IEnumerable<TestCaseData> Vectors()
    {
        using var document = JsonDocument.Parse(TestFiles.Bytes("Security/vectors.json"));
        foreach (var vector in document.RootElement.EnumerateArray().Where(v => v.GetProperty("scheme").ValueEquals("shopify")))
            yield return new TestCaseData(
                vector.GetProperty("signature").GetString(),
                Encoding.UTF8.GetBytes(vector.GetProperty("body").GetString()!),
                vector.GetProperty("key").GetString()
            ).SetArgDisplayNames(vector.GetProperty("body").GetString()!);
    }

    static IEnumerable<TestCaseData> VectorsOfTheLibrary()
    {
        using var document = JsonDocument.Parse(TestFiles.Bytes("Sources/Shopify/signatures.json"));
        foreach (var vector in document.RootElement.EnumerateArray())
            yield return new TestCaseData(
                vector.GetProperty("signature").GetString(),
                TestFiles.Bytes("Sources/Shopify/" + vector.GetProperty("file").GetString()),
                vector.GetProperty("key").GetString()
            ).SetArgDisplayNames(vector.GetProperty("file").GetString()!);
    }

    [TestCaseSource(nameof(Vectors))]
    [TestCaseSource(nameof(VectorsOfTheLibrary))]
    public void agrees_with_other_implementations(string header, byte[] body, string key)
    {
        Assert.That(ShopifySignature.Verify(header, body, [key]), Is.InstanceOf<SignatureCheck.Valid>());
        Assert.That(ShopifySignature.Sign(body, key), Is.EqualTo(header));
    }

    [Test]
    public void there_are_five_vectors() => Assert.That(Vectors().Concat(VectorsOfTheLibrary()).Count(), Is.EqualTo(5));

    [TestCase(null)]
    [TestCase("")]
    [TestCase("AAAA")]
    [TestCase("8OW3gzJ/nUaF/qx3gXNPFnFY10Ezr0BZgli5VGkdWWw")]
    [TestCase(" 8OW3gzJ/nUaF/qx3gXNPFnFY10Ezr0BZgli5VGkdWWw=")]
    [TestCase("8OW3gzJ/nUaF/qx3gXNPFnFY10Ezr0BZgli5VGkdWWw=,")]
    [TestCase("8OW3gzJ_nUaF_qx3gXNPFnFY10Ezr0BZgli5VGkdWWw=")]
    [TestCase("f0e5b783327f9d4685feac7781734f167158d74133af40598258b954691d596c")]
    public void refuses_a_header_of_another_form(string? header) =>
        Assert.That(Verify(header, Body, [Key]), Is.EqualTo(Invalid(SignatureProblem.Malformed)));

    [Test]
    public void refuses_a_header_that_is_longer_than_any() =>
        Assert.That(Verify(new string('A', 5_000), Body, [Key]), Is.EqualTo(Invalid(SignatureProblem.Malformed)));
}
