using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AccountingSync.Security;

namespace AccountingSync.Services.Tests.Security;

public sealed class Verifying_square_signatures
{
    const string Key = "Ibxx_5AKakO-3qeNVR61Dw";
    const string Address = "https://books.example/v1/webhooks/shop";
    static readonly byte[] Body = TestFiles.Bytes("Sources/Square/documented/payment.updated.json");
    static readonly string Header = SquareSignature.Sign(Address, Body, Key);

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

    [TestCase("http://books.example/v1/webhooks/shop")]
    [TestCase("https://books.example/v1/webhooks/shop/")]
    [TestCase("https://books.example/v1/webhooks/shop?a=1")]
    [TestCase("https://Books.example/v1/webhooks/shop")]
    [TestCase("https://books.example:443/v1/webhooks/shop")]
    [TestCase("https://books.example/v1/webhooks/other")]
    [TestCase("")]
    public void refuses_another_address(string address) =>
        Assert.That(SquareSignature.Verify(Header, address, Body, [Key]), Is.EqualTo(Invalid(SignatureProblem.NoMatchingSignature)));

    [Test]
    public void accepts_either_key_while_one_is_rolled()
    {
        Assert.That(Verify(Header, Body, ["new", Key]), Is.InstanceOf<SignatureCheck.Valid>());
        Assert.That(Verify(Header, Body, [Key, "new"]), Is.InstanceOf<SignatureCheck.Valid>());
        Assert.That(Verify(Header, Body, ["new"]), Is.EqualTo(Invalid(SignatureProblem.NoMatchingSignature)));
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("AAAA")]
    [TestCase("GF4YkrJgGBDZ9NIYbNXBnMzqb2HoL4RW/S6vkZ9/2N4")]
    [TestCase(" GF4YkrJgGBDZ9NIYbNXBnMzqb2HoL4RW/S6vkZ9/2N4=")]
    [TestCase("GF4YkrJgGBDZ9NIYbNXBnMzqb2HoL4RW/S6vkZ9/2N4=,")]
    [TestCase("GF4YkrJgGBDZ9NIYbNXBnMzqb2HoL4RW_S6vkZ9_2N4=")]
    [TestCase("185e1892b2601810d9f4d2186cd5c19cccea6f61e82f8456fd2eaf919f7fd8de")]
    public void refuses_a_header_of_another_form(string? header) =>
        Assert.That(Verify(header, Body), Is.EqualTo(Invalid(SignatureProblem.Malformed)));

    [Test]
    public void refuses_a_header_that_is_longer_than_any() =>
        Assert.That(Verify(new string('A', 5_000), Body), Is.EqualTo(Invalid(SignatureProblem.Malformed)));

    [TestCase("")]
    [TestCase(Key + "\n")]
    [TestCase(" " + Key)]
    public void names_a_key_that_cannot_work(string key) =>
        Assert.That(Verify(Header, Body, [key]), Is.EqualTo(Invalid(SignatureProblem.SecretMalformed)));

    [Test]
    public void does_not_accept_a_signature_made_with_an_empty_key()
    {
        var header = SquareSignature.Sign(Address, Body, "");
        Assert.That(Verify(header, Body, [""]), Is.EqualTo(Invalid(SignatureProblem.SecretMalformed)));
        Assert.That(Verify(header, Body, []), Is.EqualTo(Invalid(SignatureProblem.SecretMalformed)));
    }

    [Test]
    public void a_broken_key_does_not_stop_a_good_one() => Assert.That(Verify(Header, Body, ["bro ken", Key]), Is.InstanceOf<SignatureCheck.Valid>());

    static SignatureCheck Verify(string? header, byte[] body, string[]? keys = null) => SquareSignature.Verify(header, Address, body, keys ?? [Key]);

    static SignatureCheck Invalid(string reason) => new SignatureCheck.Invalid(reason);
}
