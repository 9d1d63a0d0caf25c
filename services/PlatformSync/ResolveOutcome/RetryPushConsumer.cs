using AccountingSync.Contracts;
using AccountingSync.Messaging;
using AccountingSync.PlatformSync.PushEntries;
using AccountingSync.Postgres;
using MassTransit;

namespace AccountingSync.PlatformSync.ResolveOutcome;

/// <summary>The platform surely does not hold the entry: it may be sent again, with a new idempotency key.</summary>
sealed class RetryPushConsumer(Session session, TimeProvider time) : IConsumer<RetryPush>
{
    public async Task Consume(ConsumeContext<RetryPush> context)
    {
        var now = time.GetUtcNow();
        if (await PushStore.Find(session, context.Message.PushId, context.CancellationToken) is { State: "unknown" } push)
            await PushStore.Record(
                session,
                [new PushResult(push.Id, "pending", now) { NextGeneration = true, Reason = "Not there: sent again." }],
                now,
                context.CancellationToken
            );
    }
}

/// <summary>Nobody could tell for too long: a person decides.</summary>
sealed class ParkPushConsumer(Session session, Outbox outbox, TimeProvider time) : IConsumer<ParkPush>
{
    public async Task Consume(ConsumeContext<ParkPush> context)
    {
        var now = time.GetUtcNow();
        if (await PushStore.Find(session, context.Message.PushId, context.CancellationToken) is not { State: "unknown" } push)
            return;
        var reason = $"Its outcome could not be found out: {context.Message.Reason}";
        await PushStore.Record(session, [new PushResult(push.Id, "parked", now) { Reason = reason }], now, context.CancellationToken);
        PushNews.Announce(outbox, push.Organisation, [], [PushNews.Refused(push, reason, now)]);
    }
}
