namespace AccountingSync.Security;

/// <summary>Whether a webhook was sent by whom it claims.</summary>
public abstract record SignatureCheck
{
    SignatureCheck() { }

    public sealed record Valid : SignatureCheck;

    /// <param name="Reason">One of the words of <see cref="SignatureProblem"/>: for logs and metrics, not for the sender.</param>
    public sealed record Invalid(string Reason) : SignatureCheck;

    /// <summary>It cannot be known now, because what it is checked with cannot be had. The sender must send again later.</summary>
    /// <param name="Reason">For logs, not for the sender.</param>
    public sealed record Undecided(string Reason) : SignatureCheck;
}

/// <summary>Why a signature was refused.</summary>
public static class SignatureProblem
{
    /// <summary>The header is absent or does not have its documented form.</summary>
    public const string Malformed = "malformed";

    /// <summary>No signature of the accepted scheme fits the body (and the address, where the vendor signs it) under any secret.</summary>
    public const string NoMatchingSignature = "no-matching-signature";

    /// <summary>Signed by the vendor, but longer ago than the tolerance: perhaps a replay.</summary>
    public const string TooOld = "too-old";

    /// <summary>Signed by the vendor for a time further ahead than the tolerance.</summary>
    public const string TooNew = "too-new";

    /// <summary>The certificate that the sender names is not the vendor's, or not valid any more.</summary>
    public const string Certificate = "certificate";

    /// <summary>A secret of ours is empty or holds white space, and no other secret matched.</summary>
    public const string SecretMalformed = "secret-malformed";
}
