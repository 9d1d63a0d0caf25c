using AccountingSync.Security;

namespace AccountingSync.Integration.Tests.PlatformSync;

public sealed class Secrets_of_connections_at_rest
{
    const string Shop = "corner-shop";

    [Test]
    public async Task stay_readable_when_both_keys_are_rotated_and_the_key_rings_old_key_is_gone()
    {
        await using var company = await Company.Open("secrets-keys");
        var service = await company.Start();
        await company.Connect(service, Shop);
        using var rotated = await service.Internal.PostAsync($"data-keys/rotate?organisation={Shop}", null);
        await company.Office.Stop(service);
        KeyRingFile.Rotate(company.KeyRing, "k2");
        service = await company.Start();
        using var rewrapped = await service.Internal.PostAsync("data-keys/rewrap", null);
        await company.Office.Stop(service);
        await KeyRings.TakeOutFirstKey(company.KeyRing);
        await company.Start();

        // The company takes it only with the token among the secrets.
        await company.Posted(Shop, "sale-1");
        await company.Written(Shop, 1);

        Assert.That(rotated.IsSuccessStatusCode, Is.True);
        Assert.That(await rewrapped.Content.ReadAsStringAsync(), Is.EqualTo("""{"rewrapped":2}"""));
        Assert.That(await company.Documents(), Is.EqualTo(new[] { Company.KeyOf(Shop, "sale-1") }));
    }
}
