using System.Security.Cryptography;
using System.Text;

namespace AccountingSync.Security;

/// <summary>The HMAC-SHA256 of a body in hexadecimal, under a secret as text: what several vendors sign with.</summary>
static class HexSignature
{
    public static SignatureCheck Verify(string? hex, ReadOnlySpan<byte> rawBody, IReadOnlyList<string> secrets)
    {
        if (hex?.Length != 2 * SHA256.HashSizeInBytes || !hex.All(char.IsAsciiHexDigit))
            return new SignatureCheck.Invalid(SignatureProblem.Malformed);
        var given = Convert.FromHexString(hex);
        var matches = false;
        foreach (var secret in secrets.Where(SigningSecrets.IsUsable))
            matches |= CryptographicOperations.FixedTimeEquals(given, Mac(secret, rawBody));
        return matches ? new SignatureCheck.Valid() : SigningSecrets.NoneFits(secrets);
    }

    public static string Sign(ReadOnlySpan<byte> rawBody, string secret) => Convert.ToHexStringLower(Mac(secret, rawBody));

    static byte[] Mac(string secret, ReadOnlySpan<byte> rawBody) => HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), rawBody);
}
