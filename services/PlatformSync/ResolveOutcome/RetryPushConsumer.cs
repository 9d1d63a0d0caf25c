using AccountingSync.Contracts;
using AccountingSync.Messaging;
using AccountingSync.PlatformSync.PushEntries;
using AccountingSync.Postgres;
using MassTransit;

namespace AccountingSync.PlatformSync.ResolveOutcome;

/// <summary>The platform surely does not hold the entry: it may be sent again, with a new idempotency key.</summary>
sealed class RetryPushConsumer(Session session, TimeProvider time, ILogger<RetryPushConsumer> log) : IConsumer<RetryPush>
{
    public async Task Consume(ConsumeContext<RetryPush> context)
    {
        var now = time.GetUtcNow();
        if (await PushStore.Find(session, context.Message.PushId, context.CancellationToken) is not { State: "unknown" } push)
            return;
        await PushStore.Record(session, [PushResult.SentAgain(push, now)], now, context.CancellationToken);
        ItemLog.Tell(log, LogLevel.Information, push.Organisation, "push sent again", push.Identity, "the platform does not hold it");
    }
}

/// <summary>Nobody could tell for too long: a person decides.</summary>
sealed class ParkPushConsumer(Session session, Outbox outbox, TimeProvider time, ILogger<ParkPushConsumer> log) : IConsumer<ParkPush>
{
    public async Task Consume(ConsumeContext<ParkPush> context)
    {
        var now = time.GetUtcNow();
        if (await PushStore.Find(session, context.Message.PushId, context.CancellationToken) is not { State: "unknown" } push)
            return;
        var parked = PushResult.Parked(push, context.Message.Reason, now);
        await PushStore.Record(session, [parked], now, context.CancellationToken);
        PushNews.Announce(outbox, push.Organisation, [], [PushNews.Refused(push, parked.Reason!, now)]);
        ItemLog.Tell(log, LogLevel.Error, push.Organisation, "push parked", push.Identity, "its outcome could not be found out");
    }
}
