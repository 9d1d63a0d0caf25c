namespace AccountingSync.Security;

/// <summary>GoCardless' webhook signature: <c>Webhook-Signature</c> is the HMAC-SHA256 of the body in hexadecimal, under the endpoint's secret
/// as text. No time is signed, so an old delivery can be sent again by whoever captured it; the ids of its events make them duplicates.
/// (developer.gocardless.com/api-reference/#webhooks-signing-webhooks)</summary>
public static class GoCardlessSignature
{
    public const string HeaderName = "Webhook-Signature";

    /// <param name="header">Null when the request has none.</param>
    /// <param name="rawBody">The bytes as received. A body that was parsed and written again has another signature.</param>
    /// <param name="secrets">All that are valid now: two while the endpoint's secret is changed.</param>
    public static SignatureCheck Verify(string? header, ReadOnlySpan<byte> rawBody, IReadOnlyList<string> secrets) =>
        HexSignature.Verify(header, rawBody, secrets);

    /// <summary>The header that GoCardless would send; for tests.</summary>
    public static string Sign(ReadOnlySpan<byte> rawBody, string secret) => HexSignature.Sign(rawBody, secret);
}
