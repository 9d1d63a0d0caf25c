using System.Text;
using System.Text.Json;
using AccountingSync.Security;

namespace AccountingSync.Services.Tests.Security;

/// <summary>The header is the field <c>bt_signature</c>, the body the field <c>bt_payload</c>.</summary>
public sealed class Verifying_braintree_signatures : Signatures_over_a_body
{
    const string Secret = "integration_public_key:integration_private_key_dev";

    /// <summary>Without its last line feed: Braintree takes a payload for the same with and without.</summary>
    static readonly byte[] Example = Encoding.ASCII.GetBytes(Text(Notifications()[0], "payload").TrimEnd('\n'));

    static readonly string Header = BraintreeSignature.Sign(Example, Secret);

    protected override byte[] Body => Example;

    protected override string Key => Secret;

    protected override string OtherKey => "integration_public_key:another_private_key";

    protected override string Sign(byte[] body, string key) => BraintreeSignature.Sign(body, key.Length == 0 ? "public:private" : key);

    protected override SignatureCheck Verify(string? header, byte[] body, string[] keys) => BraintreeSignature.Verify(header, body, keys);

    protected override byte[] WrittenAgain() =>
        Encoding.ASCII.GetBytes(
            Convert.ToBase64String(Convert.FromBase64String(Encoding.ASCII.GetString(Body)), Base64FormattingOptions.InsertLineBreaks)
        );

    static List<JsonElement> Notifications() =>
        [.. JsonDocument.Parse(TestFiles.Bytes("Sources/Braintree/signatures.json")).RootElement.GetProperty("notifications").EnumerateArray()];

    static string Text(JsonElement vector, string name) => vector.GetProperty(name).GetString()!;

    static IEnumerable<TestCaseData> Vectors()
    {
        foreach (var one in Notifications())
            yield return new TestCaseData(Text(one, "signature"), Text(one, "payload"), Text(one, "secret")).SetArgDisplayNames(
                Text(one, "kind") + (one.TryGetProperty("note", out var note) ? $", {note.GetString()}" : "")
            );
        foreach (var one in JsonDocument.Parse(TestFiles.Bytes("Security/vectors.json")).RootElement.EnumerateArray())
            if (Text(one, "scheme") == "braintree")
                yield return new TestCaseData(
                    Text(one, "bt_signature"),
                    Text(one, "bt_payload"),
                    $"{Text(one, "public_key")}:{Text(one, "private_key")}"
                ).SetArgDisplayNames("independent");
    }

    [TestCaseSource(nameof(Vectors))]
    public void agrees_with_the_vendors_library(string header, string payload, string key)
    {
        Assert.That(Verify(header, Encoding.ASCII.GetBytes(payload), [key]), Is.InstanceOf<SignatureCheck.Valid>());
        Assert.That(header, Does.EndWith(BraintreeSignature.Sign(Encoding.ASCII.GetBytes(payload), key)));
    }

    [TestCaseSource(nameof(Vectors))]
    public void takes_a_payload_that_lost_its_last_line_feed(string header, string payload, string key) =>
        Assert.That(Verify(header, Encoding.ASCII.GetBytes(payload[..^1]), [key]), Is.InstanceOf<SignatureCheck.Valid>());

    [Test]
    public void there_are_six_vectors() => Assert.That(Vectors().Count(), Is.EqualTo(6));

    [Test]
    public void refuses_another_public_key_over_the_same_private_one() =>
        Assert.That(
            Verify(Header, Body, [Secret.Replace("public", "other", StringComparison.Ordinal)]),
            Is.EqualTo(Invalid(SignatureProblem.NoMatchingSignature))
        );

    [Test]
    public void finds_the_good_pair_among_bad_ones() =>
        Assert.That(Verify($"odd&|&a|zz&b|{new string('0', 40)}&{Header}", Body, [Key]), Is.InstanceOf<SignatureCheck.Valid>());

    [Test]
    public void bounds_its_work_on_a_hostile_field()
    {
        var many = string.Concat(Enumerable.Repeat("odd&", 20));
        Assert.That(Verify(many + Header, Body, [Key]), Is.EqualTo(Invalid(SignatureProblem.NoMatchingSignature)));
        Assert.That(Verify($"{Header}&{new string('a', 5_000)}", Body, [Key]), Is.EqualTo(Invalid(SignatureProblem.Malformed)));
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("integration_public_key")]
    [TestCase("integration_public_key|")]
    [TestCase("integration_public_key|ebb41b07bd40db34a96c730ff44a234b56f4de4")]
    [TestCase("integration_public_key|ebb41b07bd40db34a96c730ff44a234b56f4de4g")]
    [TestCase("ebb41b07bd40db34a96c730ff44a234b56f4de40")]
    [TestCase("a|b|ebb41b07bd40db34a96c730ff44a234b56f4de40")]
    public void refuses_a_field_of_another_form(string? header) =>
        Assert.That(Verify(header, Body, [Key]), Is.EqualTo(Invalid(SignatureProblem.Malformed)));

    [Test]
    public void refuses_a_signed_payload_that_is_no_base64()
    {
        var odd = "<notification/>"u8.ToArray();
        Assert.That(Verify(BraintreeSignature.Sign(odd, Key), odd, [Key]), Is.EqualTo(Invalid(SignatureProblem.Malformed)));
    }

    [TestCase("no_colon")]
    [TestCase(":private")]
    [TestCase("public:")]
    public void names_a_secret_without_both_halves(string key) =>
        Assert.That(Verify(Header, Body, [key]), Is.EqualTo(Invalid(SignatureProblem.SecretMalformed)));
}
