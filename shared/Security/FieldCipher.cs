using System.Buffers.Binary;
using System.Collections.Frozen;
using System.Security.Cryptography;

namespace AccountingSync.Security;

/// <summary>Encrypts the fields of one organisation with AES-256-GCM. Ciphertext: version byte, number of the data key
/// (4 bytes, big endian), nonce (12), tag (16), encrypted bytes. Version, key number and the field's address are
/// authenticated too. Older data keys stay readable after a rotation. Safe for concurrent use.</summary>
/// <remarks>Nonces are random, so one data key should encrypt at most 2^32 fields: rotate long before.</remarks>
public sealed class FieldCipher
{
    /// <summary>Bytes that a ciphertext is longer than its plain bytes, when those are not compressed.</summary>
    public const int Overhead = HeaderSize + NonceSize + TagSize;

    const byte PlainVersion = 1;
    const byte CompressedVersion = 2;
    const int HeaderSize = 5;
    const int NonceSize = 12;
    const int TagSize = 16;

    readonly FrozenDictionary<int, DataKey> keys;
    readonly DataKey active;

    /// <param name="keys">All data keys of the organisation that may still have to be read.</param>
    /// <param name="activeNumber">The one that encrypts from now on.</param>
    public FieldCipher(IEnumerable<DataKey> keys, int activeNumber)
    {
        this.keys = keys.ToFrozenDictionary(key => key.Number);
        active = this.keys.TryGetValue(activeNumber, out var key)
            ? key
            : throw new ArgumentException($"The active data key {activeNumber} is not among the keys.", nameof(activeNumber));
    }

    public int ActiveKeyNumber => active.Number;

    /// <param name="address">See <see cref="FieldAddress"/>.</param>
    /// <param name="compress">For bulky text such as payloads. Bytes that do not become smaller are stored as they are.
    /// Not for a field that mixes a secret with text chosen by a stranger: its length would tell about the secret.</param>
    /// <exception cref="ArgumentException">More than <see cref="BoundedCompression.MaxPlainBytes"/> were to be compressed.</exception>
    public byte[] Encrypt(ReadOnlySpan<byte> plain, string address, bool compress = false)
    {
        var packed = compress ? BoundedCompression.Compress(plain) : null;
        var body = packed is null ? plain : packed;
        var cipher = new byte[Overhead + body.Length];
        var header = cipher.AsSpan(0, HeaderSize);
        header[0] = packed is null ? PlainVersion : CompressedVersion;
        BinaryPrimitives.WriteInt32BigEndian(header[1..], active.Number);
        var nonce = cipher.AsSpan(HeaderSize, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(active.Secret, TagSize);
        aes.Encrypt(
            nonce,
            body,
            ciphertext: cipher.AsSpan(Overhead),
            tag: cipher.AsSpan(HeaderSize + NonceSize, TagSize),
            FieldAddress.Authenticated(header, address)
        );
        return cipher;
    }

    /// <exception cref="CryptographicException">The bytes or the address are not those of the encryption, or the data key is gone.</exception>
    public byte[] Decrypt(ReadOnlySpan<byte> cipher, string address)
    {
        var number = KeyNumberOf(cipher);
        if (!keys.TryGetValue(number, out var key))
            throw new CryptographicException($"This field needs data key {number}, which is not loaded or was destroyed.");
        var body = new byte[cipher.Length - Overhead];
        using var aes = new AesGcm(key.Secret, TagSize);
        aes.Decrypt(
            cipher.Slice(HeaderSize, NonceSize),
            ciphertext: cipher[Overhead..],
            tag: cipher.Slice(HeaderSize + NonceSize, TagSize),
            body,
            FieldAddress.Authenticated(cipher[..HeaderSize], address)
        );
        return cipher[0] == CompressedVersion ? BoundedCompression.Decompress(body) : body;
    }

    /// <summary>False when the field was encrypted with a data key that is not among these.</summary>
    public bool CanRead(ReadOnlySpan<byte> cipher) => keys.ContainsKey(KeyNumberOf(cipher));

    /// <summary>Tells which fields still wait for re-encryption after a rotation.</summary>
    public static int KeyNumberOf(ReadOnlySpan<byte> cipher)
    {
        if (cipher.Length < Overhead || cipher[0] is not (PlainVersion or CompressedVersion))
            throw new CryptographicException("These bytes are no encrypted field of a known version.");
        return BinaryPrimitives.ReadInt32BigEndian(cipher[1..HeaderSize]);
    }
}
