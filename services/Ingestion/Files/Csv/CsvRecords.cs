using System.Globalization;
using System.Runtime.CompilerServices;
using CsvHelper;
using CsvHelper.Configuration;

namespace AccountingSync.Ingestion.Files.Csv;

/// <summary>Takes text apart into records (RFC 4180), in bounded memory however long the text is, and whatever it holds.</summary>
static class CsvRecords
{
    /// <summary>Of one field, and of one record, in characters. A quote that is never closed swallows what follows up to here.</summary>
    public const int MaxField = 256 * 1024;
    public const int MaxRecord = 1024 * 1024;

    /// <exception cref="BrokenFileException">A record is longer than <see cref="MaxRecord"/>, or a field than <see cref="MaxField"/>.</exception>
    public static async IAsyncEnumerable<CsvRecord> Of(TextReader text, CsvDialect dialect, [EnumeratorCancellation] CancellationToken stop)
    {
        using var bounded = new BoundedText(text, MaxRecord);
        var reading = new Reading(bounded, dialect);
        using var parser = reading.Parser;
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            if (!await Next(reading))
                yield break;
            if (reading.Take() is { } record)
                yield return record;
            bounded.Allow();
        }
    }

    /// <summary>The records of a piece, which is in memory already.</summary>
    public static IReadOnlyList<CsvRecord> Of(string text, CsvDialect dialect)
    {
        using var reader = new StringReader(text);
        var reading = new Reading(reader, dialect);
        using var parser = reading.Parser;
        var records = new List<CsvRecord>();
        while (parser.Read())
            if (reading.Take() is { } record)
                records.Add(record);
        return records;
    }

    /// <summary>The whole records at the beginning of a text.</summary>
    public static IReadOnlyList<CsvRecord> Beginning(string text, bool isWhole, CsvDialect dialect)
    {
        var records = Of(text, dialect);
        return isWhole || records.Count == 0 ? records : [.. records.Take(records.Count - 1)];
    }

    static async Task<bool> Next(Reading reading)
    {
        try
        {
            return await reading.Parser.ReadAsync();
        }
        catch (Exception error) when (error is MaxFieldSizeException or TextTooLongException)
        {
            throw new BrokenFileException(
                reading.NextLine,
                $"The record that begins here does not end within {MaxRecord} characters, or one of its fields within {MaxField}: a quote is not closed, or this is no file of separated values. Mend it, and send the file again: what was before this line is recognised."
            );
        }
    }

    /// <summary>The parser, and what it does not say by itself.</summary>
    sealed class Reading
    {
        bool bad;
        bool hintIsNext;

        public Reading(TextReader text, CsvDialect dialect)
        {
            hintIsNext = dialect.HasHint;
            Parser = new CsvParser(
                text,
                new CsvConfiguration(CultureInfo.InvariantCulture)
                {
                    Delimiter = dialect.Delimiter.ToString(),
                    MaxFieldSize = MaxField,
                    BadDataFound = _ => bad = true,
                },
                leaveOpen: true
            );
        }

        public CsvParser Parser { get; }
        public long NextLine { get; private set; } = 1;

        /// <returns>Null for the line that only names the delimiter, and for one without any character.</returns>
        public CsvRecord? Take()
        {
            bad = false;
            IReadOnlyList<string> fields = Parser.Record ?? [];
            var raw = Parser.RawRecord;
            var last = Parser.RawRow;
            // A file that ends inside of a quoted field ends with a line that holds nothing.
            var unclosed = raw.Count(character => character == '"') % 2 != 0;
            var swallowed = unclosed && fields is [.., [.., '\n' or '\r']];
            var line = last - LineEndsWithin(raw, swallowed);
            NextLine = last + 1L;
            if (hintIsNext)
            {
                hintIsNext = false;
                return null;
            }
            return fields.All(string.IsNullOrWhiteSpace) && fields.Count <= 1
                ? null
                : new CsvRecord(line, swallowed ? last - 1 : last, [.. fields], raw, bad || unclosed);
        }

        static int LineEndsWithin(string raw, bool swallowed)
        {
            var within = swallowed ? raw : raw.AsSpan().TrimEnd("\r\n");
            return within.Count('\n') + within.Count('\r') - within.Count("\r\n");
        }
    }
}
