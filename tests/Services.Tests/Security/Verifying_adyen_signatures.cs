using System.Text;
using System.Text.Json;
using AccountingSync.Security;

namespace AccountingSync.Services.Tests.Security;

public sealed class Verifying_adyen_signatures
{
    const string Key = "DFB1EB5485895CFA84146406857104ABB4CBCABDC8AAF103A624C8F6A3EAAB00";
    static readonly AdyenSignedItem Item = new("WNS7WQ756L2GWR82", "", "ShopEU", "order-77", 11800, "EUR", "AUTHORISATION", "true");
    static readonly string Signature = AdyenSignature.Sign(Item, Key);
    static readonly byte[] Body = TestFiles.Bytes("Sources/Adyen/documented/balancePlatform.transfer.updated-booked.json");

    static IEnumerable<TestCaseData> Vectors()
    {
        using var document = JsonDocument.Parse(TestFiles.Bytes("Security/vectors.json"));
        foreach (var vector in document.RootElement.EnumerateArray().Where(v => v.GetProperty("scheme").ValueEquals("adyen-standard")))
        {
            var item = vector.GetProperty("item");
            string Text(string name) => item.GetProperty(name).GetString()!;
            var amount = item.GetProperty("amount");
            yield return new TestCaseData(
                vector.GetProperty("key_hex").GetString(),
                new AdyenSignedItem(
                    Text("pspReference"),
                    Text("originalReference"),
                    Text("merchantAccountCode"),
                    Text("merchantReference"),
                    amount.GetProperty("value").GetInt64(),
                    amount.GetProperty("currency").GetString()!,
                    Text("eventCode"),
                    Text("success")
                ),
                vector.GetProperty("signed_string").GetString(),
                vector.GetProperty("signature").GetString()
            ).SetArgDisplayNames(vector.GetProperty("source").GetString()!);
        }
    }

    [TestCaseSource(nameof(Vectors))]
    public void agrees_with_the_vendors_own_vector(string key, AdyenSignedItem item, string signed, string signature)
    {
        Assert.That(item.Joined, Is.EqualTo(signed));
        Assert.That(AdyenSignature.Sign(item, key), Is.EqualTo(signature));
        Assert.That(AdyenSignature.VerifyItem(signature, item, [key]), Is.InstanceOf<SignatureCheck.Valid>());
    }

    [Test]
    public void there_is_one_vector() => Assert.That(Vectors().Count(), Is.EqualTo(1));

    [Test]
    public void escapes_nothing_as_the_vendors_library_does()
    {
        using var document = JsonDocument.Parse(TestFiles.Bytes("Security/adyen-vectors.json"));
        var special = document.RootElement.GetProperty("special");
        string Text(string name) => special.GetProperty(name).GetString()!;
        var item = new AdyenSignedItem(
            Text("pspReference"),
            Text("originalReference"),
            Text("merchantAccountCode"),
            Text("merchantReference"),
            special.GetProperty("amount").GetProperty("value").GetInt64(),
            "EUR",
            Text("eventCode"),
            Text("success")
        );
        Assert.That(item.MerchantReference, Does.Contain(':').And.Contain('\\').And.Contain('é'));
        Assert.That(AdyenSignature.VerifyItem(Text("signature"), item, [Key]), Is.InstanceOf<SignatureCheck.Valid>());
    }

    [Test]
    public void refuses_every_changed_value()
    {
        foreach (
            var changed in new[]
            {
                Item with
                {
                    PspReference = "WNS7WQ756L2GWR83",
                },
                Item with
                {
                    OriginalReference = "x",
                },
                Item with
                {
                    MerchantAccount = "ShopUS",
                },
                Item with
                {
                    MerchantReference = "order-78",
                },
                Item with
                {
                    Value = 11801,
                },
                Item with
                {
                    Currency = "USD",
                },
                Item with
                {
                    EventCode = "CAPTURE",
                },
                Item with
                {
                    Success = "false",
                },
            }
        )
            Assert.That(
                AdyenSignature.VerifyItem(Signature, changed, [Key]),
                Is.EqualTo(Invalid(SignatureProblem.NoMatchingSignature)),
                changed.Joined
            );
    }

    [Test]
    public void refuses_values_that_could_be_taken_apart_in_two_ways()
    {
        // Both are joined to the same text.
        var real = Item with
        {
            MerchantAccount = "ShopEU",
            MerchantReference = "a:b",
        };
        var moved = Item with { MerchantAccount = "ShopEU:a", MerchantReference = "b" };
        Assert.That(moved.Joined, Is.EqualTo(real.Joined));
        Assert.That(AdyenSignature.VerifyItem(AdyenSignature.Sign(real, Key), real, [Key]), Is.InstanceOf<SignatureCheck.Valid>());
        Assert.That(AdyenSignature.VerifyItem(AdyenSignature.Sign(real, Key), moved, [Key]), Is.EqualTo(Invalid(SignatureProblem.Malformed)));
    }

    [Test]
    public void refuses_every_changed_byte_of_a_body()
    {
        var header = AdyenSignature.Sign(Body, Key);
        Assert.That(AdyenSignature.VerifyBody(header, Body, [Key]), Is.InstanceOf<SignatureCheck.Valid>());
        for (var i = 0; i < Body.Length; i += 7)
        {
            var changed = Body.ToArray();
            changed[i] ^= 1;
            Assert.That(AdyenSignature.VerifyBody(header, changed, [Key]), Is.EqualTo(Invalid(SignatureProblem.NoMatchingSignature)), $"byte {i}");
        }
    }

    [Test]
    public void refuses_a_truncated_or_longer_body()
    {
        var header = AdyenSignature.Sign(Body, Key);
        foreach (var other in new byte[][] { Body[..^1], [], [.. Body, (byte)'\n'] })
            Assert.That(AdyenSignature.VerifyBody(header, other, [Key]), Is.EqualTo(Invalid(SignatureProblem.NoMatchingSignature)));
    }

    [Test]
    public void accepts_either_key_while_one_is_rolled()
    {
        var other = new string('A', 64);
        Assert.That(Verify(Signature, [other, Key]), Is.InstanceOf<SignatureCheck.Valid>());
        Assert.That(Verify(Signature, [Key, other]), Is.InstanceOf<SignatureCheck.Valid>());
        Assert.That(Verify(Signature, [other]), Is.EqualTo(Invalid(SignatureProblem.NoMatchingSignature)));
    }

    [Test]
    public void takes_the_digits_of_a_key_in_either_case() =>
        Assert.That(Verify(Signature, [Key.ToLowerInvariant()]), Is.InstanceOf<SignatureCheck.Valid>());

    [TestCase(null)]
    [TestCase("")]
    [TestCase("AAAA")]
    [TestCase("b0ea55c2fe60d4d1d605e9c385e0e7...")]
    [TestCase("YOUR_HMAC_SIGNATURE")]
    [TestCase("GF4YkrJgGBDZ9NIYbNXBnMzqb2HoL4RW/S6vkZ9/2N4")]
    [TestCase(" GF4YkrJgGBDZ9NIYbNXBnMzqb2HoL4RW/S6vkZ9/2N4=")]
    [TestCase("GF4YkrJgGBDZ9NIYbNXBnMzqb2HoL4RW_S6vkZ9_2N4=")]
    [TestCase("185e1892b2601810d9f4d2186cd5c19cccea6f61e82f8456fd2eaf919f7fd8de")]
    public void refuses_a_signature_of_another_form(string? signature) =>
        Assert.That(Verify(signature, [Key]), Is.EqualTo(Invalid(SignatureProblem.Malformed)));

    [TestCase("")]
    [TestCase(Key + "\n")]
    [TestCase(" " + Key)]
    [TestCase("DFB1EB5")]
    [TestCase("no hexadecimal digits")]
    [TestCase("zz")]
    public void names_a_key_that_cannot_work(string key) =>
        Assert.That(Verify(Signature, [key]), Is.EqualTo(Invalid(SignatureProblem.SecretMalformed)));

    [Test]
    public void does_not_accept_what_was_signed_with_an_empty_key()
    {
        var signature = AdyenSignature.Sign(Item, "");
        Assert.That(Verify(signature, [""]), Is.EqualTo(Invalid(SignatureProblem.SecretMalformed)));
        Assert.That(Verify(signature, []), Is.EqualTo(Invalid(SignatureProblem.SecretMalformed)));
    }

    [Test]
    public void a_broken_key_does_not_stop_a_good_one() => Assert.That(Verify(Signature, ["broken", Key]), Is.InstanceOf<SignatureCheck.Valid>());

    [Test]
    public void an_items_text_is_no_body_that_could_be_read() =>
        Assert.That(() => JsonDocument.Parse(Encoding.UTF8.GetBytes(Item.Joined)), Throws.InstanceOf<JsonException>());

    static SignatureCheck Verify(string? signature, string[] keys) => AdyenSignature.VerifyItem(signature, Item, keys);

    static SignatureCheck Invalid(string reason) => new SignatureCheck.Invalid(reason);
}
