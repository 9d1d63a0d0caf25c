using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AccountingSync.Sandbox.Stripe;

/// <summary>Signs a webhook as Stripe does: the secret is used as it stands, prefix included.</summary>
public static class StripeSignature
{
    public const string Header = "Stripe-Signature";

    /// <summary>The header's value for these exact bytes at this time.</summary>
    public static string Of(ReadOnlySpan<byte> body, string secret, DateTimeOffset at)
    {
        var time = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hash.AppendData(Encoding.UTF8.GetBytes(time + "."));
        hash.AppendData(body);
        return $"t={time},v1={Convert.ToHexStringLower(hash.GetHashAndReset())}";
    }
}
