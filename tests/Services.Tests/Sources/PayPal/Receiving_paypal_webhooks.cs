using System.Net;
using System.Security.Cryptography.X509Certificates;
using AccountingSync.Ingestion.Sources;
using AccountingSync.Ingestion.Sources.PayPal;
using AccountingSync.Security;
using AccountingSync.Services.Tests.Security;

namespace AccountingSync.Services.Tests.Sources.PayPal;

public sealed class Receiving_paypal_webhooks
{
    static readonly PayPalVector Sent = PayPalVector.OfOurs().Single(vector => vector.IsValid);
    static readonly DateTimeOffset Now = PayPalVector.Ours;

    [Test]
    public async Task accepts_a_signed_body_and_asks_for_its_certificate_once()
    {
        using var host = Serving(PayPalVector.OurPem);
        var paypal = Source(host);
        for (var i = 0; i < 3; i++)
            Assert.That(await Verify(paypal), Is.InstanceOf<SignatureCheck.Valid>());
        Assert.That(host.Asked, Is.EqualTo(1));
    }

    [Test]
    public async Task asks_once_for_all_who_come_at_the_same_moment()
    {
        var gate = new TaskCompletionSource();
        using var host = Serving(PayPalVector.OurPem);
        host.Gate = gate.Task;
        var paypal = Source(host);
        var checks = Enumerable.Range(0, 20).Select(_ => Verify(paypal)).ToList();
        gate.SetResult();
        Assert.That(await Task.WhenAll(checks), Is.All.InstanceOf<SignatureCheck.Valid>());
        Assert.That(host.Asked, Is.EqualTo(1));
    }

    [Test]
    public async Task one_who_gives_up_takes_nothing_from_those_who_wait()
    {
        var gate = new TaskCompletionSource();
        using var host = Serving(PayPalVector.OurPem);
        host.Gate = gate.Task;
        var paypal = Source(host);
        using var impatience = new CancellationTokenSource();
        var impatient = Verify(paypal, stop: impatience.Token);
        var patient = Verify(paypal);
        await impatience.CancelAsync();
        Assert.That(async () => await impatient, Throws.InstanceOf<OperationCanceledException>());
        gate.SetResult();
        Assert.That(await patient, Is.InstanceOf<SignatureCheck.Valid>());
    }

    [Test]
    public async Task refuses_a_forged_body()
    {
        using var host = Serving(PayPalVector.OurPem);
        Assert.That(await Verify(Source(host), body: [.. Sent.Body, 32]), Is.EqualTo(Invalid(SignatureProblem.NoMatchingSignature)));
    }

    [TestCase(PayPalTransmission.IdHeader, null)]
    [TestCase(PayPalTransmission.TimeHeader, null)]
    [TestCase(PayPalTransmission.SignatureHeader, null)]
    [TestCase(PayPalTransmission.CertificateHeader, null)]
    [TestCase(PayPalTransmission.AlgorithmHeader, null)]
    [TestCase(PayPalTransmission.IdHeader, "")]
    [TestCase(PayPalTransmission.IdHeader, "a|b")]
    [TestCase(PayPalTransmission.TimeHeader, "2026-02-18 20:01:35")]
    [TestCase(PayPalTransmission.SignatureHeader, "no base64!")]
    [TestCase(PayPalTransmission.SignatureHeader, "====")]
    [TestCase(PayPalTransmission.AlgorithmHeader, "SHA1withRSA")]
    [TestCase(PayPalTransmission.AlgorithmHeader, "none")]
    public async Task refuses_headers_of_another_form_and_asks_nobody(string header, string? value)
    {
        using var host = Serving(PayPalVector.OurPem);
        var headers = Headers(PayPalVector.Address);
        if (value is null)
            headers.Remove(header);
        else
            headers[header] = value;
        Assert.That(await Verify(Source(host), headers: headers), Is.EqualTo(Invalid(SignatureProblem.Malformed)));
        Assert.That(host.Asked, Is.Zero);
    }

    [TestCase("http://api.paypal.com/v1/notifications/certs/CERT-1")]
    [TestCase("https://api.paypal.com:8443/v1/notifications/certs/CERT-1")]
    [TestCase("https://api.paypal.com.example.com/v1/notifications/certs/CERT-1")]
    [TestCase("https://example.com/v1/notifications/certs/CERT-1")]
    [TestCase("https://www.paypal.com/v1/notifications/certs/CERT-1")]
    [TestCase("https://api.paypal.com@example.com/v1/notifications/certs/CERT-1")]
    [TestCase("https://user@api.paypal.com/v1/notifications/certs/CERT-1")]
    [TestCase("https://api.paypal.com/v1/notifications/certs/")]
    [TestCase("https://api.paypal.com/v1/notifications/certs/../../oauth2/token")]
    [TestCase("https://api.paypal.com/v1/notifications/certs/%2e%2e/x")]
    [TestCase("https://api.paypal.com/v1/oauth2/token")]
    [TestCase("https://api.paypal.com/v1/notifications/certs/CERT-1?a=b")]
    [TestCase("https://api.paypal.com/v1/notifications/certs/CERT-1#a")]
    [TestCase("https://169.254.169.254/v1/notifications/certs/CERT-1")]
    [TestCase("file:///etc/passwd")]
    [TestCase("CERT-1")]
    public async Task asks_nobody_but_paypal(string address)
    {
        using var host = Serving(PayPalVector.OurPem);
        Assert.That(await Verify(Source(host), headers: Headers(address)), Is.EqualTo(Invalid(SignatureProblem.Certificate)));
        Assert.That(host.Asked, Is.Zero);
    }

    [TestCase("api.paypal.com")]
    [TestCase("api-m.paypal.com")]
    [TestCase("api.sandbox.paypal.com")]
    [TestCase("api-m.sandbox.paypal.com")]
    [TestCase("API.PayPal.com")]
    public async Task asks_each_host_of_paypal(string name)
    {
        using var host = Serving(PayPalVector.OurPem);
        Assert.That(
            await Verify(Source(host), headers: Headers($"https://{name}/v1/notifications/certs/CERT-1")),
            Is.InstanceOf<SignatureCheck.Valid>()
        );
    }

    static IEnumerable<TestCaseData> Hindrances()
    {
        yield return new TestCaseData((Func<Uri, HttpResponseMessage>)(_ => throw new HttpRequestException("no route"))).SetArgDisplayNames(
            "no network"
        );
        yield return new TestCaseData((Func<Uri, HttpResponseMessage>)(_ => throw new IOException("broken"))).SetArgDisplayNames("broken off");
        foreach (var status in new[] { 301, 302, 307, 403, 404, 429, 500, 503 })
            yield return new TestCaseData((Func<Uri, HttpResponseMessage>)(_ => new((HttpStatusCode)status))).SetArgDisplayNames($"HTTP {status}");
        yield return new TestCaseData((Func<Uri, HttpResponseMessage>)(_ => CertificateHost.Of(new string('A', 70_000)))).SetArgDisplayNames(
            "too large"
        );
    }

    [TestCaseSource(nameof(Hindrances))]
    public async Task cannot_say_when_the_certificate_cannot_be_had_and_can_a_little_later(Func<Uri, HttpResponseMessage> hindrance)
    {
        var hindered = true;
        using var host = new CertificateHost(address => hindered ? hindrance(address) : CertificateHost.Of(PayPalVector.OurPem));
        var paypal = Source(host);
        Assert.That(await Verify(paypal), Is.InstanceOf<SignatureCheck.Undecided>());
        hindered = false;
        Assert.That(await Verify(paypal, now: Now.AddSeconds(10)), Is.InstanceOf<SignatureCheck.Undecided>(), "remembered");
        Assert.That(await Verify(paypal, now: Now.AddSeconds(31)), Is.InstanceOf<SignatureCheck.Valid>());
        Assert.That(host.Asked, Is.EqualTo(2));
    }

    [Test]
    public async Task refuses_what_paypals_address_gives_and_is_no_certificate_of_paypal()
    {
        using var host = Serving("<html>");
        Assert.That(await Verify(Source(host)), Is.EqualTo(Invalid(SignatureProblem.Certificate)));
        using var other = Serving(PayPalVector.OurPem);
        Assert.That(
            await Verify(new PayPalSource(new PayPalCertificates(new HttpClient(other), TimeProvider.System, []))),
            Is.EqualTo(Invalid(SignatureProblem.Certificate))
        );
    }

    [Test]
    public async Task refuses_a_certificate_that_expired_while_it_was_kept()
    {
        using var host = Serving(PayPalVector.OurPem);
        var paypal = Source(host);
        var lastDay = new DateTimeOffset(2035, 12, 31, 23, 59, 0, TimeSpan.Zero);
        Assert.That(await Verify(paypal, now: lastDay), Is.InstanceOf<SignatureCheck.Valid>());
        Assert.That(await Verify(paypal, now: lastDay.AddMinutes(2)), Is.EqualTo(Invalid(SignatureProblem.Certificate)));
        Assert.That(host.Asked, Is.EqualTo(1));
    }

    [Test]
    public async Task asks_again_after_a_day()
    {
        using var host = Serving(PayPalVector.OurPem);
        var paypal = Source(host);
        await Verify(paypal);
        await Verify(paypal, now: Now.AddHours(23));
        await Verify(paypal, now: Now.AddHours(25));
        Assert.That(host.Asked, Is.EqualTo(2));
    }

    [Test]
    public async Task invented_addresses_cost_a_bounded_number_of_requests_and_forget_no_certificate()
    {
        using var host = new CertificateHost(address =>
            address.AbsoluteUri == PayPalVector.Address ? CertificateHost.Of(PayPalVector.OurPem) : new(HttpStatusCode.NotFound)
        );
        var paypal = Source(host);
        await Verify(paypal);
        for (var i = 0; i < 100; i++)
            Assert.That(
                await Verify(paypal, headers: Headers($"https://api.paypal.com/v1/notifications/certs/CERT-{i}")),
                Is.InstanceOf<SignatureCheck.Undecided>()
            );
        Assert.That(host.Asked, Is.EqualTo(32));
        Assert.That(await Verify(paypal), Is.InstanceOf<SignatureCheck.Valid>());
    }

    // Anybody can have PayPal's simulator sign its examples, and send them anywhere.
    [TestCase("WEBHOOK_ID")]
    [TestCase("webhook_id")]
    public async Task refuses_the_id_that_the_simulator_signs_for_everybody(string id)
    {
        using var host = Serving(PayPalVector.OurPem);
        Assert.That(await Verify(Source(host), ids: [Sent.WebhookId, id]), Is.EqualTo(Invalid(SignatureProblem.SecretMalformed)));
    }

    static CertificateHost Serving(string text) => new(_ => CertificateHost.Of(text));

    static PayPalSource Source(CertificateHost host) =>
        new(new PayPalCertificates(new HttpClient(host), TimeProvider.System, [X509Certificate2.CreateFromPem(PayPalVector.OurPem)]));

    static Dictionary<string, string> Headers(string address) =>
        new()
        {
            ["Content-Type"] = "application/json",
            [PayPalTransmission.IdHeader] = Sent.Transmission.Id,
            [PayPalTransmission.TimeHeader] = Sent.Transmission.Time,
            [PayPalTransmission.SignatureHeader] = Convert.ToBase64String(Sent.Transmission.Signature.Span),
            [PayPalTransmission.CertificateHeader] = address,
            [PayPalTransmission.AlgorithmHeader] = PayPalTransmission.Algorithm,
        };

    static async Task<SignatureCheck> Verify(
        PayPalSource paypal,
        Dictionary<string, string>? headers = null,
        byte[]? body = null,
        DateTimeOffset? now = null,
        string[]? ids = null,
        CancellationToken stop = default
    ) =>
        await paypal.Verify(
            new WebhookRequest(new Uri("https://books.example/v1/webhooks/shop"), headers ?? Headers(PayPalVector.Address), body ?? Sent.Body),
            ids ?? [Sent.WebhookId],
            now ?? Now,
            stop
        );

    static SignatureCheck Invalid(string reason) => new SignatureCheck.Invalid(reason);
}
