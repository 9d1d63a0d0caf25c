using System.Security.Cryptography;
using System.Text;

namespace AccountingSync.Security;

/// <summary>Braintree's webhook signature: the form field <c>bt_signature</c> is <c>public key|hex</c>, several of them joined by <c>&amp;</c> when
/// the account has several keys. The hexadecimal digits are the HMAC-SHA1 of the field <c>bt_payload</c>, or of it with one line feed more,
/// under the SHA1 of the private key. A secret of ours is <c>public key:private key</c>. No time is signed beside the payload.
/// (lib/braintree/webhook_notification_gateway.js of the npm package braintree 3.40.0)</summary>
/// <remarks>SHA1 is the vendor's choice. What breaks it as a digest does not break the HMAC.</remarks>
public static class BraintreeSignature
{
    /// <summary>An account has a few keys; this leaves room and still bounds the work.</summary>
    const int MaxPairs = 16;
    const int MaxLength = 4096;

    /// <param name="signatures">The field as it was sent, decoded from the form; null when there is none.</param>
    /// <param name="payload">The other field, decoded from the form and not from base64.</param>
    /// <param name="secrets">All that are valid now: two while the keys are changed.</param>
    public static SignatureCheck Verify(string? signatures, ReadOnlySpan<byte> payload, IReadOnlyList<string> secrets)
    {
        var given = Pairs(signatures);
        if (given.Count == 0)
            return new SignatureCheck.Invalid(SignatureProblem.Malformed);
        var matches = false;
        foreach (var keys in secrets.Select(BraintreeKeys.Of).OfType<BraintreeKeys>())
        {
            var whole = Mac(keys, payload);
            var withLineFeed = Mac(keys, [.. payload, (byte)'\n']);
            foreach (var (_, mac) in given.Where(pair => pair.PublicKey == keys.PublicKey))
                matches |= CryptographicOperations.FixedTimeEquals(mac, whole) | CryptographicOperations.FixedTimeEquals(mac, withLineFeed);
        }
        if (!matches)
            return SigningSecrets.NoneFits([.. secrets.Select(secret => BraintreeKeys.Of(secret) is null ? "" : secret)]);
        return payload.ContainsAnyExcept(Base64) ? new SignatureCheck.Invalid(SignatureProblem.Malformed) : new SignatureCheck.Valid();
    }

    /// <summary>Proves to Braintree that the address is ours. Whoever asks gets something signed with the key that also signs payloads, so
    /// nothing but the documented form is: 20 to 32 lower-case hexadecimal digits, which no notification consists of.</summary>
    /// <param name="challenge">The query's <c>bt_challenge</c>.</param>
    /// <returns>Null when it does not have that form, or when there is no usable secret.</returns>
    public static string? Answer(string challenge, IReadOnlyList<string> secrets) =>
        challenge.Length is >= 20 and <= 32
        && challenge.All(char.IsAsciiHexDigitLower)
        && secrets.Select(BraintreeKeys.Of).OfType<BraintreeKeys>().FirstOrDefault() is { } keys
            ? Pair(keys, Encoding.ASCII.GetBytes(challenge))
            : null;

    /// <summary>The field that Braintree would send; for tests.</summary>
    public static string Sign(ReadOnlySpan<byte> payload, string secret) =>
        Pair(BraintreeKeys.Of(secret) ?? throw new ArgumentException("It is not PUBLIC:PRIVATE.", nameof(secret)), payload);

    static readonly System.Buffers.SearchValues<byte> Base64 = System.Buffers.SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=\n"u8
    );

    static string Pair(BraintreeKeys keys, ReadOnlySpan<byte> data) => $"{keys.PublicKey}|{Convert.ToHexStringLower(Mac(keys, data))}";

    static List<(string PublicKey, byte[] Mac)> Pairs(string? signatures)
    {
        var pairs = new List<(string, byte[])>(2);
        if (signatures is null || signatures.Length > MaxLength)
            return pairs;
        foreach (var pair in signatures.Split('&', MaxPairs))
            // One of another shape cannot match; it must not stop a good one beside it.
            if (pair.Split('|') is [var publicKey, { Length: 2 * SHA1.HashSizeInBytes } hex] && hex.All(char.IsAsciiHexDigit))
                pairs.Add((publicKey, Convert.FromHexString(hex)));
        return pairs;
    }

#pragma warning disable CA5350 // The vendor signs so and in no other way.
    static byte[] Mac(BraintreeKeys keys, ReadOnlySpan<byte> data) => HMACSHA1.HashData(SHA1.HashData(Encoding.UTF8.GetBytes(keys.PrivateKey)), data);
#pragma warning restore CA5350
}

/// <summary>The two halves of an API key, as one secret: <c>PUBLIC:PRIVATE</c>.</summary>
sealed record BraintreeKeys(string PublicKey, string PrivateKey)
{
    /// <returns>Null when it cannot work: white space comes from copying, and an empty half would let anybody sign.</returns>
    public static BraintreeKeys? Of(string secret) =>
        SigningSecrets.IsUsable(secret) && secret.Split(':', 2) is [{ Length: > 0 } publicKey, { Length: > 0 } privateKey]
            ? new BraintreeKeys(publicKey, privateKey)
            : null;
}
