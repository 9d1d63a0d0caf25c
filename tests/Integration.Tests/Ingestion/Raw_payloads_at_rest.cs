using System.Text;
using AccountingSync.Postgres;
using AccountingSync.Security;
using Microsoft.Extensions.DependencyInjection;

namespace AccountingSync.Integration.Tests.Ingestion;

public sealed class Raw_payloads_at_rest
{
    Shop shop = null!;

    [SetUp]
    public async Task Open() => shop = await Shop.Open("payloads");

    [TearDown]
    public async Task Close() => await shop.DisposeAsync();

    [Test]
    public async Task cannot_be_read_and_decrypt_to_the_same_bytes()
    {
        var sale = Sale.Whole("secret") + "\n ";
        await shop.Send(sale);
        await shop.Webhook(Sale.Charge("secret"));

        Assert.That(await Stored("door = 'rest'"), Does.Not.Contain("front-shop").And.Not.Contain("118.00"));
        Assert.That(await Stored("door = 'webhook'"), Does.Not.Contain("pi_secret"));
        Assert.That(await Decrypted("door = 'rest'"), Is.EqualTo(sale));
        Assert.That(await Decrypted("door = 'webhook'"), Is.EqualTo(Sale.Charge("secret")));
        Assert.That(
            await shop.Office.Read<long>(
                $"SELECT count(*) FROM ingestion.connections WHERE position('{Shop.Secret}' in encode(secrets, 'escape')) > 0"
            ),
            Is.Zero,
            "nor can the gateway's secrets"
        );
        Assert.That(
            await shop.Office.Read<long>($"SELECT count(*) FROM ingestion.api_keys WHERE position('{shop.Key}' in encode(key_hash, 'escape')) > 0"),
            Is.Zero,
            "nor the keys"
        );
    }

    [Test]
    public async Task cannot_be_moved_to_another_row()
    {
        await shop.Send(Sale.Json("one"));
        await shop.Send(Sale.Json("two", "99.00"));
        await shop.Office.Do("UPDATE ingestion.events SET payload = (SELECT payload FROM ingestion.events ORDER BY received_at LIMIT 1)");

        Assert.That(
            async () => await Decrypted("id = (SELECT event FROM ingestion.transactions WHERE id = 'two')"),
            Throws.InstanceOf<System.Security.Cryptography.CryptographicException>()
        );
    }

    [Test]
    public async Task stay_readable_when_the_data_key_is_rotated()
    {
        await shop.Send(Sale.Json("before"));

        using var rotated = await shop.Service.Internal.PostAsync("data-keys/rotate?organisation=shop", null);
        await shop.Send(Sale.Json("after"));

        Assert.That(await Number("before"), Is.EqualTo(1));
        Assert.That(await Number("after"), Is.EqualTo(2));
        Assert.That(await Decrypted(Of("before")), Is.EqualTo(Sale.Json("before")));
        Assert.That(await Decrypted(Of("after")), Is.EqualTo(Sale.Json("after")));
    }

    [Test]
    public async Task are_readable_by_another_instance_that_has_not_heard_of_the_rotation()
    {
        await shop.Send(Sale.Json("before"));
        var first = shop.Service;
        await shop.Start();
        await shop.Send(Sale.Json("elsewhere"));

        using var rotated = await first.Internal.PostAsync("data-keys/rotate?organisation=shop", null);
        using var changed = await first.Internal.PostAsync(
            "connections",
            System.Net.Http.Json.JsonContent.Create(
                new
                {
                    organisation = "shop",
                    connection = Shop.Gateway,
                    source_system = "stripe",
                    secrets = new { webhook_secrets = new[] { "whsec_third" }, api_key = (string?)null },
                }
            )
        );
        var answer = await shop.Webhook(Sale.Charge("elsewhere"), "whsec_third");

        Assert.That(changed.IsSuccessStatusCode, Is.True);
        Assert.That(answer.Status, Is.EqualTo(200));
    }

    [Test]
    public async Task stay_readable_when_the_key_ring_is_rotated_and_its_old_key_is_gone()
    {
        await shop.Send(Sale.Json("before"));
        await shop.Stop();
        var ring = KeyRingFile.Rotate(shop.KeyRing, "k2");
        await shop.Start();
        using var rewrapped = await shop.Service.Internal.PostAsync("data-keys/rewrap", null);
        Assert.That(await rewrapped.Content.ReadAsStringAsync(), Is.EqualTo("""{"rewrapped":1}"""));
        await shop.Stop();
        await KeyRings.TakeOutFirstKey(shop.KeyRing);

        await shop.Start();

        Assert.That(ring.Active, Is.EqualTo("k2"));
        Assert.That(await Decrypted(Of("before")), Is.EqualTo(Sale.Json("before")));
        Assert.That((await shop.Send(Sale.Json("after"))).Status, Is.EqualTo(202));
        Assert.That((await shop.Webhook(Sale.Charge("after"))).Status, Is.EqualTo(200), "the gateway's secrets are readable too");
    }

    static string Of(string transaction) => $"id = (SELECT event FROM ingestion.transactions WHERE id = '{transaction}')";

    Task<string> Stored(string condition) => shop.Office.Read<string>($"SELECT encode(payload, 'escape') FROM ingestion.events WHERE {condition}");

    async Task<int> Number(string transaction) =>
        FieldCipher.KeyNumberOf(await shop.Office.Read<byte[]>($"SELECT payload FROM ingestion.events WHERE {Of(transaction)}"));

    async Task<string> Decrypted(string condition)
    {
        var id = await shop.Office.Read<Guid>($"SELECT id FROM ingestion.events WHERE {condition}");
        var payload = await shop.Office.Read<byte[]>($"SELECT payload FROM ingestion.events WHERE id = '{id}'");
        var cipher = await shop.Service.Services.GetRequiredService<DataKeys>().For(Shop.Organisation, CancellationToken.None);
        return Encoding.UTF8.GetString(cipher.Decrypt(payload, FieldAddress.Of(Shop.Organisation, "events", "payload", id.ToString())));
    }
}
