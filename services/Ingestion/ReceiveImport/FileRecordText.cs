using AccountingSync.Ingestion.Files;
using AccountingSync.Ingestion.Files.Csv;

namespace AccountingSync.Ingestion.ReceiveImport;

/// <summary>Rows that were not accepted, written once more with the reason in a column of its own, so that they can be mended and sent again.</summary>
sealed class FileRecordText
{
    readonly char delimiter;
    readonly int? reasonAt;

    /// <param name="header">The file's column names, as they stand there.</param>
    public FileRecordText(IReadOnlyList<string> header, char delimiter)
    {
        this.delimiter = delimiter;
        reasonAt = new CsvHeader(header).PlaceOf(CsvHeader.Reason);
        Header = Line(header, CsvHeader.Reason);
    }

    /// <summary>With the column for the reason last.</summary>
    public string Header { get; }

    /// <returns>Null when the file has no columns.</returns>
    public static FileRecordText? Of(FileStart start, FileSettings settings) =>
        settings.Delimiter is { } delimiter && start.Records is [var header, ..] ? new FileRecordText(header.Fields, delimiter) : null;

    /// <summary>The records of one row; the reason stands in the first.</summary>
    public string Row(IEnumerable<FileRecord> records, string why) =>
        string.Concat(records.Select((record, index) => Line(record.Fields, index == 0 ? why : "")));

    string Line(IReadOnlyList<string> fields, string last) =>
        string.Join(delimiter, fields.Where((_, place) => place != reasonAt).Append(last).Select(Quoted)) + "\n";

    string Quoted(string field) =>
        field.AsSpan().ContainsAny([delimiter, '"', '\r', '\n']) || field.Trim().Length != field.Length
            ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : field;
}
