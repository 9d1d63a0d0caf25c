using AccountingSync.Accounting;
using AccountingSync.Contracts;
using AccountingSync.Messaging;
using AccountingSync.PlatformSync.Platforms;

namespace AccountingSync.PlatformSync.PushEntries;

/// <summary>What is told to the other services about pushes.</summary>
static class PushNews
{
    public static WrittenEntry Written(Push push, PlatformDocument document, DateTimeOffset now) =>
        new()
        {
            TraceParent = push.TraceParent,
            Connection = push.Connection,
            EntryId = push.Entry.EntryId,
            Key = push.Key,
            PlatformId = document.PlatformId,
            Totals = Totals(document.Lines),
            ReceivedAt = push.ReceivedAt,
            WrittenAt = now,
        };

    public static RefusedEntry Refused(Push push, string reason, DateTimeOffset now) =>
        new()
        {
            TraceParent = push.TraceParent,
            Connection = push.Connection,
            EntryId = push.Entry.EntryId,
            Reason = reason,
            RefusedAt = now,
        };

    public static PushOutcomeUnknown Unknown(Push push, string reason) =>
        new()
        {
            PushId = push.Id,
            Organisation = push.Organisation,
            Reason = reason,
        };

    public static void Announce(Outbox outbox, string organisation, IReadOnlyList<WrittenEntry> written, IReadOnlyList<RefusedEntry> refused)
    {
        if (written.Count > 0)
            outbox.Add(new PlatformEntriesWritten { Organisation = organisation, Items = written });
        if (refused.Count > 0)
            outbox.Add(new PlatformEntriesRefused { Organisation = organisation, Items = refused });
    }

    static Dictionary<string, decimal> Totals(IReadOnlyList<JournalLine> lines) =>
        lines.GroupBy(line => line.Currency).ToDictionary(group => group.Key, group => group.Sum(line => Math.Max(line.Amount, 0m)));
}
