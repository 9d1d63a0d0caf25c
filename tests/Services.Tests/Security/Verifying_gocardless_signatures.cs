using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AccountingSync.Security;

namespace AccountingSync.Services.Tests.Security;

public sealed class Verifying_gocardless_signatures
{
    const string Key = "ED7D658C-D8EB-4941-948B-3973214F2D49";
    static readonly byte[] Body = TestFiles.Bytes("Sources/GoCardless/documented/webhook_body.txt");
    static readonly string Header = GoCardlessSignature.Sign(Body, Key);

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
    public void takes_capital_digits_too() => Assert.That(Verify(Header.ToUpperInvariant(), Body), Is.InstanceOf<SignatureCheck.Valid>());

    [Test]
    public void accepts_either_secret_while_one_is_changed()
    {
        Assert.That(Verify(Header, Body, ["new", Key]), Is.InstanceOf<SignatureCheck.Valid>());
        Assert.That(Verify(Header, Body, [Key, "new"]), Is.InstanceOf<SignatureCheck.Valid>());
        Assert.That(Verify(Header, Body, ["bro ken", Key]), Is.InstanceOf<SignatureCheck.Valid>());
        Assert.That(Verify(Header, Body, ["new"]), Is.EqualTo(Invalid(SignatureProblem.NoMatchingSignature)));
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("2693")]
    [TestCase("2693754819d3e32d7e8fcb13c729631f316c6de8dc1cf634d6527f1c07276e7")]
    [TestCase("2693754819d3e32d7e8fcb13c729631f316c6de8dc1cf634d6527f1c07276e7e0")]
    [TestCase("2693754819d3e32d7e8fcb13c729631f316c6de8dc1cf634d6527f1c07276e7g")]
    [TestCase("sha256=2693754819d3e32d7e8fcb13c729631f316c6de8dc1cf634d6527f1c0")]
    public void refuses_a_header_of_another_form(string? header) =>
        Assert.That(Verify(header, Body), Is.EqualTo(Invalid(SignatureProblem.Malformed)));

    [TestCase("")]
    [TestCase(Key + "\n")]
    [TestCase(" " + Key)]
    public void names_a_secret_that_cannot_work(string key) =>
        Assert.That(Verify(Header, Body, [key]), Is.EqualTo(Invalid(SignatureProblem.SecretMalformed)));

    [Test]
    public void does_not_accept_a_signature_made_with_an_empty_secret()
    {
        var header = GoCardlessSignature.Sign(Body, "");
        Assert.That(Verify(header, Body, [""]), Is.EqualTo(Invalid(SignatureProblem.SecretMalformed)));
        Assert.That(Verify(header, Body, []), Is.EqualTo(Invalid(SignatureProblem.SecretMalformed)));
    }

    static SignatureCheck Verify(string? header, byte[] body, string[]? keys = null) => GoCardlessSignature.Verify(header, body, keys ?? [Key]);

    static SignatureCheck Invalid(string reason) => new SignatureCheck.Invalid(reason);
}
