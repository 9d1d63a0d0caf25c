using System.Security.Cryptography;
using System.Text;

namespace AccountingSync.Security;

/// <summary>Shopify's webhook signature: <c>X-Shopify-Hmac-Sha256</c> is base64 of the HMAC-SHA256 of the body, under the app's client secret
/// as text. Only the body is signed: not the headers, and no time. (shopify.dev/docs/apps/build/webhooks/verify-deliveries)</summary>
public static class ShopifySignature
{
    public const string HeaderName = "X-Shopify-Hmac-Sha256";

    /// <summary>What base64 makes of 32 bytes.</summary>
    const int HeaderLength = 44;

    /// <param name="header">Null when the request has none.</param>
    /// <param name="rawBody">The bytes as received. A body that was parsed and written again has another signature.</param>
    /// <param name="secrets">All client secrets that are valid now: after a rotation Shopify signs with the older one for up to an hour.</param>
    public static SignatureCheck Verify(string? header, ReadOnlySpan<byte> rawBody, IReadOnlyList<string> secrets)
    {
        Span<byte> given = stackalloc byte[SHA256.HashSizeInBytes];
        if (header?.Length != HeaderLength || !Convert.TryFromBase64String(header, given, out var length) || length != given.Length)
            return new SignatureCheck.Invalid(SignatureProblem.Malformed);
        var matches = false;
        foreach (var secret in secrets.Where(SigningSecrets.IsUsable))
            matches |= CryptographicOperations.FixedTimeEquals(given, Mac(secret, rawBody));
        return matches ? new SignatureCheck.Valid() : SigningSecrets.NoneFits(secrets);
    }

    /// <summary>The header that Shopify would send; for sandboxes and tests.</summary>
    public static string Sign(ReadOnlySpan<byte> rawBody, string secret) => Convert.ToBase64String(Mac(secret, rawBody));

    static byte[] Mac(string secret, ReadOnlySpan<byte> rawBody) => HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), rawBody);
}
