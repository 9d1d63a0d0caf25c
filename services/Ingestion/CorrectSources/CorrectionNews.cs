using AccountingSync.Accounting.Corrections;
using AccountingSync.Contracts;

namespace AccountingSync.Ingestion.CorrectSources;

/// <summary>What is told of corrections.</summary>
static class CorrectionNews
{
    public static SendSourceCorrection Send(string organisation, Guid id, int attempt) =>
        new()
        {
            Organisation = organisation,
            CorrectionId = id,
            Attempt = attempt,
        };

    public static SourceCorrected Corrected(string organisation, SourceCorrection correction, bool alreadySo, DateTimeOffset at) =>
        new()
        {
            Organisation = organisation,
            CorrectionId = correction.Id,
            Source = correction.Source,
            TransactionId = correction.TransactionId,
            Field = correction.Field.Word,
            AlreadySo = alreadySo,
            At = at,
        };

    /// <param name="outcome">refused, changed, altered or parked.</param>
    public static SourceCorrectionRefused Refused(
        string organisation,
        SourceCorrection correction,
        string outcome,
        string why,
        string? there,
        DateTimeOffset at
    ) =>
        new()
        {
            Organisation = organisation,
            CorrectionId = correction.Id,
            Source = correction.Source,
            TransactionId = correction.TransactionId,
            Field = correction.Field.Word,
            Outcome = outcome,
            Why = why,
            There = there,
            At = at,
        };
}
