using AccountingSync.Contracts;
using AccountingSync.Integration.Tests.Messaging;
using AccountingSync.Security;

namespace AccountingSync.Integration.Tests.Transformation;

public sealed class Held_content_at_rest
{
    const string Shop = "locked-shop";
    Mapping mapping = null!;

    [SetUp]
    public async Task Open() => mapping = await Mapping.Open("held-keys");

    [TearDown]
    public async Task Close() => await mapping.DisposeAsync();

    [Test]
    public async Task stays_readable_when_both_keys_are_rotated_and_the_key_rings_old_key_is_gone()
    {
        await Hold("before", 1);
        using var rotated = await mapping.Service.Internal.PostAsync($"data-keys/rotate?organisation={Shop}", null);
        await Hold("after", 2);
        await mapping.Stop();
        KeyRingFile.Rotate(mapping.KeyRing, "k2");
        await mapping.Start();
        using var rewrapped = await mapping.Service.Internal.PostAsync("data-keys/rewrap", null);
        await mapping.Stop();
        await KeyRings.TakeOutFirstKey(mapping.KeyRing);
        await mapping.Start();
        var numbers = (await KeyNumber("before"), await KeyNumber("after"));

        // What is held is decided again, and for that it is read.
        await mapping.PublishRetail(Shop);
        await Eventually.That(() => mapping.Heard(nameof(PostJournalEntries), Shop), Is.EqualTo(2), "The second decision");

        Assert.That(rotated.IsSuccessStatusCode, Is.True);
        Assert.That(await rewrapped.Content.ReadAsStringAsync(), Is.EqualTo("""{"rewrapped":2}"""));
        Assert.That(numbers, Is.EqualTo((1, 2)));
        Assert.That(await mapping.Standing(Shop), Is.EquivalentTo(new[] { "before 1 10", "after 1 10" }));
    }

    /// <summary>Sends a sale that no rule fits, since there are none.</summary>
    /// <param name="count">How many are held then.</param>
    async Task Hold(string id, int count)
    {
        await mapping.Send(Shop, Say.Item(id, 1, "sale", 10m));
        await Eventually.That(
            () => mapping.Office.Read<long>($"SELECT count(*) FROM transformation.held WHERE organisation = '{Shop}'"),
            Is.EqualTo(count),
            "What is held"
        );
        await mapping.Settled();
    }

    async Task<int> KeyNumber(string id) =>
        FieldCipher.KeyNumberOf(
            await mapping.Office.Read<byte[]>($"SELECT content FROM transformation.held WHERE organisation = '{Shop}' AND id = '{id}'")
        );
}
