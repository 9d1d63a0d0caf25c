using System.Security.Cryptography;
using System.Text;
using AccountingSync.Security;

namespace AccountingSync.Services.Tests.Security;

public sealed class Wrapping_data_keys
{
    static readonly byte[] K1 = [.. Enumerable.Repeat((byte)1, 32)];
    static readonly byte[] K2 = [.. Enumerable.Repeat((byte)2, 32)];
    readonly KeyRing old = Ring("k1", ("k1", K1));
    readonly KeyRing rotated = Ring("k2", ("k1", K1), ("k2", K2));

    [Test]
    public void unwraps_what_it_wrapped()
    {
        var key = DataKey.Generate(1);
        var field = new FieldCipher([key], 1).Encrypt("payload"u8, "acme|t|c|1");
        var unwrapped = old.Unwrap(old.Wrap(key, "acme"), "acme", 1);
        Assert.That(new FieldCipher([unwrapped], 1).Decrypt(field, "acme|t|c|1"), Is.EqualTo("payload"u8.ToArray()));
    }

    [Test]
    public void names_the_wrapping_key() => Assert.That(KeyRing.WrappingKeyOf(old.Wrap(DataKey.Generate(1), "acme")), Is.EqualTo("k1"));

    [Test]
    public void does_not_hold_the_secret_in_clear()
    {
        var secret = RandomNumberGenerator.GetBytes(32);
        Assert.That(old.Wrap(new DataKey(1, secret), "acme").AsSpan().IndexOf(secret), Is.EqualTo(-1));
    }

    [Test]
    public void refuses_another_organisation_or_number()
    {
        var wrapped = old.Wrap(DataKey.Generate(1), "acme");
        Assert.That(() => old.Unwrap(wrapped, "other", 1), Throws.InstanceOf<CryptographicException>());
        Assert.That(() => old.Unwrap(wrapped, "acme", 2), Throws.InstanceOf<CryptographicException>());
    }

    [Test]
    public void notices_every_changed_byte()
    {
        var wrapped = old.Wrap(DataKey.Generate(1), "acme");
        for (var i = 0; i < wrapped.Length; i++)
        {
            var changed = wrapped.ToArray();
            changed[i] ^= 1;
            Assert.That(
                () => old.Unwrap(changed, "acme", 1),
                Throws.InstanceOf<CryptographicException>().Or.InstanceOf<KeyRingException>(),
                $"byte {i}"
            );
        }
    }

    [Test]
    public void rotates_without_touching_what_the_data_key_encrypted()
    {
        var key = DataKey.Generate(1);
        var field = new FieldCipher([key], 1).Encrypt("payload"u8, "acme|t|c|1");
        var wrapped = old.Wrap(key, "acme");

        Assert.That(rotated.NeedsRewrap(wrapped));
        var rewrapped = rotated.Rewrap(wrapped, "acme", 1);

        Assert.That(rotated.NeedsRewrap(rewrapped), Is.False);
        var newest = Ring("k2", ("k2", K2));
        Assert.That(new FieldCipher([newest.Unwrap(rewrapped, "acme", 1)], 1).Decrypt(field, "acme|t|c|1"), Is.EqualTo("payload"u8.ToArray()));
    }

    [Test]
    public void names_a_missing_key()
    {
        var wrapped = rotated.Wrap(DataKey.Generate(1), "acme");
        Assert.That(() => old.Unwrap(wrapped, "acme", 1), Throws.InstanceOf<KeyRingException>().With.Message.Contains("'k2'"));
    }

    [Test]
    public void never_prints_a_data_key() => Assert.That(DataKey.Generate(3).ToString(), Is.EqualTo("data key 3"));

    [TestCase("nonsense", "no JSON")]
    [TestCase("[]", "one JSON object")]
    [TestCase("""{"keys":{}}""", "'active'")]
    [TestCase("""{"active":"k1"}""", "'keys'")]
    [TestCase("""{"active":"k1","keys":{}}""", "'k1' is not among the keys")]
    [TestCase("""{"active":"k1","keys":{"k1":"AQID"}}""", "has 3 bytes")]
    [TestCase("""{"active":"k1","keys":{"k1":"***"}}""", "no base64")]
    [TestCase("""{"active":"k1","active":"k2","keys":{}}""", "no JSON")]
    public void says_what_is_wrong_with_a_file(string json, string message) =>
        Assert.That(() => KeyRingFile.Parse(Encoding.UTF8.GetBytes(json)), Throws.InstanceOf<KeyRingException>().With.Message.Contains(message));

    [Test]
    public void reads_the_documented_form()
    {
        var json = $$$"""{"active":"k2","keys":{"k1":"{{{Convert.ToBase64String(K1)}}}","k2":"{{{Convert.ToBase64String(K2)}}}"}}""";
        var ring = KeyRingFile.Parse(Encoding.UTF8.GetBytes(json));
        Assert.That(ring.Active, Is.EqualTo("k2"));
        var key = ring.Unwrap(old.Wrap(DataKey.Generate(1), "acme"), "acme", 1);
        Assert.That(key.Number, Is.EqualTo(1));
    }

    static KeyRing Ring(string active, params (string Id, byte[] Key)[] keys) => new(active, keys.ToDictionary(key => key.Id, key => key.Key));
}
