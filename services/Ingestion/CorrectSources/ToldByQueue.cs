using System.Diagnostics;
using AccountingSync.Accounting.Corrections;
using AccountingSync.Ingestion.Sources;
using AccountingSync.Ingestion.Sources.OwnSystems;
using AccountingSync.Messaging;

namespace AccountingSync.Ingestion.CorrectSources;

/// <summary>Tells a system of one's own by a message: exchange <c>accountingsync.corrections</c>, routing key <c>organisation.source</c>, as it sends its
/// transactions. It answers through <see cref="CorrectionAnswersQueue"/>, and is told again until it has.</summary>
sealed class ToldByQueue(OutsideExchange outside, TimeProvider time) : ISourceCorrections
{
    public const string Exchange = "accountingsync.corrections";

    public const string Kind = "queue";

    public string Name => Kind;

    public bool NeedsKey => false;

    public CorrectionAllowance Allows(string transactionId, CorrectionField field) => OwnSystem.Allow(field);

    public async Task<CorrectionOutcome> Correct(CorrectionAttempt attempt, SourceAccess access, CancellationToken stop)
    {
        var correction = attempt.Correction;
        if (time.GetUtcNow() >= attempt.SendBefore)
            return new CorrectionOutcome.Unavailable("It was too late to send it: somebody else may have taken over.");
        var body = OwnSystem.Write(correction);
        return await outside.Publish(Exchange, $"{attempt.Organisation}.{correction.Source}", correction.Id.ToString(), body, stop) switch
        {
            HandedOver.Yes => new CorrectionOutcome.Told(),
            HandedOver.ToNobody => new CorrectionOutcome.Unavailable(
                $"No queue is bound to the exchange {Exchange} for {attempt.Organisation}.{correction.Source}: the system does not listen."
            ),
            HandedOver.Unclear(var why) => new CorrectionOutcome.Unknown(why),
            _ => throw new UnreachableException(),
        };
    }
}
