using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace AccountingSync.Security;

/// <summary>A bearer key for the API. It is shown once, when it is made; only its hash is stored.</summary>
public static class ApiKey
{
    /// <summary>Lets secret scanners, and people, recognise a key that ended up where it should not be.</summary>
    public const string Prefix = "acs_";

    const int RandomBytes = 32;

    /// <summary>32 random bytes in base64url without padding are 43 characters.</summary>
    const int Length = 4 + 43;

    /// <param name="random">Where the bytes come from; the operating system's generator when null.</param>
    public static string Generate(RandomNumberGenerator? random = null)
    {
        Span<byte> bytes = stackalloc byte[RandomBytes];
        if (random is null)
            RandomNumberGenerator.Fill(bytes);
        else
            random.GetBytes(bytes);
        return Prefix + Base64Url.EncodeToString(bytes);
    }

    /// <summary>True when the text has the shape of a key, so that nothing else needs to be hashed or looked up.</summary>
    public static bool HasShape(string text) =>
        text.Length == Length && text.StartsWith(Prefix, StringComparison.Ordinal) && text.AsSpan(Prefix.Length).IndexOfAnyExcept(KeyCharacters) < 0;

    /// <summary>SHA-256 of the key's text. A slow password hash would add nothing: 256 random bits cannot be guessed.</summary>
    public static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    /// <summary>Compares in a time that does not depend on where the hashes differ.</summary>
    public static bool Matches(string key, ReadOnlySpan<byte> storedHash) => CryptographicOperations.FixedTimeEquals(Hash(key), storedHash);

    static readonly System.Buffers.SearchValues<char> KeyCharacters = System.Buffers.SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    );
}
