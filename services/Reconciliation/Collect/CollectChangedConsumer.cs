using AccountingSync.Contracts;
using AccountingSync.Messaging;
using AccountingSync.Postgres;

namespace AccountingSync.Reconciliation.Collect;

/// <summary>Notes what somebody else did in a platform. Every round looks at all of these, so nothing needs to be remembered for it.</summary>
public sealed class CollectChangedConsumer(Session session, Outbox outbox, ILogger<CollectChangedConsumer> log)
    : EnvelopeConsumer<PlatformEntriesChanged, ChangedEntry>(session, outbox, log)
{
    protected override async Task Handle(string organisation, IReadOnlyList<ChangedEntry> items, CancellationToken stop)
    {
        await using var notes = new Notes(Session);
        PlatformEntryStore.Changed(notes, items);
        await notes.Write(stop);
    }
}
