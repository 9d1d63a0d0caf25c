namespace AccountingSync.Ingestion.Files.Csv;

/// <summary>How a file of separated values separates them.</summary>
/// <param name="Delimiter">The one of comma, semicolon and tab that stands most often in the first line, outside of quotes.</param>
/// <param name="HasHint">Whether that is said by a line <c>sep=;</c> before the header, as spreadsheets write it.</param>
readonly record struct CsvDialect(char Delimiter, bool HasHint)
{
    public static CsvDialect Of(ReadOnlySpan<char> text)
    {
        if (text is ['s', 'e', 'p', '=', var said and (',' or ';' or '\t'), '\r' or '\n', ..])
            return new CsvDialect(said, HasHint: true);
        Span<int> counts = stackalloc int[Delimiters.Length];
        var quoted = false;
        foreach (var character in text)
        {
            if (character is '\r' or '\n' && !quoted)
                break;
            if (character == '"')
                quoted = !quoted;
            else if (!quoted && Delimiters.IndexOf(character, StringComparison.Ordinal) is >= 0 and var index)
                counts[index]++;
        }
        return new CsvDialect(Delimiters[counts.IndexOf(Math.Max(counts[0], Math.Max(counts[1], counts[2])))], HasHint: false);
    }

    const string Delimiters = ",;\t";
}
