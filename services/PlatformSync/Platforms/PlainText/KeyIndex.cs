using System.Text;

namespace AccountingSync.PlatformSync.Platforms.PlainText;

/// <summary>Where each key stands in a journal. Books only ever grow, so no key is kept: of each there is a number that another key may share,
/// and the batch that it is in, some 8 to 20 bytes in all. Whatever seems to be there is looked up in the file.</summary>
/// <param name="read">Reads so many bytes of the journal, from an offset, as text.</param>
sealed class KeyIndex(Func<long, int, string> read)
{
    readonly List<(long Offset, int Length)> batches = [];

    // An open table, at most three quarters full: a free slot has batch 0, others their batch's place in the list plus one.
    (int Print, int Batch)[] slots = new (int, int)[1024];
    int count;
    (int Batch, Dictionary<string, (long Offset, int Length)> Entries) lastRead = (-1, []);

    /// <summary>Notes what a batch holds that was not there before.</summary>
    public void Add(Batch batch)
    {
        var entries = Entries(batch.Text, batch.Offset);
        batches.Add((batch.Offset, Encoding.UTF8.GetByteCount(batch.Text)));
        while (count + entries.Count > slots.Length / 4 * 3)
            Grow();
        foreach (var key in entries.Keys)
            Put(slots, (Print(key), batches.Count));
        count += entries.Count;
        lastRead = (batches.Count - 1, entries);
    }

    /// <returns>The bytes of the journal that hold the entry; null when it holds none with this key.</returns>
    public (long Offset, int Length)? Find(string key)
    {
        var print = Print(key);
        for (var i = First(slots, print); slots[i].Batch != 0; i = Next(slots, i))
            if (slots[i].Print == print && EntriesOf(slots[i].Batch - 1).TryGetValue(key, out var place))
                return place;
        return null;
    }

    Dictionary<string, (long Offset, int Length)> EntriesOf(int batch)
    {
        if (lastRead.Batch != batch)
        {
            var (offset, length) = batches[batch];
            lastRead = (batch, Entries(read(offset, length), offset));
        }
        return lastRead.Entries;
    }

    static Dictionary<string, (long Offset, int Length)> Entries(string text, long start) =>
        JournalText.Entries(text).ToDictionary(entry => entry.Key, entry => (start + entry.Offset, entry.Length), StringComparer.Ordinal);

    void Grow()
    {
        var larger = new (int, int)[slots.Length * 2];
        foreach (var slot in slots)
            if (slot.Batch != 0)
                Put(larger, slot);
        slots = larger;
    }

    static void Put((int Print, int Batch)[] slots, (int Print, int Batch) slot)
    {
        var i = First(slots, slot.Print);
        while (slots[i].Batch != 0)
            i = Next(slots, i);
        slots[i] = slot;
    }

    static int Print(string key) => StringComparer.Ordinal.GetHashCode(key);

    static int First((int Print, int Batch)[] slots, int print) => print & (slots.Length - 1);

    static int Next((int Print, int Batch)[] slots, int i) => (i + 1) & (slots.Length - 1);
}
