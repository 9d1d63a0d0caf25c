using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace AccountingSync.LocalServers;

/// <summary>The PEM files of one server: who vouches for it, what it shows, what it keeps to itself.</summary>
public sealed record TlsFiles(string Authority, string Certificate, string Key);

/// <summary>Makes a certificate authority and one server certificate for this machine's loopback names.</summary>
public static class Certificates
{
    static readonly TimeSpan Validity = TimeSpan.FromDays(365);
    static readonly TimeSpan RenewBefore = TimeSpan.FromDays(7);
    static readonly TimeSpan ClockSkew = TimeSpan.FromHours(1);
    const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    const int SerialBytes = 16;

    /// <summary>Keeps what lies there while it is valid for more than a week. The authority's key is never written: it signs once.</summary>
    public static TlsFiles EnsureIn(string directory, TimeProvider clock)
    {
        var files = new TlsFiles(Path.Combine(directory, "ca.pem"), Path.Combine(directory, "server.pem"), Path.Combine(directory, "server.key"));
        var now = clock.GetUtcNow();
        if (!IsUsable(files, now))
            Create(directory, files, now);
        return files;
    }

    static bool IsUsable(TlsFiles files, DateTimeOffset now)
    {
        if (!File.Exists(files.Authority) || !File.Exists(files.Certificate) || !File.Exists(files.Key))
            return false;
        using var certificate = X509CertificateLoader.LoadCertificateFromFile(files.Certificate);
        return certificate.NotAfter.ToUniversalTime() > now.UtcDateTime + RenewBefore;
    }

    static void Create(string directory, TlsFiles files, DateTimeOffset now)
    {
        Directory.CreateDirectory(directory);
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var authority = CreateAuthority(authorityKey, now);
        using var serverKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var server = CreateServer(serverKey, authority, now);
        // The certificate goes last: files without it are not usable, so a crash in between is repaired by the next start.
        File.Delete(files.Certificate);
        UnixFiles.WriteSecret(files.Key, serverKey.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(files.Authority, authority.ExportCertificatePem() + "\n");
        File.WriteAllText(files.Certificate, server.ExportCertificatePem() + "\n");
    }

    static X509Certificate2 CreateAuthority(ECDsa key, DateTimeOffset now)
    {
        var request = new CertificateRequest("CN=AccountingSync local authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request.CreateSelfSigned(now - ClockSkew, now + Validity);
    }

    static X509Certificate2 CreateServer(ECDsa key, X509Certificate2 authority, DateTimeOffset now)
    {
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ServerAuthentication)], false));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authority, true, false));
        return request.Create(authority, now - ClockSkew, now + Validity, RandomNumberGenerator.GetBytes(SerialBytes));
    }
}
