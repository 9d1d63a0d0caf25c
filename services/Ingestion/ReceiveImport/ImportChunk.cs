using AccountingSync.Accounting;
using AccountingSync.Ingestion.CanonicalForm;

namespace AccountingSync.Ingestion.ReceiveImport;

/// <summary>Reads the lines of a chunk: one canonical transaction each. Pure.</summary>
/// <param name="Read">Line numbers and transactions, in the order of the lines.</param>
sealed record ImportChunk(
    IReadOnlyList<(long Line, SourceTransaction Transaction)> Read,
    IReadOnlyList<(long Line, IReadOnlyList<FieldProblem> Why)> Refused
)
{
    static readonly FieldProblem TooLong = new("", "too-long", $"The line is longer than {LineChunks.MaxLineBytes} bytes.");
    static readonly FieldProblem OneEach = new("", "type", "A line must be one transaction object.");

    public static ImportChunk Of(LineChunk chunk)
    {
        var read = new List<(long, SourceTransaction)>(chunk.Lines.Count);
        var refused = new List<(long, IReadOnlyList<FieldProblem>)>();
        foreach (var (number, place) in chunk.Lines)
            switch (place is { } range ? TransactionReader.Read(chunk.Bytes.AsSpan(range)) : new DocumentResult.Malformed(TooLong))
            {
                case DocumentResult.Elements(IsArray: false, [ReadResult.Read line]):
                    read.Add((number, line.Transaction));
                    break;
                case DocumentResult.Elements(IsArray: false, [ReadResult.Invalid line]):
                    refused.Add((number, line.Problems));
                    break;
                case DocumentResult.Malformed(var problem):
                    refused.Add((number, [problem]));
                    break;
                default:
                    refused.Add((number, [OneEach]));
                    break;
            }
        return new ImportChunk(read, refused);
    }
}
