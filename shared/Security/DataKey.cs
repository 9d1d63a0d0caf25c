using System.Security.Cryptography;

namespace AccountingSync.Security;

/// <summary>The AES-256 key that encrypts one organisation's fields. Stored only wrapped by a <see cref="KeyRing"/>.</summary>
public sealed class DataKey
{
    /// <summary>Bytes of an AES-256 key.</summary>
    public const int Size = 32;

    readonly byte[] secret;

    /// <param name="number">Counts an organisation's data keys from 1; every ciphertext carries it.</param>
    /// <param name="secret">Is copied.</param>
    public DataKey(int number, ReadOnlySpan<byte> secret)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        if (secret.Length != Size)
            throw new ArgumentException($"A data key has {Size} bytes; this one has {secret.Length}.", nameof(secret));
        Number = number;
        this.secret = secret.ToArray();
    }

    public int Number { get; }

    internal ReadOnlySpan<byte> Secret => secret;

    /// <param name="random">Where the bytes come from; the operating system's generator when null.</param>
    public static DataKey Generate(int number, RandomNumberGenerator? random = null)
    {
        Span<byte> bytes = stackalloc byte[Size];
        if (random is null)
            RandomNumberGenerator.Fill(bytes);
        else
            random.GetBytes(bytes);
        try
        {
            return new DataKey(number, bytes);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    /// <summary>Names the key without showing it.</summary>
    public override string ToString() => $"data key {Number}";
}
