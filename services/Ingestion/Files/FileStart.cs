using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using AccountingSync.Ingestion.Files.Csv;

namespace AccountingSync.Ingestion.Files;

/// <summary>How a file begins: what its form is recognised by, and what is settled for all of it.</summary>
/// <param name="Bytes">At most <see cref="MaxBytes"/>.</param>
/// <param name="IsWhole">Whether that is all of the file.</param>
/// <param name="Encoding">Of its text, see <see cref="FileEncoding"/>.</param>
sealed record FileStart(ReadOnlyMemory<byte> Bytes, bool IsWhole, Encoding Encoding)
{
    public const int MaxBytes = 64 * 1024;
    IReadOnlyList<CsvRecord>? records;

    /// <summary>As records of separated values; empty when there is not even a first line. A last one that may go on is left out.</summary>
    public IReadOnlyList<CsvRecord> Records => records ??= CsvRecords.Beginning(Text(), IsWhole, Dialect);

    public CsvDialect Dialect => CsvDialect.Of(Text());

    /// <param name="charset">What the sender says; null when nothing is said.</param>
    /// <exception cref="ArgumentException">No such character set is known.</exception>
    public static FileStart Of(ReadOnlyMemory<byte> bytes, bool isWhole, string? charset) =>
        new(bytes, isWhole, FileEncoding.Of(bytes.Span, isWhole, charset));

    /// <summary>Looks at a body's beginning.</summary>
    /// <returns>And the whole of the body, from its first byte on.</returns>
    public static async Task<(FileStart Start, BegunStream File)> Of(PipeReader body, string? charset, CancellationToken stop)
    {
        var read = await body.ReadAtLeastAsync(MaxBytes, stop);
        var begun = read.Buffer.ToArray();
        body.AdvanceTo(read.Buffer.End);
        var start = Of(begun.AsMemory(0, Math.Min(MaxBytes, begun.Length)), read.IsCompleted && begun.Length <= MaxBytes, charset);
        return (start, new BegunStream(begun, body.AsStream(leaveOpen: true)));
    }

    string Text()
    {
        var preamble = FileEncoding.MarkLength(Bytes.Span);
        // A character whose last bytes are behind the end is left out.
        var decoder = Encoding.GetDecoder();
        var characters = new char[Encoding.GetMaxCharCount(Bytes.Length)];
        var count = decoder.GetChars(Bytes.Span[preamble..], characters, flush: IsWhole);
        return new string(characters, 0, count);
    }
}
