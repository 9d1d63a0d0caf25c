using System.Buffers.Binary;
using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;

namespace AccountingSync.Security;

/// <summary>The key-encryption keys of an installation: one active, which wraps new data keys, and older ones,
/// which can still unwrap. Rotation adds a key, makes it active and re-wraps the data keys; no data is touched.</summary>
public sealed class KeyRing
{
    const byte Version = 1;
    const int NonceSize = 12;
    const int TagSize = 16;

    /// <summary>Longest id of a key, in UTF-8 bytes: its length is stored in one byte.</summary>
    public const int MaxIdBytes = 64;

    readonly FrozenDictionary<string, byte[]> keys;

    /// <exception cref="KeyRingException">A key is no AES-256 key, an id is unusable, or the active one is missing.</exception>
    public KeyRing(string active, IReadOnlyDictionary<string, byte[]> keys)
    {
        foreach (var (id, key) in keys)
        {
            if (id.Length == 0 || Encoding.UTF8.GetByteCount(id) > MaxIdBytes)
                throw new KeyRingException($"The key id '{id}' must have 1 to {MaxIdBytes} bytes.");
            if (key.Length != DataKey.Size)
                throw new KeyRingException($"The key '{id}' has {key.Length} bytes; an AES-256 key has {DataKey.Size}.");
        }
        if (!keys.ContainsKey(active))
            throw new KeyRingException(
                $"The active key '{active}' is not among the keys: {string.Join(", ", keys.Keys.Order(StringComparer.Ordinal))}."
            );
        Active = active;
        this.keys = keys.ToFrozenDictionary(pair => pair.Key, pair => pair.Value.ToArray(), StringComparer.Ordinal);
    }

    /// <summary>Id of the key that wraps from now on.</summary>
    public string Active { get; }

    public IEnumerable<string> Ids => keys.Keys;

    internal ReadOnlySpan<byte> Secret(string id) => keys[id];

    /// <summary>Encrypts a data key for storage. The organisation and the key's number are bound to the result, so a
    /// wrapped key that was copied to another organisation's row cannot be unwrapped there.</summary>
    /// <returns>Version byte, length and id of the wrapping key, nonce, tag, ciphertext.</returns>
    public byte[] Wrap(DataKey dataKey, string organisation)
    {
        var id = Encoding.UTF8.GetBytes(Active);
        var wrapped = new byte[2 + id.Length + NonceSize + TagSize + DataKey.Size];
        wrapped[0] = Version;
        wrapped[1] = (byte)id.Length;
        id.CopyTo(wrapped, 2);
        var nonce = wrapped.AsSpan(2 + id.Length, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(keys[Active], TagSize);
        aes.Encrypt(
            nonce,
            dataKey.Secret,
            ciphertext: wrapped.AsSpan(2 + id.Length + NonceSize + TagSize),
            tag: wrapped.AsSpan(2 + id.Length + NonceSize, TagSize),
            Binding(organisation, dataKey.Number)
        );
        return wrapped;
    }

    /// <exception cref="KeyRingException">The wrapping key is not in the ring.</exception>
    /// <exception cref="CryptographicException">The bytes were changed, or belong to another organisation or number.</exception>
    public DataKey Unwrap(ReadOnlySpan<byte> wrapped, string organisation, int number)
    {
        var id = WrappingKeyOf(wrapped);
        if (!keys.TryGetValue(id, out var key))
            throw new KeyRingException($"A data key of '{organisation}' is wrapped by '{id}', which is not in the key ring; put that key back.");
        var body = wrapped[(2 + wrapped[1])..];
        Span<byte> secret = stackalloc byte[DataKey.Size];
        using var aes = new AesGcm(key, TagSize);
        aes.Decrypt(
            body[..NonceSize],
            ciphertext: body[(NonceSize + TagSize)..],
            tag: body.Slice(NonceSize, TagSize),
            secret,
            Binding(organisation, number)
        );
        try
        {
            return new DataKey(number, secret);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    /// <summary>The same data key under the active key. What it encrypted stays as it is.</summary>
    public byte[] Rewrap(ReadOnlySpan<byte> wrapped, string organisation, int number) => Wrap(Unwrap(wrapped, organisation, number), organisation);

    public bool NeedsRewrap(ReadOnlySpan<byte> wrapped) => !string.Equals(WrappingKeyOf(wrapped), Active, StringComparison.Ordinal);

    /// <summary>Id of the key that these bytes were wrapped with.</summary>
    public static string WrappingKeyOf(ReadOnlySpan<byte> wrapped)
    {
        if (wrapped.Length < 2 || wrapped[0] != Version || wrapped.Length != 2 + wrapped[1] + NonceSize + TagSize + DataKey.Size)
            throw new CryptographicException("These bytes are no wrapped data key of a known version.");
        return Encoding.UTF8.GetString(wrapped.Slice(2, wrapped[1]));
    }

    static byte[] Binding(string organisation, int number)
    {
        var name = Encoding.UTF8.GetBytes(organisation);
        var binding = new byte[sizeof(int) + name.Length];
        BinaryPrimitives.WriteInt32BigEndian(binding, number);
        name.CopyTo(binding, sizeof(int));
        return binding;
    }
}

/// <summary>The key ring cannot be used as it is; the message says what to change.</summary>
public sealed class KeyRingException : Exception
{
    public KeyRingException() { }

    public KeyRingException(string message)
        : base(message) { }

    public KeyRingException(string message, Exception inner)
        : base(message, inner) { }
}
