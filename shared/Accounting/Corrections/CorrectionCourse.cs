using System.Diagnostics;

namespace AccountingSync.Accounting.Corrections;

/// <summary>What follows from how an attempt ended.</summary>
public abstract record CorrectionCourse
{
    CorrectionCourse() { }

    /// <param name="State">corrected, already_so, refused, changed, altered or parked.</param>
    public sealed record Over(string State, string? Why) : CorrectionCourse;

    /// <param name="After">How long to wait.</param>
    /// <param name="NewKey">The next attempt has a key of its own: a vendor repeats to a key what it answered the first time, failures included.</param>
    public sealed record Again(TimeSpan After, bool NewKey) : CorrectionCourse;

    /// <summary>Pure.</summary>
    /// <param name="attempt">From 1.</param>
    public static CorrectionCourse For(CorrectionOutcome outcome, int attempt, CorrectionPatience patience) =>
        outcome switch
        {
            CorrectionOutcome.Corrected
            or CorrectionOutcome.AlreadySo
            or CorrectionOutcome.Refused
            or CorrectionOutcome.Changed
            or CorrectionOutcome.Altered => new Over(outcome.Word, outcome.Why),
            _ when attempt >= patience.MostAttempts => new Over(
                "parked",
                outcome is CorrectionOutcome.Unknown or CorrectionOutcome.Told
                    ? $"Nobody can tell after {attempt} attempts whether the source did it. Look there. {outcome.Why}".TrimEnd()
                    : $"Given up after {attempt} attempts; nothing was changed by the last. {outcome.Why}".TrimEnd()
            ),
            // What was sent may still be under way: "not there" proves nothing before it has settled.
            CorrectionOutcome.Unknown or CorrectionOutcome.Told => new Again(patience.Settled(attempt), NewKey: true),
            CorrectionOutcome.Throttled(var wait) => new Again(Longer(wait ?? TimeSpan.Zero, patience.PauseAfter(attempt)), NewKey: false),
            CorrectionOutcome.Unavailable or CorrectionOutcome.SignInNeeded => new Again(patience.PauseAfter(attempt), NewKey: false),
            _ => throw new UnreachableException(),
        };

    static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}

/// <summary>How long a source is given.</summary>
/// <param name="Settle">After that nothing that was sent is under way any more.</param>
public sealed record CorrectionPatience(TimeSpan Settle, TimeSpan FirstPause, TimeSpan LongestPause, int MostAttempts)
{
    /// <summary>Twice as long each time.</summary>
    public TimeSpan PauseAfter(int attempt) =>
        TimeSpan.FromSeconds(Math.Min(LongestPause.TotalSeconds, FirstPause.TotalSeconds * Math.Pow(2, attempt - 1)));

    /// <summary>The pause, and long enough for nothing to be under way any more. As long also waits what goes after another one, unless it is sent for.</summary>
    public TimeSpan Settled(int attempt) => PauseAfter(attempt) is var pause && pause > Settle ? pause : Settle;
}
