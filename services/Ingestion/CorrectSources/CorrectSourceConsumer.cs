using AccountingSync.Accounting.Corrections;
using AccountingSync.Contracts;
using AccountingSync.Messaging;
using AccountingSync.Postgres;
using MassTransit;

namespace AccountingSync.Ingestion.CorrectSources;

/// <summary>Takes in what another service asks for. What cannot be done is told; an id that was told with something else is a mistake of the sender, and
/// goes where people look.</summary>
sealed class CorrectSourceConsumer(Session session, Outbox outbox, CorrectionDesk desk) : IConsumer<CorrectSource>
{
    public async Task Consume(ConsumeContext<CorrectSource> context)
    {
        var asked = context.Message;
        var correction = new SourceCorrection(
            asked.CorrectionId,
            asked.Source,
            asked.TransactionId,
            CorrectionField.Of(asked.Field),
            asked.From,
            asked.To,
            asked.Reason,
            asked.AskedBy
        );
        if (await desk.Ask(session, outbox, correction, context.CancellationToken) is CorrectionAsked.Differs)
            throw new InvalidOperationException(
                $"The correction {correction.Id} was asked for before, and was another. Use an id of its own for each."
            );
    }
}
