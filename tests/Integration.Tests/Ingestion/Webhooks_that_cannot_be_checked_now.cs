using System.Text;
using AccountingSync.Ingestion.Access;
using AccountingSync.Security;

namespace AccountingSync.Integration.Tests.Ingestion;

/// <summary>PayPal signs by a certificate, and the one that is named here cannot be had: there is no such certificate, with a network or without.</summary>
public sealed class Webhooks_that_cannot_be_checked_now
{
    const string Connection = "shop-paypal";
    Shop shop = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        shop = await Shop.Open("webhooks-undecided");
        await shop.Connect(new NewConnection(Shop.Organisation, Connection, "paypal", null, new ConnectionSecrets(["1JE4291016473214C"], null)));
    }

    [OneTimeTearDown]
    public async Task Close() => await shop.DisposeAsync();

    [Test]
    public async Task are_answered_503_so_that_they_come_again_and_leave_nothing()
    {
        var rows = await shop.Rows();

        var answer = await Send("https://api.sandbox.paypal.com/v1/notifications/certs/CERT-of-nobody");

        Assert.That((answer.Status, answer.Title), Is.EqualTo((503, "The signature cannot be checked at the moment.")));
        Assert.That(answer.RetryAfter, Is.EqualTo(TimeSpan.FromMinutes(1)));
        Assert.That(await shop.Rows(), Is.EqualTo(rows));
    }

    [Test]
    public async Task are_forged_when_the_certificate_lies_elsewhere()
    {
        var rows = await shop.Rows();

        var answer = await Send("https://certificates.example/v1/notifications/certs/CERT-of-nobody");

        Assert.That(answer.Status, Is.EqualTo(401));
        Assert.That(await shop.Rows(), Is.EqualTo(rows));
    }

    Task<Answer> Send(string certificate)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/webhooks/{Connection}")
        {
            Content = new StringContent(
                """{"id":"WH-1","event_type":"VAULT.CREDIT-CARD.CREATED","resource":{}}""",
                Encoding.UTF8,
                "application/json"
            ),
            Headers =
            {
                { PayPalTransmission.IdHeader, "69cd13f0-d67a-11e5-baa3-778b53f4ae55" },
                { PayPalTransmission.TimeHeader, "2026-02-18T20:01:35Z" },
                { PayPalTransmission.SignatureHeader, "AAAA" },
                { PayPalTransmission.CertificateHeader, certificate },
                { PayPalTransmission.AlgorithmHeader, PayPalTransmission.Algorithm },
            },
        };
        return Answer.Of(shop.Service.Http, request);
    }
}
