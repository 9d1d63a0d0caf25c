using System.Diagnostics;

namespace AccountingSync.PlatformSync.Platforms.Tryton;

/// <summary>What answers come to that are not the ones that were hoped for.</summary>
static class TrytonReplies
{
    /// <summary>Why there was no answer, for people.</summary>
    public static string Reason(TrytonReply reply) =>
        reply switch
        {
            TrytonReply.Refused(var fault) => fault.Text,
            TrytonReply.Throttled => "Tryton takes no more requests for now.",
            TrytonReply.NotSent(var reason) => reason,
            TrytonReply.SignInNeeded(var reason, _) => reason,
            TrytonReply.Unclear(var reason) => reason,
            _ => throw new UnreachableException(),
        };

    public static TimeSpan? Pause(TrytonReply reply) => reply is TrytonReply.Throttled(var after) ? after : null;

    /// <summary>For a call that would have put nothing into the books: one that reads, or one that makes a draft and surely did not.</summary>
    /// <param name="what">What could not be done.</param>
    public static WriteOutcome NothingWritten(TrytonReply reply, string what) =>
        reply switch
        {
            TrytonReply.Throttled(var after) => new WriteOutcome.Throttled(after),
            TrytonReply.SignInNeeded(var reason, _) => new WriteOutcome.SignInNeeded(reason),
            _ => new WriteOutcome.Unavailable($"{what}: {Reason(reply)}"),
        };

    /// <summary>For a call that may have put something into the books.</summary>
    public static WriteOutcome PerhapsWritten(TrytonReply reply, string what) =>
        reply is TrytonReply.Unclear(var reason) ? new WriteOutcome.Unknown(reason) : NothingWritten(reply, what);
}
