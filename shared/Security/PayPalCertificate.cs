using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace AccountingSync.Security;

/// <summary>Whether a certificate is one that PayPal signs webhooks with: its chain ends at a trusted root, its name is
/// messageverificationcerts.….paypal.com (as PayPal's own Java library demands), and its days include today.</summary>
public static class PayPalCertificate
{
    /// <summary>To download an issuer that PayPal did not send along, from the address in its certificate.</summary>
    static readonly TimeSpan IssuerTimeout = TimeSpan.FromSeconds(5);

    /// <param name="pem">One certificate, perhaps followed by its issuers.</param>
    /// <param name="anchors">Roots to trust instead of the system's, for tests; nothing is downloaded then.</param>
    public static CertificateAnswer Check(string pem, DateTimeOffset now, X509Certificate2Collection? anchors = null)
    {
        try
        {
            var sent = new X509Certificate2Collection();
            sent.ImportFromPem(pem);
            return sent.Count == 0 ? new CertificateAnswer.Refused("It is no certificate.") : Check(sent, now, anchors);
        }
        catch (CryptographicException)
        {
            return new CertificateAnswer.Refused("It is no certificate.");
        }
    }

    public static bool IsValidAt(X509Certificate2 certificate, DateTimeOffset now) =>
        certificate.NotBefore.ToUniversalTime() <= now.UtcDateTime && now.UtcDateTime <= certificate.NotAfter.ToUniversalTime();

    static CertificateAnswer Check(X509Certificate2Collection sent, DateTimeOffset now, X509Certificate2Collection? anchors)
    {
        if (!IsPayPals(sent[0]))
            return new CertificateAnswer.Refused($"Its name is {sent[0].Subject}.");
        return IsValidAt(sent[0], now)
            ? CheckChain(sent, now, anchors)
            : new CertificateAnswer.Refused($"It is valid from {sent[0].NotBefore:O} to {sent[0].NotAfter:O}.");
    }

    static CertificateAnswer CheckChain(X509Certificate2Collection sent, DateTimeOffset now, X509Certificate2Collection? anchors)
    {
        using var chain = new X509Chain();
        // PayPal's libraries look at no revocation list either; one that cannot be had must not stop the books.
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = now.UtcDateTime;
        chain.ChainPolicy.UrlRetrievalTimeout = IssuerTimeout;
        chain.ChainPolicy.ExtraStore.AddRange(sent);
        if (anchors is not null)
        {
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.AddRange(anchors);
            chain.ChainPolicy.DisableCertificateDownloads = true;
        }
        if (chain.Build(sent[0]))
            return new CertificateAnswer.Trusted(sent[0]);
        var problems = chain.ChainStatus.Select(status => status.Status).Distinct().ToList();
        return problems.TrueForAll(problem => problem == X509ChainStatusFlags.PartialChain)
            ? new CertificateAnswer.Unavailable("The certificate's issuer cannot be had.")
            : new CertificateAnswer.Refused($"Its chain is not trusted: {string.Join(", ", problems)}.");
    }

    // The alternative names count; the common name only where there are none.
    static bool IsPayPals(X509Certificate2 certificate)
    {
        var alternative = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().FirstOrDefault();
        var names = alternative is null ? [certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false)] : alternative.EnumerateDnsNames();
        return names.Any(name =>
            name.StartsWith("messageverificationcerts.", StringComparison.OrdinalIgnoreCase)
            && name.EndsWith(".paypal.com", StringComparison.OrdinalIgnoreCase)
        );
    }
}

/// <summary>What is known of a certificate.</summary>
public abstract record CertificateAnswer
{
    CertificateAnswer() { }

    public sealed record Trusted(X509Certificate2 Certificate) : CertificateAnswer;

    /// <summary>It is not PayPal's, or not any more.</summary>
    public sealed record Refused(string Reason) : CertificateAnswer;

    /// <summary>It cannot be had now, and perhaps later.</summary>
    public sealed record Unavailable(string Reason) : CertificateAnswer;
}
