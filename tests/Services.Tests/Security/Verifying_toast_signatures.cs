using System.Text;
using System.Text.Json;
using AccountingSync.Ingestion.Sources;
using AccountingSync.Ingestion.Sources.Toast;
using AccountingSync.Security;

namespace AccountingSync.Services.Tests.Security;

/// <summary>What is signed beside the body stands in the body.</summary>
public sealed class Verifying_toast_signatures : Signatures_over_a_body
{
    const string Secret = "toast-secret-dev";
    static readonly byte[] Example = TestFiles.Bytes("Sources/Toast/derived/order_updated-card-with-tip.json");

    protected override byte[] Body => Example;

    protected override string Key => Secret;

    protected override string Sign(byte[] body, string key) => ToastSignature.Sign(body, "2026-01-31T19:45:02.105Z", key);

    protected override SignatureCheck Verify(string? header, byte[] body, string[] keys) =>
        ToastSignature.Verify(header, body, VendorJson.Text(body, ToastEvent.Timestamp), keys);

    static IEnumerable<TestCaseData> Vectors()
    {
        foreach (var vector in JsonDocument.Parse(TestFiles.Bytes("Security/vectors.json")).RootElement.EnumerateArray())
            if (vector.GetProperty("scheme").ValueEquals("toast"))
                yield return new TestCaseData(
                    vector.GetProperty("signature").GetString(),
                    vector.GetProperty("body").GetString(),
                    vector.GetProperty("timestamp").GetString(),
                    vector.GetProperty("key").GetString()
                );
    }

    [TestCaseSource(nameof(Vectors))]
    public void agrees_with_another_implementation(string header, string body, string timestamp, string key)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        Assert.That(Verify(header, bytes, [key]), Is.InstanceOf<SignatureCheck.Valid>());
        Assert.That(ToastSignature.Sign(bytes, timestamp, key), Is.EqualTo(header));
    }

    [Test]
    public void there_is_one_vector() => Assert.That(Vectors().Count(), Is.EqualTo(1));

    [Test]
    public void refuses_a_signature_over_the_body_alone() =>
        Assert.That(Verify(ToastSignature.Sign(Body, "", Key), Body, [Key]), Is.EqualTo(Invalid(SignatureProblem.NoMatchingSignature)));

    // What cannot be read has no time, and so nothing that could be signed.
    [TestCase("{}")]
    [TestCase("nonsense")]
    [TestCase("{\"timestamp\":1}")]
    [TestCase("{\"timestamp\":null}")]
    [TestCase("{\"timestamp\":\"\\ud800\"}")]
    [TestCase("{\"timestamp\":\"a\",\"timestamp\":\"b\"}")]
    public void refuses_a_body_without_a_time(string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        foreach (var time in new[] { "", "a", "b", "1" })
            Assert.That(Verify(ToastSignature.Sign(bytes, time, Key), bytes, [Key]), Is.EqualTo(Invalid(SignatureProblem.NoMatchingSignature)));
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("AAAA")]
    [TestCase("wAmnuemgy0F0eX1FaaWzdI+qeaZ7fajVvOM6Ast6/ZE")]
    [TestCase(" wAmnuemgy0F0eX1FaaWzdI+qeaZ7fajVvOM6Ast6/ZE=")]
    [TestCase("wAmnuemgy0F0eX1FaaWzdI_qeaZ7fajVvOM6Ast6_ZE=")]
    [TestCase("c009a7b9e9a0cb4174797d4569a5b3748faa79a67b7da8d5bce33a02cb7afd91")]
    public void refuses_a_header_of_another_form(string? header) =>
        Assert.That(Verify(header, Body, [Key]), Is.EqualTo(Invalid(SignatureProblem.Malformed)));
}
