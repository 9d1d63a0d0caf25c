using AccountingSync.Accounting.Corrections;
using AccountingSync.Contracts;
using AccountingSync.Messaging;
using AccountingSync.Postgres;

namespace AccountingSync.Ingestion.CorrectSources;

/// <summary>Ends corrections; tells of it, and sends for the next one of the same transaction, in the same commit.</summary>
sealed class CorrectionEnding(CorrectionContent contents, TimeProvider time, ILogger<CorrectionEnding> log)
{
    /// <param name="there">What the source says instead.</param>
    public async Task End(
        Session session,
        Outbox outbox,
        SourceCorrection correction,
        CorrectionCourse.Over over,
        string? there,
        CancellationToken stop
    )
    {
        var organisation = session.Organisation!;
        var now = time.GetUtcNow();
        there = there is null ? null : ForeignText.Kept(there);
        var encrypted = await contents.EncryptThere(organisation, correction.Id, there, stop);
        await CorrectionStore.End(session, correction.Id, over.State, over.Why, encrypted, now, stop);
        CorrectionMetrics.Count(session, over.State);
        if (await CorrectionQueries.Next(session, correction, stop) is { } next)
            outbox.Add(CorrectionNews.Send(organisation, next, attempt: 1));
        if (over.State is "corrected" or "already_so")
        {
            outbox.Add(CorrectionNews.Corrected(organisation, correction, alreadySo: over.State == "already_so", now));
            return;
        }
        outbox.Add(CorrectionNews.Refused(organisation, correction, over.State, over.Why ?? over.State, there, now));
        ItemLog.Tell(
            log,
            over.State == "parked" ? LogLevel.Error : LogLevel.Warning,
            organisation,
            $"correction {over.State}",
            new ItemIdentity { Source = correction.Source, TransactionId = correction.TransactionId },
            "a person must look"
        );
    }
}
