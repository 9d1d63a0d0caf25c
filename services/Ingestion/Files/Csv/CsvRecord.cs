namespace AccountingSync.Ingestion.Files.Csv;

/// <summary>A record as it stood in the file.</summary>
/// <param name="Line">The line on which it begins, counted from 1.</param>
/// <param name="LastLine">The line on which it ends: a later one when a quoted field holds line ends.</param>
/// <param name="Raw">With its line end.</param>
/// <param name="BadQuotes">A quote stands where none may stand, or one is never closed: what the fields are is not sure.</param>
sealed record CsvRecord(long Line, long LastLine, IReadOnlyList<string> Fields, string Raw, bool BadQuotes);
