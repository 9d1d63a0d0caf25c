using System.Buffers;
using System.IO.Pipelines;
using AccountingSync.Accounting;
using AccountingSync.Ingestion.Access;
using AccountingSync.Ingestion.CanonicalForm;
using AccountingSync.Ingestion.Files;
using AccountingSync.Ingestion.ReceiveFromQueue;
using AccountingSync.Ingestion.ReceiveImport;
using AccountingSync.Ingestion.Sources;

namespace AccountingSync.Ingestion.ReadContents;

/// <summary>Reads a payload that was stored once more, as the door did that it came through.</summary>
sealed class PayloadReader(Connections connections, IEnumerable<ISourceSystem> systems)
{
    const string CloudEvent = "application/cloudevents+json";

    public async Task<IReadOnlyList<SourceTransaction>> Read(StoredEvent stored, ReadOnlyMemory<byte> payload, CancellationToken stop) =>
        stored.Door switch
        {
            "rest" => Canonical(payload),
            "import" => await Lines(payload, stop),
            "file" => OfFile(StoredPiece.Of(payload)),
            "queue" => Queued(payload),
            "webhook" or "fetch" or "poll" => await FromVendor(stored, payload, stop),
            _ => throw new InvalidDataException($"Nobody knows how to read what came by the door '{stored.Door}'."),
        };

    static List<SourceTransaction> Canonical(ReadOnlyMemory<byte> payload) =>
        TransactionReader.Read(payload.Span) is DocumentResult.Elements(_, var elements)
            ? [.. elements.OfType<CanonicalForm.ReadResult.Read>().Select(read => read.Transaction)]
            : [];

    static async Task<IReadOnlyList<SourceTransaction>> Lines(ReadOnlyMemory<byte> payload, CancellationToken stop)
    {
        var transactions = new List<SourceTransaction>();
        await foreach (var lines in LineChunks.Of(PipeReader.Create(new ReadOnlySequence<byte>(payload)), stop))
            transactions.AddRange(ImportChunk.Of(lines).Read.Select(line => line.Transaction));
        return transactions;
    }

    static IReadOnlyList<SourceTransaction> OfFile(StoredPiece piece) =>
        FileForms.Find(piece.Form) is { } form
            ? [.. form.Read(piece.Settings, piece.Bytes).OfType<FileRow.Read>().SelectMany(row => row.Transactions)]
            : throw new InvalidDataException($"Nobody knows how to read a file of the form '{piece.Form}'.");

    /// <summary>Whether it was a CloudEvent in structured mode was said by a header, which is not kept; only one of the two can be read.</summary>
    static IReadOnlyList<SourceTransaction> Queued(ReadOnlyMemory<byte> payload) =>
        new string?[] { null, CloudEvent }
            .Select(type => InboundReader.Read(new InboundMessage("", type, null, payload.ToArray())))
            .OfType<InboundResult.Accepted>()
            .Select(accepted => accepted.Transactions)
            .FirstOrDefault(transactions => transactions.Count > 0)
        ?? [];

    async Task<IReadOnlyList<SourceTransaction>> FromVendor(StoredEvent stored, ReadOnlyMemory<byte> payload, CancellationToken stop)
    {
        var connection =
            await connections.Find(stored.Connection!, stop)
            ?? throw new InvalidDataException($"The connection '{stored.Connection}' that it came by does not exist any more.");
        var system = systems.Single(system => system.Name == connection.SourceSystem);
        var said = stored.Door is "webhook" or "poll"
            ? system.Read(connection.Name, payload)
            : system.ReadFetched(connection.Name, new WantedObject("object", stored.EventId!), payload);
        return said is SourceEvent.Facts facts ? facts.Transactions : [];
    }
}
