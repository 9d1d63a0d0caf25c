using AccountingSync.Accounting.Corrections;

namespace AccountingSync.Ingestion.CorrectSources;

/// <summary>A correction as it is stored.</summary>
/// <param name="State">open, corrected, already_so, refused, changed, altered or parked.</param>
/// <param name="Attempt">The latest one, from 1; 0 when none was ever made.</param>
/// <param name="Generation">Raised when the next attempt has a key of its own.</param>
/// <param name="Uncertain">An earlier attempt ended without anybody knowing how, or one was cut off once.</param>
/// <param name="Begun">The latest attempt was begun before and was cut off.</param>
sealed record CorrectionRecord(SourceCorrection Correction, string State, int Attempt, int Generation, bool Uncertain = false, bool Begun = false)
{
    public const string Open = "open";
    public const string Parked = "parked";

    public string Key => $"acs-{Correction.Id:N}-{Generation}";
}

/// <summary>For people and for the installation's other services.</summary>
/// <param name="From">What it was believed to say; null: nothing.</param>
/// <param name="There">What it said instead, where the state is changed or altered; null: nothing.</param>
sealed record CorrectionView(
    Guid Id,
    string Source,
    string TransactionId,
    string Field,
    string? From,
    string? To,
    string Reason,
    string AskedBy,
    DateTimeOffset AskedAt,
    string State,
    string? Why,
    string? There,
    DateTimeOffset? EndedAt,
    IReadOnlyList<CorrectionAttemptView> Attempts
);

/// <param name="Key">Ours, as the source was told.</param>
/// <param name="Sendings">How often it was begun: more than once after a crash.</param>
/// <param name="Outcome">See <see cref="CorrectionOutcome.Word"/>; null while it is open.</param>
sealed record CorrectionAttemptView(
    int Attempt,
    string Key,
    int Sendings,
    DateTimeOffset PlannedAt,
    DateTimeOffset? AnsweredAt,
    string? Outcome,
    string? Why
);
