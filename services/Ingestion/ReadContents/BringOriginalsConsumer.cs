using AccountingSync.Contracts;
using AccountingSync.Ingestion.Accept;
using AccountingSync.Messaging;
using AccountingSync.Postgres;

namespace AccountingSync.Ingestion.ReadContents;

/// <summary>Says once more what a source said of transactions that something is given back of.</summary>
sealed class BringOriginalsConsumer(Session session, Outbox outbox, AcceptedContents contents, ILogger<BringOriginalsConsumer> log)
    : EnvelopeConsumer<BringOriginals, OriginalToBring>(session, outbox, log)
{
    protected override async Task Handle(string organisation, IReadOnlyList<OriginalToBring> items, CancellationToken stop)
    {
        using var spans = ItemSpans.Start(
            "bring original",
            items,
            (span, item) => span.SetTag("accountingsync.source", item.Source).SetTag("accountingsync.transaction", item.Original)
        );
        var read = await contents.Read(Session, [.. items.Select(KeyOf)], stop);
        var byKey = read.ToDictionary(content => new TransactionKey(content.Source, content.Id, content.Revision));
        Outbox.Add(
            new OriginalsBrought
            {
                Organisation = organisation,
                Items =
                [
                    .. items.Select(item => new BroughtOriginal
                    {
                        TraceParent = item.TraceParent,
                        Source = item.Source,
                        Id = item.Id,
                        // What cannot be read is set aside with the reason; the refund stays held, and becomes a discrepancy.
                        Original =
                            byKey[KeyOf(item)].Transaction
                            ?? throw new InvalidDataException($"{item.Source} {item.Original} cannot be read. {byKey[KeyOf(item)].Problem}"),
                    }),
                ],
            }
        );
    }

    static TransactionKey KeyOf(OriginalToBring item) => new(item.Source, item.Original, item.OriginalRevision);
}
