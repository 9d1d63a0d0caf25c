namespace AccountingSync.Security;

/// <summary>Mollie's two kinds of webhook. Those of a subscription are signed: <c>X-Mollie-Signature: sha256=hex</c> is the HMAC-SHA256 of the
/// body under the subscription's secret, and for a day after the secret was changed there are two. Those of a single payment are unsigned by
/// design and only name it; they are let in when the address that was given to Mollie holds a secret of ours.
/// (docs.mollie.com/reference/webhooks-best-practices, docs.mollie.com/reference/webhooks)</summary>
public static class MollieSignature
{
    public const string HeaderName = "X-Mollie-Signature";
    const string Prefix = "sha256=";

    /// <summary>A header has two while a secret is changed; this leaves room and still bounds the work.</summary>
    const int MaxSignatures = 4;

    /// <param name="header">Repeated headers are joined by commas.</param>
    /// <param name="rawBody">The bytes as received. A body that was parsed and written again has another signature.</param>
    public static SignatureCheck Verify(string header, ReadOnlySpan<byte> rawBody, IReadOnlyList<string> secrets)
    {
        SignatureCheck refused = new SignatureCheck.Invalid(SignatureProblem.Malformed);
        foreach (var signature in header.Split(',', MaxSignatures).Select(part => part.Trim()))
        {
            // Mollie's documentation shows the hexadecimal digits alone, what it sends has the prefix; its own library takes both.
            var hex = signature.StartsWith(Prefix, StringComparison.Ordinal) ? signature[Prefix.Length..] : signature;
            switch (HexSignature.Verify(hex, rawBody, secrets))
            {
                case SignatureCheck.Valid valid:
                    return valid;
                case SignatureCheck.Invalid(SignatureProblem.Malformed):
                    break;
                case var other:
                    refused = other;
                    break;
            }
        }
        return refused;
    }

    /// <param name="given">The secret in the address that was called; null when there is none.</param>
    public static SignatureCheck VerifyAddress(string? given, IReadOnlyList<string> secrets) => CarriedSecret.Verify(given, secrets);

    /// <summary>The header that Mollie would send; for tests.</summary>
    public static string Sign(ReadOnlySpan<byte> rawBody, string secret) => Prefix + HexSignature.Sign(rawBody, secret);
}
