namespace AccountingSync.Security;

/// <summary>What PayPal says of a delivery in its headers.</summary>
/// <param name="Time">As sent, to the letter: that is signed.</param>
/// <param name="CertificateAddress">Where the certificate lies, according to the sender: not to be trusted.</param>
public sealed record PayPalTransmission(string Id, string Time, ReadOnlyMemory<byte> Signature, string CertificateAddress)
{
    public const string IdHeader = "PAYPAL-TRANSMISSION-ID";
    public const string TimeHeader = "PAYPAL-TRANSMISSION-TIME";
    public const string SignatureHeader = "PAYPAL-TRANSMISSION-SIG";
    public const string CertificateHeader = "PAYPAL-CERT-URL";
    public const string AlgorithmHeader = "PAYPAL-AUTH-ALGO";
    public const string Algorithm = "SHA256withRSA";

    /// <summary>PayPal documents at most 50, 100 and 500 characters.</summary>
    const int MaxLength = 1024;

    /// <param name="header">The value of a header; null when the request has none of the name.</param>
    /// <returns>Null when a header is absent or does not have its documented form.</returns>
    public static PayPalTransmission? Of(Func<string, string?> header)
    {
        if (!string.Equals(header(AlgorithmHeader), Algorithm, StringComparison.OrdinalIgnoreCase))
            return null;
        if (Text(header(IdHeader)) is not { } id || Text(header(TimeHeader)) is not { } time || Text(header(CertificateHeader)) is not { } address)
            return null;
        return Text(header(SignatureHeader)) is { } text && Bytes(text) is { } signature
            ? new PayPalTransmission(id, time, signature, address)
            : null;
    }

    // The bar parts what is signed, so it must not be able to move from one part to the next.
    static string? Text(string? value) =>
        value is { Length: > 0 and <= MaxLength } && value.All(c => c is > ' ' and < (char)127 and not '|') ? value : null;

    static byte[]? Bytes(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) && length > 0 ? bytes[..length] : null;
    }
}
