using AccountingSync.Contracts;
using AccountingSync.Postgres;
using MassTransit;

namespace AccountingSync.Reconciliation.Collect;

/// <summary>Notes how asking a source to correct itself ended.</summary>
public sealed class CollectCorrectionsConsumer(Session session) : IConsumer<SourceCorrected>, IConsumer<SourceCorrectionRefused>
{
    public Task Consume(ConsumeContext<SourceCorrected> context)
    {
        var told = context.Message;
        var outcome = told.AlreadySo ? "already_so" : "corrected";
        return Note(new EndedCorrection(told.CorrectionId, told.Source, told.TransactionId, told.Field, outcome, told.At), context.CancellationToken);
    }

    public Task Consume(ConsumeContext<SourceCorrectionRefused> context)
    {
        var told = context.Message;
        return Note(
            new EndedCorrection(told.CorrectionId, told.Source, told.TransactionId, told.Field, told.Outcome, told.At),
            context.CancellationToken
        );
    }

    async Task Note(EndedCorrection ended, CancellationToken stop)
    {
        await using var notes = new Notes(session);
        SourceCorrectionStore.Ended(notes, [ended]);
        await notes.Write(stop);
    }
}
