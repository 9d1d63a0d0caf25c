using AccountingSync.Accounting;
using AccountingSync.Contracts;
using AccountingSync.LedgerWriter.Journal;
using AccountingSync.LedgerWriter.Periods;

namespace AccountingSync.LedgerWriter.PostEntries;

/// <summary>What an envelope of entries means for the books: what may be inserted, and what is told once the table has said which of it was
/// new. Pure.</summary>
sealed class DraftedEnvelope
{
    readonly Dictionary<Guid, (JournalEntry Entry, EntryToPost Item)> drafted;
    readonly List<RejectedEntry> rejected = [];
    readonly DateTimeOffset now;

    public DraftedEnvelope(string organisation, IReadOnlyList<EntryToPost> items, DateTimeOffset now)
    {
        this.now = now;
        drafted = new(items.Count);
        foreach (var item in items)
        {
            switch (item.Entry.ToEntry(organisation))
            {
                // Twice in one envelope: the same content is a duplicate, other content is told below like any other conflict.
                case DraftResult.Drafted(var entry) when drafted.TryGetValue(entry.Id, out var first):
                    if (!SameContent(first.Entry, entry))
                        rejected.Add(Rejection(item, Conflict));
                    break;
                case DraftResult.Drafted(var entry):
                    drafted.Add(entry.Id, (entry, item));
                    break;
                case DraftResult.Unbalanced(var difference, var currency):
                    rejected.Add(Rejection(item, $"Debits exceed credits by {difference} {currency}."));
                    break;
                case DraftResult.Refused(var reason):
                    rejected.Add(Rejection(item, reason));
                    break;
            }
        }
        Entries = [.. drafted.Values.Select(pair => pair.Entry)];
    }

    /// <summary>What may be inserted.</summary>
    public IReadOnlyList<JournalEntry> Entries { get; }

    /// <summary>Refused before the table was asked.</summary>
    public IReadOnlyList<RejectedEntry> Rejected => rejected;

    /// <param name="posted">The ids that were new in the table.</param>
    public IEnumerable<PostedEntry> Announce(IReadOnlySet<Guid> posted) =>
        drafted
            .Where(pair => posted.Contains(pair.Key))
            .Select(pair => new PostedEntry
            {
                TraceParent = pair.Value.Item.TraceParent,
                ReceivedAt = pair.Value.Item.ReceivedAt,
                PostedAt = now,
                Entry = pair.Value.Item.Entry,
            });

    /// <summary>They were there before, or their period is closed.</summary>
    public IReadOnlyList<Guid> NotInserted(IReadOnlySet<Guid> posted) => [.. drafted.Keys.Where(id => !posted.Contains(id))];

    /// <param name="stored">Those that were there before.</param>
    public IReadOnlyList<PendingEntry> Late(IReadOnlyList<Guid> notInserted, IReadOnlyList<JournalEntry> stored) =>
        [
            .. notInserted
                .Except(stored.Select(entry => entry.Id))
                .Select(id => drafted[id])
                .Select(pair => new PendingEntry(pair.Entry, pair.Item.ClosedPeriod.ToPolicy(), pair.Item.ReceivedAt, pair.Item.TraceParent)),
        ];

    /// <summary>An entry that was there already is a duplicate when it says the same, and news when it does not.</summary>
    public IEnumerable<RejectedEntry> Conflicts(IReadOnlyList<JournalEntry> stored) =>
        stored
            .Where(entry => !SameContent(entry.OnItsOwnDay(), drafted[entry.Id].Entry))
            .Select(entry => Rejection(drafted[entry.Id].Item, Conflict));

    const string Conflict = "The ledger holds another entry for the same transaction, revision and part. A changed fact needs a higher revision.";

    static bool SameContent(JournalEntry one, JournalEntry other) => ContentBytes.Hash(one).AsSpan().SequenceEqual(ContentBytes.Hash(other));

    RejectedEntry Rejection(EntryToPost item, string reason) =>
        new()
        {
            TraceParent = item.TraceParent,
            EntryId = item.Entry.EntryId,
            Source = item.Entry.Source,
            TransactionId = item.Entry.TransactionId,
            Revision = item.Entry.Revision,
            Reason = reason,
            RejectedAt = now,
        };
}
