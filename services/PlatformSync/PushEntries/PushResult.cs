using AccountingSync.Messaging;
using AccountingSync.PlatformSync.DetectChanges;
using AccountingSync.PlatformSync.Platforms;

namespace AccountingSync.PlatformSync.PushEntries;

/// <summary>What becomes of a push: its next state, and when it is due again if it is.</summary>
/// <param name="Push">As it was when this was decided. If it has moved on since, this comes too late.</param>
sealed record PushResult(Push Push, string State, DateTimeOffset DueAt)
{
    public string? PlatformId { get; init; }
    public string? Version { get; init; }
    public string? Reason { get; init; }

    /// <summary>True when a look-up proved that the platform does not hold the entry: the next try bears a new idempotency key.</summary>
    public bool NextGeneration { get; init; }

    static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(15);

    /// <summary>Pure: what an answer of the platform means for the push.</summary>
    public static PushResult Of(Push push, WriteOutcome outcome, DateTimeOffset now) =>
        outcome switch
        {
            WriteOutcome.Created(var document) when ChangeDecision.IsAsMade(push.ToEntry(), document) => new(push, "written", now)
            {
                PlatformId = document.PlatformId,
                Version = document.Version,
            },
            WriteOutcome.Created(var document) => Written(push, document, now),
            WriteOutcome.AlreadyThere(var document) => Written(push, document, now),
            WriteOutcome.Refused(var reason) => new(push, "refused", now) { Reason = reason },
            WriteOutcome.ClosedPeriod(var reason) => new(push, "refused", now) { Reason = $"The period is closed there: {reason}" },
            WriteOutcome.Throttled(var retryAfter) => new(push, "pending", now + retryAfter) { Reason = "The platform asked to wait." },
            WriteOutcome.Unavailable(var reason) => new(push, "pending", now + Pause(push.Attempts)) { Reason = reason },
            WriteOutcome.SignInNeeded(var reason) => new(push, "pending", now + LongestPause) { Reason = $"Sign in again: {reason}" },
            WriteOutcome.Unknown when Sabotage.Is("push-without-look-up") => new(push, "pending", now) { NextGeneration = true },
            WriteOutcome.Unknown(var reason) => new(push, "unknown", now) { Reason = reason },
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>A document that says something else than was sent has no version that we know: it is told as a change (<see cref="FoundEdits"/>).</summary>
    public static PushResult Written(Push push, PlatformDocument document, DateTimeOffset now) =>
        new(push, "written", now)
        {
            PlatformId = document.PlatformId,
            Version = ChangeDecision.Differences(push.ToEntry(), document).Count == 0 ? document.Version : null,
        };

    /// <summary>A look-up proved that the platform does not hold it.</summary>
    public static PushResult SentAgain(Push push, DateTimeOffset now) =>
        new(push, "pending", now) { NextGeneration = true, Reason = "Not there: sent again." };

    /// <summary>Nobody could tell for too long.</summary>
    public static PushResult Parked(Push push, string reason, DateTimeOffset now) =>
        new(push, "parked", now) { Reason = $"Its outcome could not be found out: {reason}" };

    static TimeSpan Pause(int attempts) =>
        TimeSpan.FromSeconds(Math.Min(LongestPause.TotalSeconds, FirstPause.TotalSeconds * Math.Pow(2, Math.Min(attempts - 1, 12))));
}
