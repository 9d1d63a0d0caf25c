using System.Runtime.CompilerServices;
using System.Text;

namespace AccountingSync.Ingestion.Files.Csv;

/// <summary>Cuts separated values into pieces: the header row and some data rows, in UTF-8, each as it stood in the file.</summary>
static class CsvPieces
{
    const int MaxRows = 500;
    const int MaxCharacters = 1024 * 1024;

    /// <summary>Of rows that belong together, which are never parted.</summary>
    const int MaxTogether = 10_000;

    /// <param name="groupOf">What rows that belong together have in common and their neighbours have not; null for a row by itself.</param>
    public static async IAsyncEnumerable<FilePiece> Of(
        TextReader text,
        CsvDialect dialect,
        Func<CsvHeader, IReadOnlyList<string>, string?> groupOf,
        [EnumeratorCancellation] CancellationToken stop
    )
    {
        CsvHeader? header = null;
        var piece = new Piece();
        string? group = null;
        await using var records = CsvRecords.Of(text, dialect, stop).GetAsyncEnumerator(stop);
        while (true)
        {
            var (record, broken) = await Next(records);
            if (broken is not null && piece.Rows > 0)
                yield return piece.Take();
            if (broken is not null)
                throw broken;
            if (record is null)
                break;
            if (header is null)
            {
                header = new CsvHeader(record.Fields);
                piece.Header = record.Raw;
                continue;
            }
            var next = groupOf(header, record.Fields);
            if (piece.IsFull && (next is null || next != group))
                yield return piece.Take();
            else if (piece.Rows > MaxTogether || piece.Characters > MaxTogether * 1024)
                throw new BrokenFileException(record.Line, $"More than {MaxTogether} rows belong together as '{CsvRow.Shown(next ?? "")}'.");
            group = next;
            piece.Add(record);
        }
        if (piece.Rows > 0)
            yield return piece.Take();
    }

    /// <returns>Neither at the end of the file.</returns>
    static async Task<(CsvRecord? Record, BrokenFileException? Broken)> Next(IAsyncEnumerator<CsvRecord> records)
    {
        try
        {
            return (await records.MoveNextAsync() ? records.Current : null, null);
        }
        catch (BrokenFileException broken)
        {
            return (null, broken);
        }
    }

    sealed class Piece
    {
        readonly StringBuilder text = new();
        readonly List<FileRecord> records = [];

        public string Header { get; set; } = "";
        public int Rows => records.Count;
        public int Characters => text.Length;
        public bool IsFull => records.Count >= MaxRows || text.Length >= MaxCharacters;

        public void Add(CsvRecord record)
        {
            if (records.Count == 0)
                text.Append(EndOfLine.After(Header));
            text.Append(EndOfLine.After(record.Raw));
            records.Add(new FileRecord(record.Line, record.BadQuotes ? [record.Raw.TrimEnd('\r', '\n')] : record.Fields));
        }

        public FilePiece Take()
        {
            var taken = new FilePiece(Encoding.UTF8.GetBytes(text.ToString()), [.. records]);
            text.Clear();
            records.Clear();
            return taken;
        }
    }
}

static class EndOfLine
{
    /// <summary>The last line of a file may have none.</summary>
    public static string After(string raw) => raw is [.., '\n' or '\r'] ? raw : raw + "\n";
}
