using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AccountingSync.Security;

namespace AccountingSync.Services.Tests.Security;

public sealed class Trusting_paypal_certificates
{
    const string Name = "messageverificationcerts.paypal.com";
    static readonly DateTimeOffset Now = PayPalVector.Ours;
    readonly Authority root = new("CN=Root", null);

    [Test]
    public void takes_a_chain_that_ends_at_a_trusted_root()
    {
        var issuer = new Authority("CN=Issuer", root);
        Assert.That(
            Check(issuer.Issue(Name).ExportCertificatePem() + "\n" + issuer.Certificate.ExportCertificatePem()),
            Is.InstanceOf<CertificateAnswer.Trusted>()
        );
        Assert.That(Check(root.Issue(Name).ExportCertificatePem()), Is.InstanceOf<CertificateAnswer.Trusted>());
        Assert.That(
            Check(root.Issue("messageverificationcerts.sandbox.paypal.com").ExportCertificatePem()),
            Is.InstanceOf<CertificateAnswer.Trusted>()
        );
    }

    [Test]
    public void takes_the_certificate_of_our_vectors_under_itself()
    {
        using var own = X509Certificate2.CreateFromPem(PayPalVector.OurPem);
        Assert.That(PayPalCertificate.Check(PayPalVector.OurPem, Now, [own]), Is.InstanceOf<CertificateAnswer.Trusted>());
        Assert.That(Check(PayPalVector.OurPem), Is.InstanceOf<CertificateAnswer.Refused>());
    }

    [Test]
    public void cannot_say_without_the_issuer()
    {
        var issuer = new Authority("CN=Issuer", root);
        Assert.That(Check(issuer.Issue(Name).ExportCertificatePem()), Is.InstanceOf<CertificateAnswer.Unavailable>());
    }

    [Test]
    public void knows_paypals_own_by_its_name_and_its_days()
    {
        var pem = TestFiles.Text("Security/paypal-simulator-cert.pem");
        Assert.That(
            Check(pem, new DateTimeOffset(2024, 8, 2, 19, 34, 57, TimeSpan.Zero)),
            Is.InstanceOf<CertificateAnswer.Unavailable>(),
            "its issuer is not here"
        );
        Assert.That(Check(pem, new DateTimeOffset(2025, 3, 8, 0, 0, 0, TimeSpan.Zero)), Is.InstanceOf<CertificateAnswer.Refused>());
        Assert.That(Check(pem, new DateTimeOffset(2024, 3, 7, 23, 59, 59, TimeSpan.Zero)), Is.InstanceOf<CertificateAnswer.Refused>());
    }

    [TestCase("api.paypal.com")]
    [TestCase("messageverificationcerts.paypal.com.example.com")]
    [TestCase("messageverificationcerts.notpaypal.com")]
    [TestCase("www.messageverificationcerts.paypal.com")]
    public void refuses_another_name(string name) =>
        Assert.That(Check(root.Issue(name).ExportCertificatePem()), Is.InstanceOf<CertificateAnswer.Refused>());

    [Test]
    public void takes_no_common_name_where_there_are_others() =>
        Assert.That(Check(root.Issue(Name, "shop.example.com").ExportCertificatePem()), Is.InstanceOf<CertificateAnswer.Refused>());

    [Test]
    public void refuses_a_stranger_under_the_right_name()
    {
        var stranger = new Authority("CN=Root", null);
        Assert.That(
            Check(stranger.Issue(Name).ExportCertificatePem() + "\n" + stranger.Certificate.ExportCertificatePem()),
            Is.InstanceOf<CertificateAnswer.Refused>()
        );
    }

    [Test]
    public void refuses_what_an_ordinary_certificate_issued()
    {
        using var key = RSA.Create(2048);
        var leaf = root.Issue(Name, key: key);
        using var forged = Request(Name, RSA.Create(2048), Name)
            .Create(leaf.SubjectName, X509SignatureGenerator.CreateForRSA(key, RSASignaturePadding.Pkcs1), Now.AddDays(-1), Now.AddDays(1), [9]);
        Assert.That(Check(forged.ExportCertificatePem() + "\n" + leaf.ExportCertificatePem()), Is.InstanceOf<CertificateAnswer.Refused>());
    }

    [TestCase(-31)]
    [TestCase(31)]
    public void refuses_days_outside_of_its_own(int days) =>
        Assert.That(Check(root.Issue(Name).ExportCertificatePem(), Now.AddDays(days)), Is.InstanceOf<CertificateAnswer.Refused>());

    [TestCase("")]
    [TestCase("<html>")]
    [TestCase("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----")]
    [TestCase("-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----")]
    public void refuses_what_is_no_certificate(string text) => Assert.That(Check(text), Is.InstanceOf<CertificateAnswer.Refused>());

    CertificateAnswer Check(string pem, DateTimeOffset? now = null) => PayPalCertificate.Check(pem, now ?? Now, [root.Certificate]);

    static CertificateRequest Request(string commonName, RSA key, string? alternative)
    {
        var request = new CertificateRequest($"CN={commonName}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        if (alternative is not null)
        {
            var names = new SubjectAlternativeNameBuilder();
            names.AddDnsName(alternative);
            request.CertificateExtensions.Add(names.Build());
        }
        return request;
    }

    /// <summary>Issues certificates for thirty days before and after now.</summary>
    sealed class Authority
    {
        readonly RSA key = RSA.Create(2048);
        byte serial;

        public Authority(string name, Authority? issuer)
        {
            var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
            request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
            Certificate = issuer is null ? request.CreateSelfSigned(Now.AddDays(-30), Now.AddDays(30)) : issuer.Sign(request);
        }

        public X509Certificate2 Certificate { get; }

        public X509Certificate2 Issue(string name, string? alternative = null, RSA? key = null) =>
            Sign(Request(name, key ?? RSA.Create(2048), alternative ?? name));

        X509Certificate2 Sign(CertificateRequest request) =>
            request.Create(
                Certificate.SubjectName,
                X509SignatureGenerator.CreateForRSA(key, RSASignaturePadding.Pkcs1),
                Now.AddDays(-30),
                Now.AddDays(30),
                [++serial]
            );
    }
}
