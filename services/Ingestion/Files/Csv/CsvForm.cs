using System.Runtime.CompilerServices;
using System.Text;
using AccountingSync.Accounting;

namespace AccountingSync.Ingestion.Files.Csv;

/// <summary>A form of separated values with a header. What is said of delimiters, quotes, encodings, decimal signs and the order of dates is the same
/// for all of them.</summary>
abstract class CsvForm : IFileForm
{
    public abstract string Name { get; }
    public abstract IReadOnlyList<string> Systems { get; }

    /// <summary>A file that has them all is of this form; together they are in no other form's files.</summary>
    protected abstract IReadOnlyList<string> Columns { get; }

    /// <summary>By their numbers the decimal sign is recognised.</summary>
    protected abstract IReadOnlyList<string> Amounts { get; }

    /// <summary>By their dates the order of day and month is recognised.</summary>
    protected virtual IReadOnlyList<string> Dates => [];

    /// <summary>The vendor's decimal sign where it documents one; null where that follows the reader's language.</summary>
    protected virtual DecimalSign? Usual => DecimalSign.Point;

    /// <summary>What rows that belong together have in common; null for a row by itself.</summary>
    protected virtual string? GroupOf(CsvHeader header, IReadOnlyList<string> cells) => null;

    /// <param name="rows">One, or those that belong together.</param>
    protected abstract RowContent Read(IReadOnlyList<CsvRow> rows);

    public virtual bool Recognises(FileStart start) =>
        start.Records is [var first, ..] && new CsvHeader(first.Fields) is var header && Columns.All(header.Has);

    public virtual OpenResult Open(FileStart start, FileSettings asked)
    {
        if (start.Records is not [var first, ..])
            return new OpenResult.Refused("", "empty", "The file has no line of column names. Send it with its header.");
        var header = new CsvHeader(first.Fields);
        if (Columns.FirstOrDefault(column => !header.Has(column)) is { } missing)
            return new OpenResult.Refused(
                missing,
                "column",
                $"A file of the form {Name} has a column '{missing}', and this one has not: it begins with {Beginning(header)}. Export it once more with all columns, or name its form."
            );
        if (header.Twice is { } twice)
            return new OpenResult.Refused(
                twice,
                "column",
                $"Two columns are called '{CsvRow.Shown(twice)}': which one counts cannot be told. Take one out."
            );
        IEnumerable<string> Cells(IReadOnlyList<string> columns) =>
            start.Records.Skip(1).SelectMany(row => columns.Select(column => Cell(header, row, column)));
        var sign = asked.Decimal ?? DecimalText.Told(Cells(Amounts));
        if (sign is null && Usual is null && DecimalText.Unclear(Cells(Amounts)) is { } number)
            return new OpenResult.Refused(
                "decimal",
                "ambiguous",
                $"'{CsvRow.Shown(number)}' may have a decimal sign or one between thousands, and no other number tells. Say 'decimal=point' or 'decimal=comma'."
            );
        var order = asked.Dates ?? DateText.Told(Cells(Dates));
        if (order is null && DateText.Unclear(Cells(Dates)) is { } date)
            return new OpenResult.Refused(
                "dates",
                "ambiguous",
                $"'{CsvRow.Shown(date)}' may begin with the day or the month, and no other date tells. Say 'dates=dmy' or 'dates=mdy'."
            );
        return new OpenResult.Opened(asked with { Decimal = sign ?? Usual ?? DecimalSign.Point, Dates = order, Delimiter = start.Dialect.Delimiter });
    }

    public async IAsyncEnumerable<FilePiece> Cut(Stream file, FileStart start, FileSettings settings, [EnumeratorCancellation] CancellationToken stop)
    {
        using var text = new StreamReader(file, start.Encoding, detectEncodingFromByteOrderMarks: true, bufferSize: 64 * 1024, leaveOpen: true);
        await foreach (
            var piece in CsvPieces.Of(text, start.Dialect with { Delimiter = settings.Delimiter ?? start.Dialect.Delimiter }, GroupOf, stop)
        )
            yield return piece;
    }

    public IReadOnlyList<FileRow> Read(FileSettings settings, ReadOnlyMemory<byte> piece)
    {
        var records = CsvRecords.Of(Encoding.UTF8.GetString(piece.Span), new CsvDialect(settings.Delimiter ?? ',', HasHint: false));
        if (records.Count == 0)
            return [];
        var header = new CsvHeader(records[0].Fields);
        var rows = new List<FileRow>();
        for (var first = 1; first < records.Count; )
        {
            var group = GroupOf(header, records[first].Fields);
            var next = first + 1;
            while (group is not null && next < records.Count && GroupOf(header, records[next].Fields) == group)
                next++;
            rows.Add(Row(first - 1, header, records.Skip(first).Take(next - first).ToList(), settings));
            first = next;
        }
        return Unique(rows);
    }

    FileRow Row(int place, CsvHeader header, IReadOnlyList<CsvRecord> records, FileSettings settings)
    {
        try
        {
            foreach (var record in records)
                CheckShape(record, header);
            switch (Read([.. records.Select(record => new CsvRow(header, record.Fields, settings))]))
            {
                case RowContent.Nothing(var why):
                    return new FileRow.Skipped(place, why);
                case RowContent.Facts(var transactions):
                    // A report's own revision is below those that a source may send, and is none of the sender's doing.
                    foreach (var transaction in transactions)
                        if (TransactionRules.Check(transaction with { Revision = Math.Max(1, transaction.Revision) }) is [var problem, ..])
                            return new FileRow.Refused(place, problem.Pointer, problem.Rule, $"{problem.Message} (of {transaction.Id})");
                    return new FileRow.Read(place, transactions);
                default:
                    throw new System.Diagnostics.UnreachableException();
            }
        }
        catch (RowProblemException problem)
        {
            return new FileRow.Refused(place, problem.Field, problem.Rule, problem.Message);
        }
    }

    static void CheckShape(CsvRecord record, CsvHeader header)
    {
        var lines =
            record.LastLine > record.Line ? $" It covers {record.LastLine - record.Line + 1} lines: look for a quote that is not closed." : "";
        if (record.BadQuotes)
            throw new RowProblemException(
                "",
                "quotes",
                $"A quote stands where none may stand, or is not closed.{lines} Double a quote inside a quoted cell."
            );
        if (record.Fields.Count < header.Names.Count || record.Fields.Skip(header.Names.Count).Any(cell => !string.IsNullOrWhiteSpace(cell)))
            throw new RowProblemException(
                "",
                "columns",
                $"The row has {record.Fields.Count} cells, and the header {header.Names.Count}.{lines} Quote a cell that holds the delimiter."
            );
        for (var cell = 0; cell < header.Names.Count; cell++)
            if (record.Fields[cell].Contains(FileEncoding.Unreadable, StringComparison.Ordinal))
                throw new RowProblemException(
                    header.Names[cell],
                    "encoding",
                    "The cell holds bytes that mean nothing in the file's encoding. Say which one it is ('charset=windows-1252'), or save the file as UTF-8."
                );
    }

    /// <summary>Two rows of a piece that say the same fact with the same id: one that a vendor lists twice, or two that no id tells apart. To drop the
    /// second would be a guess.</summary>
    static IReadOnlyList<FileRow> Unique(List<FileRow> rows)
    {
        var seen = new HashSet<(string, string)>();
        return
        [
            .. rows.Select(row =>
                row is FileRow.Read read
                && read.Transactions.FirstOrDefault(one => !seen.Add((one.Source, one.Id)) && one.Revision == SourceTransaction.SecondHand)
                    is { } twice
                    ? new FileRow.Refused(
                        row.Record,
                        "",
                        "twice",
                        $"The file has {twice.Id} in an earlier row as well. If both are the same, leave this one out; if they are two, their ids must differ."
                    )
                    : row
            ),
        ];
    }

    static string Cell(CsvHeader header, CsvRecord row, string column) =>
        header.PlaceOf(column) is { } place && place < row.Fields.Count ? row.Fields[place].Trim() : "";

    static string Beginning(CsvHeader header) => string.Join(", ", header.Names.Take(6).Select(name => $"'{CsvRow.Shown(name)}'"));
}

/// <summary>What a row, or rows that belong together, say.</summary>
abstract record RowContent
{
    RowContent() { }

    public sealed record Facts(IReadOnlyList<SourceTransaction> Transactions) : RowContent;

    public sealed record Nothing(string Why) : RowContent;
}
