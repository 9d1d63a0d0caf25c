namespace AccountingSync.Accounting.Corrections;

/// <summary>What to do about a correction, now that it is known what the source says.</summary>
public abstract record CorrectionStep
{
    CorrectionStep() { }

    public sealed record Write : CorrectionStep;

    public sealed record Nothing(CorrectionOutcome Outcome) : CorrectionStep;

    /// <summary>Pure.</summary>
    /// <param name="there">What the source says; null: nothing.</param>
    /// <param name="uncertain">Something of this correction may have been sent before: then what was asked for is taken for our own doing, and of anything else
    /// nobody can say whose it is.</param>
    public static CorrectionStep For(SourceCorrection correction, string? there, bool uncertain) =>
        there == correction.To ? new Nothing(uncertain ? new CorrectionOutcome.Corrected() : new CorrectionOutcome.AlreadySo())
        : there == correction.From ? new Write()
        : new Nothing(uncertain ? new CorrectionOutcome.Altered(there) : new CorrectionOutcome.Changed(there));

    /// <summary>What a write came to that the source answered well, now that it is known what it says afterwards. Pure.</summary>
    public static CorrectionOutcome After(SourceCorrection correction, string? there) =>
        there == correction.To ? new CorrectionOutcome.Corrected()
        : there == correction.From ? new CorrectionOutcome.Unknown("The source answered well and still says what it said before.")
        : new CorrectionOutcome.Altered(there);
}
