using AccountingSync.Console.Neighbours;

namespace AccountingSync.Console.Compose;

/// <summary>Puts a transaction's timeline together from what each service knows of it.</summary>
public sealed class TimelineReader(
    Ingestion ingestion,
    Transformation transformation,
    Ledger ledger,
    PlatformSync platforms,
    Reconciliation reconciliation
)
{
    /// <returns>Null when no service that answered knows the transaction.</returns>
    public async Task<Timeline?> Read(string organisation, string source, string id, Gathering gathering, CancellationToken stop)
    {
        var receiving = gathering.AskList(ingestion.Transaction(organisation, source, id, stop));
        var holding = gathering.AskList(transformation.HeldOf(organisation, source, id, stop));
        var matching = gathering.AskList(reconciliation.Timeline(organisation, source, id, stop));
        var filter = new EntryFilter
        {
            Source = source,
            TransactionId = id,
            Limit = Ledger.MaxEntries,
        };
        var entries = await gathering.AskList(ledger.Entries(organisation, filter, stop));
        var pushes = entries.Count == 0 ? [] : await gathering.AskList(platforms.OfEntries(organisation, [.. entries.Select(e => e.Entry.Id)], stop));
        var received = await receiving;
        var held = await holding;
        var matched = await matching;
        var revisions = received
            .Select(item => item.Revision)
            .Union(held.Select(item => item.Revision))
            .Union(matched.Select(item => item.Revision))
            .Union(entries.Select(item => item.Entry.Origin.Revision))
            .Order()
            .Select(revision => Revision(revision, received, held, matched, entries, pushes))
            .ToList();
        return revisions.Count == 0 ? null : new Timeline(source, id, revisions);
    }

    static TimelineRevision Revision(
        int revision,
        IReadOnlyList<ReceivedRevision> received,
        IReadOnlyList<HeldTransaction> held,
        IReadOnlyList<MatchedRevision> matched,
        IReadOnlyList<PostedEntry> entries,
        IReadOnlyList<Push> pushes
    )
    {
        var match = matched.FirstOrDefault(item => item.Revision == revision);
        return new TimelineRevision
        {
            Revision = revision,
            Received = received.FirstOrDefault(item => item.Revision == revision),
            Held = held.FirstOrDefault(item => item.Revision == revision),
            Matched = match,
            Entries =
            [
                .. entries
                    .Where(entry => entry.Entry.Origin.Revision == revision)
                    .Select(entry => new TimelineEntry(
                        entry,
                        [.. pushes.Where(push => push.EntryId == entry.Entry.Id)],
                        match?.Entries.FirstOrDefault(item => item.EntryId == entry.Entry.Id)?.Platform ?? []
                    )),
            ],
        };
    }
}
