using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AccountingSync.Security;

namespace AccountingSync.Services.Tests.Security;

public sealed class Verifying_shopify_signatures
{
    const string Key = "shpss_0123456789abcdef0123456789abcdef";
    static readonly byte[] Body = TestFiles.Bytes("Sources/Shopify/documented/orders.paid.json");
    static readonly string Header = ShopifySignature.Sign(Body, Key);

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

    [Test]
    public void refuses_every_changed_byte()
    {
        for (var i = 0; i < Body.Length; i += 7)
        {
            var changed = Body.ToArray();
            changed[i] ^= 1;
            Assert.That(Verify(Header, changed), Is.EqualTo(Invalid(SignatureProblem.NoMatchingSignature)), $"byte {i}");
        }
    }

    [Test]
    public void refuses_a_truncated_or_longer_body()
    {
        Assert.That(Verify(Header, Body[..^1]), Is.EqualTo(Invalid(SignatureProblem.NoMatchingSignature)));
        Assert.That(Verify(Header, []), Is.EqualTo(Invalid(SignatureProblem.NoMatchingSignature)));
        Assert.That(Verify(Header, [.. Body, (byte)'\n']), Is.EqualTo(Invalid(SignatureProblem.NoMatchingSignature)));
    }

    [Test]
    public void refuses_a_body_that_was_parsed_and_written_again()
    {
        var again = Encoding.UTF8.GetBytes(JsonNode.Parse(Body)!.ToJsonString());
        Assert.That(JsonNode.DeepEquals(JsonNode.Parse(again), JsonNode.Parse(Body)));
        Assert.That(Verify(Header, again), Is.EqualTo(Invalid(SignatureProblem.NoMatchingSignature)));
    }

    [Test]
    public void accepts_either_secret_while_one_is_rotated()
    {
        Assert.That(Verify(Header, Body, ["new", Key]), Is.InstanceOf<SignatureCheck.Valid>());
        Assert.That(Verify(Header, Body, [Key, "new"]), Is.InstanceOf<SignatureCheck.Valid>());
        Assert.That(Verify(Header, Body, ["new"]), Is.EqualTo(Invalid(SignatureProblem.NoMatchingSignature)));
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("AAAA")]
    [TestCase("8OW3gzJ/nUaF/qx3gXNPFnFY10Ezr0BZgli5VGkdWWw")]
    [TestCase(" 8OW3gzJ/nUaF/qx3gXNPFnFY10Ezr0BZgli5VGkdWWw=")]
    [TestCase("8OW3gzJ/nUaF/qx3gXNPFnFY10Ezr0BZgli5VGkdWWw=,")]
    [TestCase("8OW3gzJ_nUaF_qx3gXNPFnFY10Ezr0BZgli5VGkdWWw=")]
    [TestCase("f0e5b783327f9d4685feac7781734f167158d74133af40598258b954691d596c")]
    public void refuses_a_header_of_another_form(string? header) =>
        Assert.That(Verify(header, Body), Is.EqualTo(Invalid(SignatureProblem.Malformed)));

    [Test]
    public void refuses_a_header_that_is_longer_than_any() =>
        Assert.That(Verify(new string('A', 5_000), Body), Is.EqualTo(Invalid(SignatureProblem.Malformed)));

    [TestCase("")]
    [TestCase(Key + "\n")]
    [TestCase(" " + Key)]
    public void names_a_secret_that_cannot_work(string key) =>
        Assert.That(Verify(Header, Body, [key]), Is.EqualTo(Invalid(SignatureProblem.SecretMalformed)));

    [Test]
    public void does_not_accept_a_signature_made_with_an_empty_secret()
    {
        var header = ShopifySignature.Sign(Body, "");
        Assert.That(Verify(header, Body, [""]), Is.EqualTo(Invalid(SignatureProblem.SecretMalformed)));
        Assert.That(Verify(header, Body, []), Is.EqualTo(Invalid(SignatureProblem.SecretMalformed)));
    }

    [Test]
    public void a_broken_secret_does_not_stop_a_good_one() =>
        Assert.That(Verify(Header, Body, ["bro ken", Key]), Is.InstanceOf<SignatureCheck.Valid>());

    static SignatureCheck Verify(string? header, byte[] body, string[]? keys = null) => ShopifySignature.Verify(header, body, keys ?? [Key]);

    static SignatureCheck Invalid(string reason) => new SignatureCheck.Invalid(reason);
}
