using AccountingSync.Accounting;
using AccountingSync.Contracts;
using AccountingSync.LedgerWriter.PostEntries;
using AccountingSync.LedgerWriter.ReverseEntry;

namespace AccountingSync.Services.Tests.Simulation;

/// <summary>Posts and reverses, as the consumers of LedgerWriter do.</summary>
sealed class LedgerTwin(World world) : ServiceTwin(world, "ledger-writer")
{
    /// <summary>The second part of the key is always zero, unless the unique key is left out.</summary>
    readonly Table<(Guid Id, int Copy), JournalEntry> entries = new(world.TablesOf("ledger-writer"));
    readonly Table<Guid, WaitingReversal> waiting = new(world.TablesOf("ledger-writer"));

    public IEnumerable<JournalEntry> Entries => entries.Rows;
    public IEnumerable<WaitingReversal> Waiting => waiting.Rows;

    protected override void Handle(object message)
    {
        if (message is PostJournalEntries post)
            Post(post);
        else
            Reverse((ReverseJournalEntries)message);
    }

    void Post(PostJournalEntries message)
    {
        var drafted = new DraftedEnvelope(message.Organisation, message.Items, World.Now);
        var posted = Insert(drafted.Entries);
        World.MayCrash("ledger.inserted");
        Announce([.. drafted.Announce(posted), .. PostThoseOf(drafted.Entries)]);
        List<RejectedEntry> rejected = [.. drafted.Rejected, .. drafted.Conflicts(Read(drafted.NotInserted(posted)))];
        if (rejected.Count > 0)
            Announce(new JournalEntriesRejected { Organisation = message.Organisation, Items = rejected });
    }

    void Reverse(ReverseJournalEntries message)
    {
        foreach (var item in message.Items)
            waiting.Insert(item.EntryId, WaitingReversal.Of(item));
        Announce(PostThoseOf(Read([.. message.Items.Select(item => item.EntryId).Distinct()])));
    }

    /// <summary>As <c>WaitingReversals.PostThoseOf</c>.</summary>
    List<PostedEntry> PostThoseOf(IReadOnlyList<JournalEntry> originals)
    {
        var reversals = originals
            .Select(entry => (Original: entry, Asked: waiting.Remove(entry.Id)))
            .Where(pair => pair.Asked is not null)
            .Select(pair => pair.Asked!.Reverse(pair.Original))
            .ToList();
        var posted = Insert([.. reversals.Select(reversal => reversal.Entry)]);
        return [.. reversals.Where(reversal => posted.Contains(reversal.Entry.Id)).Select(reversal => reversal.Announce(reversal.Entry, World.Now))];
    }

    void Announce(IReadOnlyList<PostedEntry> posted)
    {
        if (posted.Count > 0)
            Announce(new JournalEntriesPosted { Organisation = World.Organisation, Items = posted });
    }

    List<JournalEntry> Read(IEnumerable<Guid> ids) => [.. ids.Select(id => entries.Find((id, 0))).OfType<JournalEntry>()];

    /// <summary>As <c>JournalStore.Insert</c> with the table's unique key and its two checks.</summary>
    /// <returns>The ids that were new.</returns>
    HashSet<Guid> Insert(IReadOnlyList<JournalEntry> drafted)
    {
        var posted = new HashSet<Guid>();
        foreach (var entry in drafted)
        {
            if (
                entry.Id != EntryId.For(entry.Organisation, entry.Origin)
                || entry.Lines.GroupBy(line => line.Currency).Any(group => group.Sum(line => line.Amount) != 0m)
            )
                throw new InvalidOperationException($"The table refuses entry {entry.Id} of {entry.Origin}.");
            var copy = 0;
            while (!entries.Insert((entry.Id, copy), entry) && World.Without == Without.InboxAndNaturalKey)
                copy++;
            if (copy > 0 || ReferenceEquals(entries.Find((entry.Id, 0)), entry))
                posted.Add(entry.Id);
        }
        return posted;
    }
}
