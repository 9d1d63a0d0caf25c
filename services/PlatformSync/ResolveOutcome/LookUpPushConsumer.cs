using System.Diagnostics;
using AccountingSync.Contracts;
using AccountingSync.Messaging;
using AccountingSync.PlatformSync.Connect;
using AccountingSync.PlatformSync.PushEntries;
using AccountingSync.Postgres;
using MassTransit;

namespace AccountingSync.PlatformSync.ResolveOutcome;

/// <summary>Asks the platform for our key, records what it says and tells the saga.</summary>
sealed class LookUpPushConsumer(
    Session session,
    Outbox outbox,
    ConnectionStore connections,
    PlatformFactory platforms,
    TimeProvider time,
    ILogger<LookUpPushConsumer> log
) : IConsumer<LookUpPush>
{
    public async Task Consume(ConsumeContext<LookUpPush> context)
    {
        var message = context.Message;
        var stop = context.CancellationToken;
        if (await PushStore.Find(session, message.PushId, stop) is not { State: "unknown" } push)
            return;
        var connection = (await connections.Of(session, push.Organisation, stop)).Single(candidate => candidate.Connection == push.Connection);
        var now = time.GetUtcNow();
        var outcome = await platforms.For(connection).LookUp(push.Key, stop);
        switch (LookUpDecision.For(push, outcome, connection.SettleTime, now))
        {
            case LookUpDecision.Adopt(var document, var doubled):
                await PushStore.Record(session, [PushResult.Written(push, document, now)], now, stop);
                PushNews.Announce(outbox, push.Organisation, [PushNews.Written(push, document, now)], []);
                await FoundEdits.Tell(session, outbox, [(push, document)], now, stop);
                if (doubled.Count > 0)
                    outbox.Add(new PlatformEntriesChanged { Organisation = push.Organisation, Items = doubled });
                outbox.Add(new PushFound { PushId = push.Id, PlatformId = document.PlatformId });
                ItemLog.Tell(log, LogLevel.Information, push.Organisation, "push adopted", push.Identity, "the platform holds it");
                break;
            case LookUpDecision.NotThere:
                outbox.Add(new PushNotFound { PushId = push.Id, Attempt = message.Attempt });
                break;
            case LookUpDecision.Open(var reason):
                outbox.Add(
                    new PushLookUpFailed
                    {
                        PushId = message.PushId,
                        Attempt = message.Attempt,
                        Reason = reason,
                    }
                );
                break;
            default:
                throw new UnreachableException();
        }
    }
}
