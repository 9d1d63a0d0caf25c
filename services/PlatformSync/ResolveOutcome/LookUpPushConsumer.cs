using System.Diagnostics;
using AccountingSync.Contracts;
using AccountingSync.Messaging;
using AccountingSync.PlatformSync.Connect;
using AccountingSync.PlatformSync.Platforms;
using AccountingSync.PlatformSync.PushEntries;
using AccountingSync.Postgres;
using MassTransit;

namespace AccountingSync.PlatformSync.ResolveOutcome;

/// <summary>Asks the platform for our key and records what it says. "Not there" counts only once the platform can no longer be
/// working on what was sent: an answer that came too early proves nothing.</summary>
sealed class LookUpPushConsumer(Session session, Outbox outbox, ConnectionStore connections, PlatformFactory platforms, TimeProvider time)
    : IConsumer<LookUpPush>
{
    public async Task Consume(ConsumeContext<LookUpPush> context)
    {
        var message = context.Message;
        var stop = context.CancellationToken;
        if (await PushStore.Find(session, message.PushId, stop) is not { State: "unknown" } push)
            return;
        var connection = (await connections.Of(session, push.Organisation, stop)).Single(candidate => candidate.Connection == push.Connection);
        var now = time.GetUtcNow();
        switch (await platforms.For(connection).LookUp(push.Key, stop))
        {
            case LookUpOutcome.Found(var document):
                await PushStore.Record(session, [PushResult.Written(push, document, now)], now, stop);
                PushNews.Announce(outbox, push.Organisation, [PushNews.Written(push, document, now)], []);
                outbox.Add(new PushFound { PushId = push.Id, PlatformId = document.PlatformId });
                break;
            case LookUpOutcome.Doubled(var documents):
                await Doubled(push, documents, now, stop);
                break;
            case LookUpOutcome.Absent when push.SentAt + connection.SettleTime <= now:
                outbox.Add(new PushNotFound { PushId = push.Id, Attempt = message.Attempt });
                break;
            case LookUpOutcome.Absent:
                Failed(message, "Not there yet, but too early to tell.");
                break;
            case LookUpOutcome.Failed(var reason, _):
                Failed(message, reason);
                break;
            default:
                throw new UnreachableException();
        }
    }

    void Failed(LookUpPush message, string reason) =>
        outbox.Add(
            new PushLookUpFailed
            {
                PushId = message.PushId,
                Attempt = message.Attempt,
                Reason = reason,
            }
        );

    /// <summary>Somebody wrote our key twice. The first document is ours; the others are reported.</summary>
    async Task Doubled(Push push, IReadOnlyList<PlatformDocument> documents, DateTimeOffset now, CancellationToken stop)
    {
        await PushStore.Record(session, [PushResult.Written(push, documents[0], now)], now, stop);
        PushNews.Announce(outbox, push.Organisation, [PushNews.Written(push, documents[0], now)], []);
        outbox.Add(
            new PlatformEntriesChanged
            {
                Organisation = push.Organisation,
                Items =
                [
                    .. documents
                        .Skip(1)
                        .Select(document => new ChangedEntry
                        {
                            Connection = push.Connection,
                            EntryId = push.Entry.EntryId,
                            PlatformId = document.PlatformId,
                            Version = document.Version,
                            Change = "doubled",
                            Detail = $"{push.Key} is there {documents.Count} times; {documents[0].PlatformId} is taken as ours.",
                            SeenAt = now,
                        }),
                ],
            }
        );
        outbox.Add(new PushFound { PushId = push.Id, PlatformId = documents[0].PlatformId });
    }
}
