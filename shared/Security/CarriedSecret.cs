using System.Security.Cryptography;
using System.Text;

namespace AccountingSync.Security;

/// <summary>A secret that a request carries as it is, because its vendor signs nothing. Whoever sees one request can send others, so it must come
/// by https, and little may be believed of such a request.</summary>
static class CarriedSecret
{
    /// <param name="given">Null when the request carries none.</param>
    public static SignatureCheck Verify(string? given, IReadOnlyList<string> secrets)
    {
        if (string.IsNullOrEmpty(given))
            return new SignatureCheck.Invalid(SignatureProblem.Malformed);
        var matches = false;
        foreach (var secret in secrets.Where(SigningSecrets.IsUsable))
            // Over hashes, so that not even the length is told by the time that it takes.
            matches |= CryptographicOperations.FixedTimeEquals(Hash(given), Hash(secret));
        return matches ? new SignatureCheck.Valid() : SigningSecrets.NoneFits(secrets);
    }

    static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
