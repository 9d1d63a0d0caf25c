using System.Diagnostics;
using AccountingSync.Contracts;
using AccountingSync.PlatformSync.Platforms;
using AccountingSync.PlatformSync.PushEntries;

namespace AccountingSync.PlatformSync.ResolveOutcome;

/// <summary>What the answer to a look-up means.</summary>
abstract record LookUpDecision
{
    LookUpDecision() { }

    /// <summary>The platform holds the entry: the document is ours.</summary>
    /// <param name="Doubled">Further documents that bear our key: somebody wrote it twice.</param>
    public sealed record Adopt(PlatformDocument Document, IReadOnlyList<ChangedEntry> Doubled) : LookUpDecision;

    /// <summary>It surely does not, and is not working on what was sent any more.</summary>
    public sealed record NotThere : LookUpDecision;

    /// <summary>Nobody can tell now.</summary>
    public sealed record Open(string Reason) : LookUpDecision;

    /// <summary>Pure. "Not there" counts only once the platform can no longer be working on what was sent: an answer that came too early
    /// proves nothing.</summary>
    /// <param name="settle">How long after sending the platform may still be working on it.</param>
    public static LookUpDecision For(Push push, LookUpOutcome outcome, TimeSpan settle, DateTimeOffset now) =>
        outcome switch
        {
            LookUpOutcome.Found(var document) => new Adopt(document, []),
            LookUpOutcome.Doubled(var documents) => new Adopt(
                documents[0],
                [.. documents.Skip(1).Select(other => Other(push, other, documents, now))]
            ),
            LookUpOutcome.Absent when push.SentAt + settle <= now => new NotThere(),
            LookUpOutcome.Absent => new Open("Not there yet, but too early to tell."),
            LookUpOutcome.Failed(var reason, _) => new Open(reason),
            _ => throw new UnreachableException(),
        };

    static ChangedEntry Other(Push push, PlatformDocument document, IReadOnlyList<PlatformDocument> documents, DateTimeOffset now) =>
        new()
        {
            Connection = push.Connection,
            EntryId = push.Entry.EntryId,
            PlatformId = document.PlatformId,
            Version = document.Version,
            Change = "doubled",
            Detail = $"{push.Key} is there {documents.Count} times; {documents[0].PlatformId} is taken as ours.",
            SeenAt = now,
        };
}
