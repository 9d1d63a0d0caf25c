namespace AccountingSync.Security;

/// <summary>The secrets under which a vendor may have signed: two while one is rolled.</summary>
static class SigningSecrets
{
    /// <summary>White space comes from copying, and never matches; an empty secret would let anybody sign.</summary>
    public static bool IsUsable(string secret) => secret.Length > 0 && !secret.Any(char.IsWhiteSpace);

    /// <summary>The answer when no usable secret fits.</summary>
    public static SignatureCheck NoneFits(IReadOnlyList<string> secrets) =>
        new SignatureCheck.Invalid(
            secrets.Count == 0 || !secrets.All(IsUsable) ? SignatureProblem.SecretMalformed : SignatureProblem.NoMatchingSignature
        );
}
