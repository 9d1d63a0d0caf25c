using System.Globalization;
using System.Security.Cryptography;
using System.Text;
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
    public void computes_ids_of_any_texts_as_ever()
    {
        // What the ledger's table computes: every id there is follows from it for good.
        static Guid Reference(string organisation, string source, string id, int revision, string part) =>
            new(
                SHA256
                    .HashData(
                        Encoding.UTF8.GetBytes(
                            string.Create(CultureInfo.InvariantCulture, $"{organisation}\u001f{source}\u001f{id}\u001f{revision}\u001f{part}")
                        )
                    )
                    .AsSpan(0, 16),
                bigEndian: true
            );
        // A half of a pair of surrogates too, which no UTF-8 can carry.
        const string Letters = "azAZ09-_:. äß食🍵\ud83c\u001f'\"";
        string Text(int seed, int most) =>
            string.Concat(Enumerable.Range(1, seed % most).Select(i => Letters[seed * i * 31 % 104_729 % Letters.Length]));
        for (var i = 0; i < 5_000; i++)
        {
            var (organisation, source, id) = (Text(i + 7, 40), Text(i * 3 + 1, 40), Text(i * 5 + 3, i % 50 == 0 ? 1_000 : 60));
            var revision = int.MaxValue >> (i % 32);
            Assert.That(
                EntryId.For(organisation, source, id, revision, EntryPart.Entry),
                Is.EqualTo(Reference(organisation, source, id, revision, "entry"))
            );
        }
    }

    [Test]
    public void computes_the_same_on_many_threads_at_once()
    {
        var ids = Enumerable.Range(0, 2_000).Select(number => EntryId.For("acme", "stripe", $"ch_{number}", 1, EntryPart.Entry)).ToList();
        Parallel.For(
            0,
            8_000,
            new ParallelOptions { MaxDegreeOfParallelism = 4 },
            i => Assert.That(EntryId.For("acme", "stripe", $"ch_{i % 2_000}", 1, EntryPart.Entry), Is.EqualTo(ids[i % 2_000]))
        );
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
