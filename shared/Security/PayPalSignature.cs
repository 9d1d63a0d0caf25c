using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace AccountingSync.Security;

/// <summary>PayPal's webhook signature: RSA (PKCS #1, SHA-256) over "transmission id|transmission time|webhook id|CRC-32 of the body", by a
/// certificate that a header names (developer.paypal.com/api/rest/webhooks/rest). Two limits lie in PayPal's scheme. The body is bound
/// by a checksum only, so whoever has seen one genuine delivery can write others that fit its signature: the door must be reached by
/// TLS, and the headers belong in no log. And no window is documented for the time: whether PayPal signs a delivery anew when it sends it
/// again, for up to three days, is not said, so the time is not judged; the id of the event makes a replay a duplicate.</summary>
public static class PayPalSignature
{
    /// <param name="webhookIds">All that are valid now: two while one webhook replaces another.</param>
    public static SignatureCheck Verify(
        PayPalTransmission transmission,
        ReadOnlySpan<byte> rawBody,
        X509Certificate2 certificate,
        IReadOnlyList<string> webhookIds
    )
    {
        using var key = certificate.GetRSAPublicKey();
        if (key is null)
            return new SignatureCheck.Invalid(SignatureProblem.Certificate);
        var matches = false;
        foreach (var webhookId in webhookIds.Where(SigningSecrets.IsUsable))
            matches |= key.VerifyData(
                Message(transmission.Id, transmission.Time, webhookId, rawBody),
                transmission.Signature.Span,
                HashAlgorithmName.SHA256,
                RSASignaturePadding.Pkcs1
            );
        return matches ? new SignatureCheck.Valid() : SigningSecrets.NoneFits(webhookIds);
    }

    /// <summary>The signature that the owner of the key would send; for sandboxes and tests.</summary>
    public static string Sign(string transmissionId, string time, string webhookId, ReadOnlySpan<byte> rawBody, RSA key) =>
        Convert.ToBase64String(key.SignData(Message(transmissionId, time, webhookId, rawBody), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    static byte[] Message(string transmissionId, string time, string webhookId, ReadOnlySpan<byte> rawBody) =>
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{transmissionId}|{time}|{webhookId}|{Crc32.Of(rawBody)}"));
}
