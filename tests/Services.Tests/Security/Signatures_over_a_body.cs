using System.Text;
using System.Text.Json.Nodes;
using AccountingSync.Security;

namespace AccountingSync.Services.Tests.Security;

/// <summary>What every signature by a shared secret over a raw body must do.</summary>
public abstract class Signatures_over_a_body
{
    /// <summary>A vendor's own example.</summary>
    protected abstract byte[] Body { get; }

    protected abstract string Key { get; }

    protected abstract string Sign(byte[] body, string key);

    protected abstract SignatureCheck Verify(string? header, byte[] body, string[] keys);

    /// <summary>Of the same form as <see cref="Key"/>, and wrong.</summary>
    protected virtual string OtherKey => "new";

    /// <summary>What a proxy would make of the body that reads it and passes it on: the same to a reader, in other bytes.</summary>
    protected virtual byte[] WrittenAgain()
    {
        var again = Encoding.UTF8.GetBytes(JsonNode.Parse(Body)!.ToJsonString());
        Assert.That(JsonNode.DeepEquals(JsonNode.Parse(again), JsonNode.Parse(Body)));
        return again;
    }

    string Header => Sign(Body, Key);

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
        foreach (var body in (byte[][])[Body[..^1], [], [.. Body, (byte)'\n']])
            Assert.That(Verify(Header, body), Is.EqualTo(Invalid(SignatureProblem.NoMatchingSignature)));
    }

    [Test]
    public void refuses_a_body_that_was_parsed_and_written_again()
    {
        var again = WrittenAgain();
        Assert.That(again, Is.Not.EqualTo(Body));
        Assert.That(Verify(Header, again), Is.EqualTo(Invalid(SignatureProblem.NoMatchingSignature)));
    }

    [Test]
    public void accepts_either_secret_while_one_is_rotated()
    {
        foreach (
            var keys in (string[][])
                [
                    [OtherKey, Key],
                    [Key, OtherKey],
                    ["bro ken", Key],
                ]
        )
            Assert.That(Verify(Header, Body, keys), Is.InstanceOf<SignatureCheck.Valid>());
        Assert.That(Verify(Header, Body, [OtherKey]), Is.EqualTo(Invalid(SignatureProblem.NoMatchingSignature)));
    }

    [TestCase("{0}\n")]
    [TestCase(" {0}")]
    [TestCase("")]
    public void names_a_secret_that_cannot_work(string key) =>
        Assert.That(Verify(Header, Body, [key.Replace("{0}", Key, StringComparison.Ordinal)]), Is.EqualTo(Invalid(SignatureProblem.SecretMalformed)));

    [Test]
    public void does_not_accept_a_signature_made_with_an_empty_secret()
    {
        var header = Sign(Body, "");
        Assert.That(Verify(header, Body, [""]), Is.EqualTo(Invalid(SignatureProblem.SecretMalformed)));
        Assert.That(Verify(header, Body, []), Is.EqualTo(Invalid(SignatureProblem.SecretMalformed)));
    }

    SignatureCheck Verify(string? header, byte[] body) => Verify(header, body, [Key]);

    protected static SignatureCheck Invalid(string reason) => new SignatureCheck.Invalid(reason);
}
