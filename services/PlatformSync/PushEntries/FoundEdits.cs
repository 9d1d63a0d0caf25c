using AccountingSync.Contracts;
using AccountingSync.Messaging;
using AccountingSync.PlatformSync.DetectChanges;
using AccountingSync.PlatformSync.Platforms;
using AccountingSync.Postgres;

namespace AccountingSync.PlatformSync.PushEntries;

/// <summary>Tells of documents that said something else than was sent when they were found to be ours: the platform may have told of the change
/// before, when nobody knew whose the document was.</summary>
static class FoundEdits
{
    /// <summary>What was written last or changed last counts, so the change is seen after the writing.</summary>
    static readonly TimeSpan AfterWriting = TimeSpan.FromMilliseconds(1);

    public static async Task Tell(
        Session session,
        Outbox outbox,
        IEnumerable<(Push Push, PlatformDocument Document)> found,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        var news = new List<ChangedEntry>();
        foreach (var (push, document) in found)
        {
            if (ChangeDecision.WhenFound(push, document) is not { } edit)
                continue;
            await PushStore.NoteChange(session, push.Id, edit.Change, edit.Version, edit.Detail, now, stop);
            news.Add(edit.Tell(new PlatformChange(document.PlatformId, now, document), now + AfterWriting));
        }
        if (news.Count > 0)
            outbox.Add(new PlatformEntriesChanged { Organisation = session.Organisation!, Items = news });
    }
}
