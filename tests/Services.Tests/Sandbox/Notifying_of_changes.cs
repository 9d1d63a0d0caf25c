using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace AccountingSync.Services.Tests.Sandbox;

sealed class Notifying_of_changes : Running_sandbox
{
    [Test]
    public async Task a_registered_address_gets_a_signed_cloud_event()
    {
        await using var receiver = await WebhookReceiver.Start("intuit-signature", (_, _) => 200);
        await Server.Post("/sandbox/webhooks", $$"""{"realm":"{{SandboxServer.Realm}}","url":"{{receiver.Address}}qbo"}""");

        await Server.Add("A-1");
        await receiver.WaitForOne();

        var (body, signature) = receiver.Received[0];
        var expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes("sandbox-verifier-token"), body);
        Assert.That(signature, Is.EqualTo(Convert.ToBase64String(expected)));
        var notice = JsonDocument.Parse(body).RootElement[0];
        Assert.That(notice.GetProperty("specversion").GetString(), Is.EqualTo("1.0"));
        Assert.That(notice.GetProperty("type").GetString(), Is.EqualTo("qbo.journalentry.created.v1"));
        Assert.That(notice.GetProperty("intuitentityid").GetString(), Is.EqualTo("1"));
        Assert.That(notice.GetProperty("intuitaccountid").GetString(), Is.EqualTo(SandboxServer.Realm));
    }
}
