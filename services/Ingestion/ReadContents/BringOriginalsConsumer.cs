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
        var read = await contents.Read(Session, [.. items.SelectMany(KeysOf)], stop);
        var byKey = read.ToDictionary(content => new TransactionKey(content.Source, content.Id, content.Revision));
        foreach (var lane in items.GroupBy(item => item.IsHistory ? Lane.Batch : Lane.Live))
        foreach (var bundle in OriginalBundles.Of(lane.Select(item => Brought(item, byKey))))
            Outbox.Add(new OriginalsBrought { Organisation = organisation, Items = bundle }, lane.Key);
    }

    static BroughtOriginal Brought(OriginalToBring item, Dictionary<TransactionKey, SourceContent> read) =>
        new()
        {
            TraceParent = item.TraceParent,
            Source = item.Source,
            Id = item.Id,
            Original = Said(OriginalOf(item), read),
            GaveBack = item.Revision is { } revision ? Said(new(item.Source, item.Id, revision), read) : null,
            Former = item.FormerRevision is { } former ? Said(new(item.Source, item.Original, former), read) : null,
        };

    /// <summary>What cannot be read is set aside with the reason; the refund stays held, and becomes a discrepancy.</summary>
    static SourceTransactionData Said(TransactionKey key, Dictionary<TransactionKey, SourceContent> read) =>
        read[key].Transaction ?? throw new InvalidDataException($"{key.Source} {key.Id} cannot be read. {read[key].Problem}");

    static TransactionKey OriginalOf(OriginalToBring item) => new(item.Source, item.Original, item.OriginalRevision);

    static IEnumerable<TransactionKey> KeysOf(OriginalToBring item)
    {
        yield return OriginalOf(item);
        if (item.Revision is { } revision)
            yield return new(item.Source, item.Id, revision);
        if (item.FormerRevision is { } former)
            yield return new(item.Source, item.Original, former);
    }
}
