using FsCheck;
using FsCheck.Fluent;

namespace AccountingSync.Accounting.Tests.Transactions;

public sealed class Identifying_entries
{
    static readonly Gen<Guid> AnyId = Gen.Choose(0, 255).ArrayOf(16).Select(bytes => new Guid(bytes.Select(number => (byte)number).ToArray()));

    [Test]
    public void computes_the_id_from_what_the_entry_is_about() =>
        // printf 'acme\037stripe\037ch_1\0371\037entry' | sha256sum | head -c 32
        Assert.That(
            EntryId.For("acme", new EntryOrigin("stripe", "ch_1", 1, EntryPart.Entry)).ToString("N"),
            Is.EqualTo("8dd9940da6519cd3c673bf5c6f0efd55")
        );

    [Test]
    public void tells_every_part_of_the_origin_apart()
    {
        Guid[] ids =
        [
            EntryId.For("acme", "stripe", "ch_1", 1, EntryPart.Entry),
            EntryId.For("acme", "stripe", "ch_1", 1, EntryPart.Reversal),
            EntryId.For("acme", "stripe", "ch_1", 2, EntryPart.Entry),
            EntryId.For("acme", "stripe", "ch_2", 1, EntryPart.Entry),
            EntryId.For("acme", "square", "ch_1", 1, EntryPart.Entry),
            EntryId.For("other", "stripe", "ch_1", 1, EntryPart.Entry),
            EntryId.For("acmes", "tripe", "ch_1", 1, EntryPart.Entry),
            EntryId.For("acme", "stripe", "ch_", 11, EntryPart.Entry),
        ];
        Assert.That(ids, Is.Unique);
    }

    [Test]
    public void makes_a_key_that_every_platform_can_hold() =>
        Amounts.Holds(
            AnyId,
            id => PlatformKey.For(id) is ['A', 'S', .. { Length: 18 } rest] && rest.All("0123456789ABCDEFGHJKMNPQRSTVWXYZ".Contains)
        );

    [Test]
    public void keeps_ninety_bits_of_the_id_in_the_key()
    {
        // One bit of the first 90 changed is another key.
        var id = Guid.Parse("00112233445566778899aabbccddeeff");
        var keys = new HashSet<string> { PlatformKey.For(id) };
        var bytes = id.ToByteArray(bigEndian: true);
        for (var bit = 0; bit < 90; bit++)
        {
            var changed = bytes.ToArray();
            changed[bit / 8] ^= (byte)(0x80 >> (bit % 8));
            Assert.That(keys.Add(PlatformKey.For(new Guid(changed, bigEndian: true))), $"bit {bit}");
        }
    }

    [Test]
    public void makes_the_same_key_for_good() =>
        Assert.That(PlatformKey.For(Guid.Parse("00112233445566778899aabbccddeeff")), Is.EqualTo("AS008J4CT4ANK7F24SNA"));
}
