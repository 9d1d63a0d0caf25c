using AccountingSync.Messaging;
using AccountingSync.PlatformSync.Platforms;

namespace AccountingSync.PlatformSync.PushEntries;

/// <summary>What becomes of a push: its next state, and when it is due again if it is.</summary>
sealed record PushResult(Guid PushId, string State, DateTimeOffset DueAt)
{
    public string? PlatformId { get; init; }
    public string? Version { get; init; }
    public string? Reason { get; init; }

    /// <summary>True when a look-up proved that the platform does not hold the entry: the next try bears a new idempotency key.</summary>
    public bool NextGeneration { get; init; }

    /// <summary>The attempt whose answer this is. It counts only as long as that attempt is still the one that is being sent: a sender
    /// that was taken for dead has nothing to say any more. Null for what is decided under the row's lock.</summary>
    public int? Attempt { get; init; }

    static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(15);

    /// <summary>Pure: what an answer of the platform means for the push.</summary>
    public static PushResult Of(Push push, WriteOutcome outcome, DateTimeOffset now) =>
        outcome switch
        {
            WriteOutcome.Created(var document) => Written(push, document, now),
            WriteOutcome.AlreadyThere(var document) => Written(push, document, now),
            WriteOutcome.Refused(var reason) => new(push.Id, "refused", now) { Reason = reason },
            WriteOutcome.ClosedPeriod(var reason) => new(push.Id, "refused", now) { Reason = $"The period is closed there: {reason}" },
            WriteOutcome.Throttled(var retryAfter) => new(push.Id, "pending", now + retryAfter) { Reason = "The platform asked to wait." },
            WriteOutcome.Unavailable(var reason) => new(push.Id, "pending", now + Pause(push.Attempts)) { Reason = reason },
            WriteOutcome.SignInNeeded(var reason) => new(push.Id, "pending", now + LongestPause) { Reason = $"Sign in again: {reason}" },
            WriteOutcome.Unknown when Sabotage.Is("push-without-look-up") => new(push.Id, "pending", now) { NextGeneration = true },
            WriteOutcome.Unknown(var reason) => new(push.Id, "unknown", now) { Reason = reason },
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    public static PushResult Written(Push push, PlatformDocument document, DateTimeOffset now) =>
        new(push.Id, "written", now) { PlatformId = document.PlatformId, Version = document.Version };

    static TimeSpan Pause(int attempts) =>
        TimeSpan.FromSeconds(Math.Min(LongestPause.TotalSeconds, FirstPause.TotalSeconds * Math.Pow(2, Math.Min(attempts - 1, 12))));
}
