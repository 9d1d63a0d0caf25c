using System.Collections.Concurrent;
using AccountingSync.Accounting.Corrections;

namespace AccountingSync.Ingestion.CorrectSources;

/// <summary>Which connections kept an attempt waiting that came to nothing. They are left alone for a minute, and then one attempt tries them for all: a system
/// that takes calls and does not answer them must not hold up the corrections of other sources. Each process finds that out by itself.</summary>
sealed class SlowSources(TimeProvider time)
{
    static readonly TimeSpan Slow = TimeSpan.FromSeconds(3);

    /// <summary>Longer than an attempt takes.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromMinutes(1);

    readonly ConcurrentDictionary<string, DateTimeOffset> until = new(StringComparer.Ordinal);

    /// <returns>False while it is left alone. Whoever is let through afterwards tries it for all others.</returns>
    public bool MayTry(string connection)
    {
        var now = time.GetUtcNow();
        return !until.TryGetValue(connection, out var end) || (end <= now && until.TryUpdate(connection, now + Rest, end));
    }

    public void Note(string connection, TimeSpan took, CorrectionOutcome outcome)
    {
        if (took >= Slow && outcome is CorrectionOutcome.Unknown or CorrectionOutcome.Unavailable)
            until[connection] = time.GetUtcNow() + Rest;
        else
            until.TryRemove(connection, out _);
    }
}
