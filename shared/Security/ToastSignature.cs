using System.Security.Cryptography;
using System.Text;

namespace AccountingSync.Security;

/// <summary>Toast's webhook signature: <c>Toast-Signature</c> is base64 of the HMAC-SHA256 of the body followed by the message's own
/// <c>timestamp</c> as text, under the subscription's secret as text. That is when the event happened, not when it was sent, and Toast names
/// no age at which to refuse it: an old delivery can be sent again by whoever captured it, and the event's guid makes it a duplicate.
/// (doc.toasttab.com/doc/devguide/apiMessageSigning.html)</summary>
public static class ToastSignature
{
    public const string HeaderName = "Toast-Signature";

    /// <summary>What base64 makes of 32 bytes.</summary>
    const int HeaderLength = 44;

    /// <param name="header">Null when the request has none.</param>
    /// <param name="rawBody">The bytes as received. A body that was parsed and written again has another signature.</param>
    /// <param name="timestamp">What the body says, to the letter; null when it says none, and then no signature can fit.</param>
    /// <param name="secrets">All that are valid now: two while the subscription's secret is changed.</param>
    public static SignatureCheck Verify(string? header, ReadOnlySpan<byte> rawBody, string? timestamp, IReadOnlyList<string> secrets)
    {
        Span<byte> given = stackalloc byte[SHA256.HashSizeInBytes];
        if (header?.Length != HeaderLength || !Convert.TryFromBase64String(header, given, out var length) || length != given.Length)
            return new SignatureCheck.Invalid(SignatureProblem.Malformed);
        var matches = false;
        if (timestamp is not null)
            foreach (var secret in secrets.Where(SigningSecrets.IsUsable))
                matches |= CryptographicOperations.FixedTimeEquals(given, Mac(secret, rawBody, timestamp));
        return matches ? new SignatureCheck.Valid() : SigningSecrets.NoneFits(secrets);
    }

    /// <summary>The header that Toast would send; for tests.</summary>
    public static string Sign(ReadOnlySpan<byte> rawBody, string timestamp, string secret) => Convert.ToBase64String(Mac(secret, rawBody, timestamp));

    static byte[] Mac(string secret, ReadOnlySpan<byte> rawBody, string timestamp)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hmac.AppendData(rawBody);
        hmac.AppendData(Encoding.UTF8.GetBytes(timestamp));
        return hmac.GetHashAndReset();
    }
}
