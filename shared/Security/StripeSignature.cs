using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AccountingSync.Security;

/// <summary>Stripe's webhook signature: <c>Stripe-Signature: t=unix seconds,v1=hex,v1=hex,v0=…</c>, where v1 is the
/// HMAC-SHA256 of "t.body" under the endpoint's whole secret, <c>whsec_</c> included.</summary>
public static class StripeSignature
{
    public const string HeaderName = "Stripe-Signature";

    /// <summary>What Stripe's own libraries allow between signing and receiving.</summary>
    public static readonly TimeSpan DefaultTolerance = TimeSpan.FromSeconds(300);

    /// <summary>A header has two signatures while a secret is rolled; this leaves room and still bounds the work.</summary>
    const int MaxSignatures = 16;
    const int MaxHeaderLength = 4096;

    /// <param name="rawBody">The bytes as received. A body that was parsed and written again has another signature.</param>
    /// <param name="secrets">All that are valid now: two while the endpoint's secret is rolled.</param>
    public static SignatureCheck Verify(
        string? header,
        ReadOnlySpan<byte> rawBody,
        IReadOnlyList<string> secrets,
        DateTimeOffset now,
        TimeSpan? tolerance = null
    )
    {
        if (Parse(header) is not { } parsed)
            return new SignatureCheck.Invalid(SignatureProblem.Malformed);
        var matches = false;
        foreach (var secret in secrets.Where(SigningSecrets.IsUsable))
            matches |= AnyMatches(parsed.Signatures, Mac(secret, parsed.Time, rawBody));
        if (!matches)
            return SigningSecrets.NoneFits(secrets);
        // Only a proven time is worth judging: before this line a stranger could have written it.
        var age = now - parsed.SignedAt;
        var allowed = tolerance ?? DefaultTolerance;
        if (age > allowed)
            return new SignatureCheck.Invalid(SignatureProblem.TooOld);
        // Stripe's libraries let the future pass. A captured event dated far ahead could then be replayed until that
        // day; a clock that is wrong by more than the tolerance should be seen, not papered over.
        if (-age > allowed)
            return new SignatureCheck.Invalid(SignatureProblem.TooNew);
        return new SignatureCheck.Valid();
    }

    /// <summary>The header that Stripe would send; for sandboxes and tests.</summary>
    public static string Sign(ReadOnlySpan<byte> rawBody, string secret, DateTimeOffset signedAt)
    {
        var time = signedAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return $"t={time},v1={Convert.ToHexStringLower(Mac(secret, time, rawBody))}";
    }

    static bool AnyMatches(List<byte[]> signatures, byte[] expected)
    {
        var matches = false;
        foreach (var signature in signatures)
            matches |= CryptographicOperations.FixedTimeEquals(signature, expected);
        return matches;
    }

    static byte[] Mac(string secret, string time, ReadOnlySpan<byte> rawBody)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hmac.AppendData(Encoding.ASCII.GetBytes(time + "."));
        hmac.AppendData(rawBody);
        return hmac.GetHashAndReset();
    }

    static Header? Parse(string? header)
    {
        if (string.IsNullOrEmpty(header) || header.Length > MaxHeaderLength)
            return null;
        string? time = null;
        var signatures = new List<byte[]>(2);
        foreach (var part in header.Split(','))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
                return null;
            var value = part[(equals + 1)..];
            switch (part[..equals].Trim())
            {
                case "t" when time is not null:
                    return null;
                case "t":
                    time = value;
                    break;
                // A v1 of another shape cannot match; it must not stop a good one beside it.
                case "v1" when signatures.Count < MaxSignatures && value.Length == 2 * SHA256.HashSizeInBytes && value.All(char.IsAsciiHexDigit):
                    signatures.Add(Convert.FromHexString(value));
                    break;
                default: // v0 is made with a fake secret for test events; other schemes are unknown.
                    break;
            }
        }
        // Twelve digits reach the year 33658 and stay within what DateTimeOffset can hold after the check below.
        if (time is null || time.Length is 0 or > 12 || !time.All(char.IsAsciiDigit))
            return null;
        var seconds = long.Parse(time, NumberStyles.None, CultureInfo.InvariantCulture);
        return seconds > DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? null
            : new Header(time, DateTimeOffset.FromUnixTimeSeconds(seconds), signatures);
    }

    sealed record Header(string Time, DateTimeOffset SignedAt, List<byte[]> Signatures);
}
