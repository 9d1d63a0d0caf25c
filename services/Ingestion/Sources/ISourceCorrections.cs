using AccountingSync.Accounting.Corrections;

namespace AccountingSync.Ingestion.Sources;

/// <summary>Changes at a source what it lets us change. Each call is one attempt and may be repeated at any time: it looks first, and what was
/// done is not done again. It does not throw for what a source answers: every answer is an outcome.</summary>
public interface ISourceCorrections
{
    /// <summary>The word for this kind of source in connections.</summary>
    string Name { get; }

    /// <summary>Whether a connection of it must have a key.</summary>
    bool NeedsKey => true;

    /// <summary>What the source lets us do about this field of this transaction. Pure.</summary>
    CorrectionAllowance Allows(string transactionId, CorrectionField field);

    /// <param name="attempt">Of a correction that <see cref="Allows"/> allows.</param>
    Task<CorrectionOutcome> Correct(CorrectionAttempt attempt, SourceAccess access, CancellationToken stop);
}

/// <param name="Organisation">Whose.</param>
/// <param name="Key">Ours; the same for as long as the same attempt is repeated.</param>
/// <param name="Uncertain">Something of this correction may have been sent before.</param>
/// <param name="SendBefore">After this moment nothing is sent any more: somebody else may be at it.</param>
public sealed record CorrectionAttempt(string Organisation, SourceCorrection Correction, string Key, bool Uncertain, DateTimeOffset SendBefore);

/// <summary>Whether a source lets a field be changed.</summary>
public abstract record CorrectionAllowance
{
    CorrectionAllowance() { }

    /// <param name="LongestText">Characters of the new text.</param>
    /// <param name="MayBeNone">Whether the text can be taken away.</param>
    public sealed record Allowed(int LongestText, bool MayBeNone = true) : CorrectionAllowance;

    /// <param name="Reason">Why not, and what a person does instead.</param>
    public sealed record Refused(string Reason) : CorrectionAllowance;
}
