using System.Diagnostics;

namespace AccountingSync.PlatformSync.Platforms.Odoo;

/// <summary>What answers come to that are not the ones that were hoped for.</summary>
static class OdooReplies
{
    /// <summary>Why there was no answer, for people.</summary>
    public static string Reason(OdooReply reply) =>
        reply switch
        {
            OdooReply.Refused(var fault) => fault.Text,
            OdooReply.Throttled => "Odoo takes no more requests for now.",
            OdooReply.NotSent(var reason) => reason,
            OdooReply.SignInNeeded(var reason, _) => reason,
            OdooReply.Unclear(var reason) => reason,
            OdooReply.Answered => "Odoo answered with something unreadable.",
            _ => throw new UnreachableException(),
        };

    public static TimeSpan? Pause(OdooReply reply) => reply is OdooReply.Throttled(var after) ? after : null;

    /// <summary>For a call that would have put nothing into the books: one that reads, or one that makes a draft and surely did not.</summary>
    /// <param name="what">What could not be done.</param>
    public static WriteOutcome NothingWritten(OdooReply reply, string what) =>
        reply switch
        {
            OdooReply.Throttled(var after) => new WriteOutcome.Throttled(after),
            OdooReply.SignInNeeded(var reason, _) => new WriteOutcome.SignInNeeded(reason),
            _ => new WriteOutcome.Unavailable($"{what}: {Reason(reply)}"),
        };

    /// <summary>For a call that may have put something into the books.</summary>
    public static WriteOutcome PerhapsWritten(OdooReply reply, string what) =>
        IsOpen(reply) ? new WriteOutcome.Unknown(Reason(reply)) : NothingWritten(reply, what);

    /// <summary>Whether nobody knows what the call did.</summary>
    public static bool IsOpen(OdooReply reply) => reply is OdooReply.Unclear or OdooReply.Refused({ IsMishap: true });
}
