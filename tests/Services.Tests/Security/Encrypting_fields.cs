using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using AccountingSync.Security;

namespace AccountingSync.Services.Tests.Security;

public sealed class Encrypting_fields
{
    const string Address = "acme|ingestion.payloads|body|42";
    static readonly byte[] Json = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("""{"id":"ch_1","amount":100,"currency":"usd"}""", 50)));
    readonly DataKey first = DataKey.Generate(1);
    readonly DataKey second = DataKey.Generate(2);

    FieldCipher Cipher => new([first], 1);

    [Test]
    public void decrypts_what_it_encrypted([Values(0, 1, 63, 64, 65, 5_000)] int length, [Values] bool compress)
    {
        var plain = RandomNumberGenerator.GetBytes(length);
        Assert.That(Cipher.Decrypt(Cipher.Encrypt(plain, Address, compress), Address), Is.EqualTo(plain));
    }

    [Test]
    public void has_the_documented_layout()
    {
        var cipher = new FieldCipher([new DataKey(0x01020304, new byte[32])], 0x01020304).Encrypt("abc"u8, Address);
        Assert.That(cipher, Has.Length.EqualTo(FieldCipher.Overhead + 3));
        Assert.That(cipher[..5], Is.EqualTo(new byte[] { 1, 1, 2, 3, 4 }));

        // Decrypted by hand, so that the layout cannot change unnoticed.
        var plain = new byte[3];
        using var aes = new AesGcm(new byte[32], 16);
        aes.Decrypt(cipher.AsSpan(5, 12), cipher.AsSpan(33), cipher.AsSpan(17, 16), plain, [.. cipher[..5], .. Encoding.UTF8.GetBytes(Address)]);
        Assert.That(plain, Is.EqualTo("abc"u8.ToArray()));
    }

    [Test]
    public void is_never_the_same_twice()
    {
        var cipher = Cipher;
        var nonces = Enumerable.Range(0, 1_000).Select(_ => Convert.ToHexString(cipher.Encrypt("same"u8, Address).AsSpan(5, 12)));
        Assert.That(nonces, Is.Unique);
    }

    [TestCase("other|ingestion.payloads|body|42")]
    [TestCase("acme|ingestion.events|body|42")]
    [TestCase("acme|ingestion.payloads|headers|42")]
    [TestCase("acme|ingestion.payloads|body|43")]
    public void cannot_be_moved_to(string address)
    {
        var cipher = Cipher.Encrypt("secret"u8, Address);
        Assert.That(() => Cipher.Decrypt(cipher, address), Throws.InstanceOf<CryptographicException>());
    }

    [Test]
    public void notices_every_changed_byte([Values] bool compress)
    {
        var cipher = Cipher.Encrypt(Json, Address, compress);
        for (var i = 0; i < cipher.Length; i++)
        {
            var changed = cipher.ToArray();
            // 3 turns version 1 into 2 and back: the flag itself must be authenticated.
            changed[i] ^= 3;
            Assert.That(() => Cipher.Decrypt(changed, Address), Throws.InstanceOf<CryptographicException>(), $"byte {i}");
        }
    }

    [Test]
    public void refuses_a_truncated_one()
    {
        var cipher = Cipher.Encrypt("secret"u8, Address);
        for (var length = 0; length < cipher.Length; length++)
            Assert.That(() => Cipher.Decrypt(cipher.AsSpan(0, length), Address), Throws.InstanceOf<CryptographicException>(), $"{length} bytes");
    }

    [Test]
    public void reads_old_data_keys_after_rotation_and_writes_with_the_new_one()
    {
        var before = Cipher.Encrypt("old"u8, Address);
        var after = new FieldCipher([first, second], 2);
        Assert.That(after.Decrypt(before, Address), Is.EqualTo("old"u8.ToArray()));
        Assert.That(FieldCipher.KeyNumberOf(before), Is.EqualTo(1));
        Assert.That(FieldCipher.KeyNumberOf(after.Encrypt("new"u8, Address)), Is.EqualTo(2));
    }

    [Test]
    public void names_a_destroyed_data_key()
    {
        var cipher = Cipher.Encrypt("gone"u8, Address);
        Assert.That(
            () => new FieldCipher([second], 2).Decrypt(cipher, Address),
            Throws.InstanceOf<CryptographicException>().With.Message.Contains("data key 1")
        );
    }

    [Test]
    public void makes_payloads_smaller()
    {
        var cipher = Cipher.Encrypt(Json, Address, compress: true);
        Assert.That(cipher[0], Is.EqualTo(2));
        Assert.That(cipher, Has.Length.LessThan(Json.Length / 5));
    }

    [Test]
    public void keeps_what_compression_would_make_larger_as_it_is() =>
        Assert.That(Cipher.Encrypt(RandomNumberGenerator.GetBytes(1_000), Address, compress: true), Has.Length.EqualTo(1_000 + FieldCipher.Overhead));

    [Test]
    public void refuses_to_unfold_a_bomb([Values(0, 1_000, 100_000_000)] int announced)
    {
        // Made with the real key: even an insider's ciphertext must not exhaust memory.
        var bomb = new byte[100_000];
        BrotliEncoder.TryCompress(new byte[50_000_000], bomb.AsSpan(4), out var written, 5, 22);
        BinaryPrimitives.WriteInt32BigEndian(bomb, announced);
        var secret = new byte[32];
        var cipher = Forge(secret, bomb.AsSpan(0, 4 + written));
        Assert.That(
            () => new FieldCipher([new DataKey(1, secret)], 1).Decrypt(cipher, Address),
            Throws.InstanceOf<CryptographicException>().With.Message.Contains("compressed field")
        );
    }

    [Test]
    public void says_where_a_field_lives()
    {
        Assert.That(FieldAddress.Of("acme", "ingestion.payloads", "body", "42"), Is.EqualTo(Address));
        Assert.That(() => FieldAddress.Of("ac|me", "t", "c", "1"), Throws.ArgumentException);
    }

    static byte[] Forge(byte[] secret, ReadOnlySpan<byte> body)
    {
        byte[] header = [2, 0, 0, 0, 1];
        var cipher = new byte[FieldCipher.Overhead + body.Length];
        header.CopyTo(cipher, 0);
        using var aes = new AesGcm(secret, 16);
        aes.Encrypt(cipher.AsSpan(5, 12), body, cipher.AsSpan(33), cipher.AsSpan(17, 16), [.. header, .. Encoding.UTF8.GetBytes(Address)]);
        return cipher;
    }
}
