using AccountingSync.Accounting;

namespace AccountingSync.PlatformSync.Platforms;

/// <summary>One company file at one accounting platform. Implementations see HTTP and <c>Accounting</c>, never the
/// bus or the database. They do not throw for what a vendor answers: every answer is an outcome; only cancellation
/// and programming mistakes are exceptions.</summary>
public interface IAccountingPlatform
{
    PlatformCapabilities Capabilities { get; }

    /// <summary>Writes up to <see cref="PlatformCapabilities.BatchSize"/> entries; one outcome each, in the same order.
    /// An outcome of <see cref="WriteOutcome.Unknown"/> means that the platform may or may not hold the entry.</summary>
    Task<IReadOnlyList<WriteOutcome>> Write(IReadOnlyList<EntryToWrite> entries, CancellationToken stop);

    /// <summary>Asks for the entry that bears <paramref name="key"/>.</summary>
    Task<LookUpOutcome> LookUp(string key, CancellationToken stop);

    /// <summary>What changed at or after <paramref name="since"/>, our own writes included; the caller tells them apart.</summary>
    Task<ChangesOutcome> ReadChanges(DateTimeOffset since, CancellationToken stop);
}

/// <param name="BatchSize">Entries per call.</param>
/// <param name="DetectsChanges">False when nobody but us can edit there, or nobody can tell.</param>
public sealed record PlatformCapabilities(string Name, int BatchSize, bool DetectsChanges);

/// <param name="Key">Our key, <see cref="PlatformKey"/>: 20 characters, searchable in the platform.</param>
/// <param name="Generation">1 for the first attempt; raised only after a look-up proved that the platform does not hold the entry.</param>
public sealed record EntryToWrite(JournalEntry Entry, string Key, int Generation)
{
    /// <summary>After this moment it must not be sent any more: somebody else may have looked it up, found it absent and sent it.</summary>
    public DateTimeOffset SendBefore { get; init; } = DateTimeOffset.MaxValue;
}

/// <param name="Version">The platform's version token (SyncToken, ETag …).</param>
public sealed record PlatformDocument(string PlatformId, string Version, string Key, DateOnly Date, IReadOnlyList<JournalLine> Lines);

public abstract record WriteOutcome
{
    WriteOutcome() { }

    public sealed record Created(PlatformDocument Document) : WriteOutcome;

    /// <summary>The platform held it already, and said so.</summary>
    public sealed record AlreadyThere(PlatformDocument Document) : WriteOutcome;

    /// <summary>It will never take this as it is. Carries the vendor's text for people.</summary>
    public sealed record Refused(string Reason) : WriteOutcome;

    public sealed record ClosedPeriod(string Reason) : WriteOutcome;

    /// <summary>Surely not written; try again after the delay.</summary>
    public sealed record Throttled(TimeSpan RetryAfter) : WriteOutcome;

    /// <summary>Surely not written: the platform could not be reached, or answered before doing anything.</summary>
    public sealed record Unavailable(string Reason) : WriteOutcome;

    public sealed record SignInNeeded(string Reason) : WriteOutcome;

    /// <summary>Time-out, 5xx, closed connection, unreadable answer: nobody knows.</summary>
    public sealed record Unknown(string Reason) : WriteOutcome;
}

public abstract record LookUpOutcome
{
    LookUpOutcome() { }

    public sealed record Found(PlatformDocument Document) : LookUpOutcome;

    public sealed record Absent : LookUpOutcome;

    /// <summary>More than one document bears our key: somebody wrote it twice.</summary>
    public sealed record Doubled(IReadOnlyList<PlatformDocument> Documents) : LookUpOutcome;

    public sealed record Failed(string Reason, TimeSpan? RetryAfter) : LookUpOutcome;
}

public abstract record ChangesOutcome
{
    ChangesOutcome() { }

    /// <param name="Until">Ask from here next time (with an overlap of the caller's choice).</param>
    public sealed record Page(IReadOnlyList<PlatformChange> Changes, DateTimeOffset Until) : ChangesOutcome;

    public sealed record Failed(string Reason, TimeSpan? RetryAfter) : ChangesOutcome;
}

/// <param name="Document">Null when the document was deleted.</param>
public sealed record PlatformChange(string PlatformId, DateTimeOffset At, PlatformDocument? Document);
