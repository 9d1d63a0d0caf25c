using System.Text.Json;
using AccountingSync.Security;

namespace AccountingSync.Services.Tests.Security;

public sealed class Verifying_stripe_signatures : Signatures_over_a_body
{
    const string Secret = "whsec_dev_0123456789abcdef";
    static readonly DateTimeOffset SignedAt = DateTimeOffset.FromUnixTimeSeconds(1767225605);
    static readonly byte[] Example = TestFiles.Bytes("Sources/Stripe/documented/charge.succeeded.json");
    static readonly string Header = StripeSignature.Sign(Example, Secret, SignedAt);

    protected override byte[] Body => Example;

    protected override string Key => Secret;

    protected override string Sign(byte[] body, string key) => StripeSignature.Sign(body, key, SignedAt);

    protected override SignatureCheck Verify(string? header, byte[] body, string[] keys) => StripeSignature.Verify(header, body, keys, SignedAt);

    static IEnumerable<TestCaseData> Vectors()
    {
        using var document = JsonDocument.Parse(TestFiles.Bytes("Security/vectors.json"));
        foreach (var vector in document.RootElement.EnumerateArray().Where(v => v.GetProperty("scheme").ValueEquals("stripe")))
        {
            var file = vector.GetProperty("file").GetString()!.Replace("stripe/events/", "Sources/Stripe/documented/", StringComparison.Ordinal);
            yield return new TestCaseData(
                vector.GetProperty("header").GetString(),
                file,
                vector.GetProperty("key").GetString(),
                vector.GetProperty("now").GetInt64(),
                vector.GetProperty("tolerance").GetInt32(),
                vector.GetProperty("valid").GetBoolean()
            ).SetArgDisplayNames(vector.GetProperty("source").GetString()!, file);
        }
    }

    [TestCaseSource(nameof(Vectors))]
    public void agrees_with_independently_made_vectors(string header, string file, string secret, long now, int tolerance, bool valid)
    {
        var check = StripeSignature.Verify(
            header,
            TestFiles.Bytes(file),
            [secret],
            DateTimeOffset.FromUnixTimeSeconds(now),
            TimeSpan.FromSeconds(tolerance)
        );
        Assert.That(check is SignatureCheck.Valid, Is.EqualTo(valid), check.ToString());
    }

    [Test]
    public void there_are_eight_vectors() => Assert.That(Vectors().Count(), Is.EqualTo(8));

    [Test]
    public void signs_as_stripe_does() =>
        Assert.That(Header, Is.EqualTo("t=1767225605,v1=d1d0c95e6811fe93a95d3d93f9b059dbc1da3b96adc7c415ee1b983afca2d682"));

    [Test]
    public void refuses_a_time_that_was_made_newer()
    {
        var header = Header.Replace("1767225605", "1767229205", StringComparison.Ordinal);
        Assert.That(Verify(header, Body, now: SignedAt.AddHours(1)), Is.EqualTo(Invalid(SignatureProblem.NoMatchingSignature)));
    }

    [TestCase(300, null)]
    [TestCase(301, SignatureProblem.TooOld)]
    [TestCase(-300, null)]
    [TestCase(-301, SignatureProblem.TooNew)]
    public void refuses_what_is_beyond_the_tolerance(int secondsLater, string? reason) =>
        Assert.That(
            Verify(Header, Body, now: SignedAt.AddSeconds(secondsLater)),
            Is.EqualTo(reason is null ? new SignatureCheck.Valid() : Invalid(reason))
        );

    [Test]
    public void does_not_tell_a_stranger_about_the_clock() =>
        Assert.That(Verify("t=1,v1=" + new string('0', 64), Body), Is.EqualTo(Invalid(SignatureProblem.NoMatchingSignature)));

    [Test]
    public void finds_the_good_signature_among_bad_ones()
    {
        var good = Header.Split(',')[1];
        Assert.That(Verify($"t=1767225605,v1=zz,v1=,{good},v9=1", Body), Is.InstanceOf<SignatureCheck.Valid>());
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("t")]
    [TestCase("v1=00")]
    [TestCase("t=,v1=00")]
    [TestCase("t=-1,v1=00")]
    [TestCase("t=1e9,v1=00")]
    [TestCase("t=999999999999,v1=00")]
    [TestCase("t=9999999999999,v1=00")]
    [TestCase("t=1,t=2,v1=00")]
    [TestCase("t=1,,v1=00")]
    public void refuses_a_header_of_another_form(string? header) =>
        Assert.That(Verify(header, Body), Is.EqualTo(Invalid(SignatureProblem.Malformed)));

    [Test]
    public void bounds_its_work_on_a_hostile_header()
    {
        var good = Header.Split(',')[1];
        var many = string.Concat(Enumerable.Repeat($"v1={new string('0', 64)},", 20));
        Assert.That(Verify($"t=1767225605,{many}{good}", Body), Is.EqualTo(Invalid(SignatureProblem.NoMatchingSignature)));
        Assert.That(Verify($"t=1767225605,{good},x={new string('y', 5_000)}", Body), Is.EqualTo(Invalid(SignatureProblem.Malformed)));
    }

    static SignatureCheck Verify(string? header, byte[] body, DateTimeOffset? now = null) =>
        StripeSignature.Verify(header, body, [Secret], now ?? SignedAt);
}
