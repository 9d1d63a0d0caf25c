using System.Security.Cryptography;
using System.Text;

namespace AccountingSync.Security;

/// <summary>Square's webhook signature: <c>x-square-hmacsha256-signature</c> is base64 of the HMAC-SHA256 of the notification URL
/// followed by the body, under the subscription's signature key as text. No time is signed, so an old delivery can be sent again
/// by whoever captured it; the id of its event makes it a duplicate. (developer.squareup.com/docs/webhooks/step3validate)</summary>
public static class SquareSignature
{
    public const string HeaderName = "x-square-hmacsha256-signature";

    /// <summary>What base64 makes of 32 bytes.</summary>
    const int HeaderLength = 44;

    /// <param name="header">Null when the request has none.</param>
    /// <param name="notificationUrl">As it is registered with the subscription, to the letter: http is not https, and a slash counts.</param>
    /// <param name="rawBody">The bytes as received. A body that was parsed and written again has another signature.</param>
    /// <param name="secrets">All signature keys that are valid now: two while the subscription's key is rolled.</param>
    public static SignatureCheck Verify(string? header, string notificationUrl, ReadOnlySpan<byte> rawBody, IReadOnlyList<string> secrets)
    {
        Span<byte> given = stackalloc byte[SHA256.HashSizeInBytes];
        if (header?.Length != HeaderLength || !Convert.TryFromBase64String(header, given, out var length) || length != given.Length)
            return new SignatureCheck.Invalid(SignatureProblem.Malformed);
        var matches = false;
        foreach (var secret in secrets.Where(SigningSecrets.IsUsable))
            matches |= CryptographicOperations.FixedTimeEquals(given, Mac(secret, notificationUrl, rawBody));
        return matches ? new SignatureCheck.Valid() : SigningSecrets.NoneFits(secrets);
    }

    /// <summary>The header that Square would send; for sandboxes and tests.</summary>
    public static string Sign(string notificationUrl, ReadOnlySpan<byte> rawBody, string secret) =>
        Convert.ToBase64String(Mac(secret, notificationUrl, rawBody));

    static byte[] Mac(string secret, string notificationUrl, ReadOnlySpan<byte> rawBody)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hmac.AppendData(Encoding.UTF8.GetBytes(notificationUrl));
        hmac.AppendData(rawBody);
        return hmac.GetHashAndReset();
    }
}
