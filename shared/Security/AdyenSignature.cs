using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AccountingSync.Security;

/// <summary>Adyen's webhook signatures: base64 of an HMAC-SHA256 under a key that is written in hexadecimal digits. Standard webhooks sign
/// eight values of each item and not their bytes: what stands beside them (the date, the reason, additional data) is trusted only because it
/// came by the same connection. Platform webhooks sign the whole body. No time is signed, so an old delivery can be sent again by whoever
/// captured it. (docs.adyen.com/development-resources/webhooks/secure-webhooks/verify-hmac-signatures)</summary>
public static class AdyenSignature
{
    /// <summary>Of platform webhooks. An item carries its own signature in its additional data.</summary>
    public const string HeaderName = "HmacSignature";

    /// <summary>What base64 makes of 32 bytes.</summary>
    const int SignatureLength = 44;

    /// <param name="given">Null when the item has none.</param>
    /// <param name="keys">All that are valid now: two while the webhook's key is rolled.</param>
    public static SignatureCheck VerifyItem(string? given, AdyenSignedItem item, IReadOnlyList<string> keys) =>
        item.IsAmbiguous ? new SignatureCheck.Invalid(SignatureProblem.Malformed) : Verify(given, Encoding.UTF8.GetBytes(item.Joined), keys);

    /// <param name="header">Null when the request has none.</param>
    /// <param name="rawBody">The bytes as received. A body that was parsed and written again has another signature.</param>
    /// <param name="keys">All that are valid now: two while the webhook's key is rolled.</param>
    public static SignatureCheck VerifyBody(string? header, ReadOnlySpan<byte> rawBody, IReadOnlyList<string> keys) => Verify(header, rawBody, keys);

    /// <summary>What Adyen would write into the item; for tests.</summary>
    public static string Sign(AdyenSignedItem item, string key) => Sign(Encoding.UTF8.GetBytes(item.Joined), key);

    /// <summary>The header that Adyen would send; for tests.</summary>
    public static string Sign(ReadOnlySpan<byte> rawBody, string key) =>
        Convert.ToBase64String(HMACSHA256.HashData(Convert.FromHexString(key), rawBody));

    static SignatureCheck Verify(string? signature, ReadOnlySpan<byte> signed, IReadOnlyList<string> keys)
    {
        Span<byte> given = stackalloc byte[SHA256.HashSizeInBytes];
        if (signature?.Length != SignatureLength || !Convert.TryFromBase64String(signature, given, out var length) || length != given.Length)
            return new SignatureCheck.Invalid(SignatureProblem.Malformed);
        var matches = false;
        foreach (var key in keys.Where(IsUsable))
            matches |= CryptographicOperations.FixedTimeEquals(given, HMACSHA256.HashData(Convert.FromHexString(key), signed));
        return matches ? new SignatureCheck.Valid()
            : keys.All(IsUsable) ? SigningSecrets.NoneFits(keys)
            : new SignatureCheck.Invalid(SignatureProblem.SecretMalformed);
    }

    static bool IsUsable(string key) => SigningSecrets.IsUsable(key) && key.Length % 2 == 0 && key.All(char.IsAsciiHexDigit);
}

/// <summary>The values of an item that are signed, in the order in which they are joined.</summary>
/// <param name="OriginalReference">Empty when the item has none.</param>
/// <param name="Value">In minor units.</param>
/// <param name="Success">The word true or false.</param>
public sealed record AdyenSignedItem(
    string PspReference,
    string OriginalReference,
    string MerchantAccount,
    string MerchantReference,
    long Value,
    string Currency,
    string EventCode,
    string Success
)
{
    /// <summary>Nothing is escaped, so a colon could move a value into its neighbour. The merchant's reference may hold colons: with none
    /// in the others there is one way only to take the text apart.</summary>
    public bool IsAmbiguous =>
        new[] { PspReference, OriginalReference, MerchantAccount, Currency, EventCode, Success }.Any(value =>
            value.Contains(':', StringComparison.Ordinal)
        );

    public string Joined =>
        string.Join(
            ':',
            PspReference,
            OriginalReference,
            MerchantAccount,
            MerchantReference,
            Value.ToString(CultureInfo.InvariantCulture),
            Currency,
            EventCode,
            Success
        );
}
