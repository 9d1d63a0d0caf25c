namespace AccountingSync.Ingestion.ReceiveImport;

/// <summary>A line, or a row of a file, that was not accepted.</summary>
/// <param name="Line">Counted from 1; of a row that covers several, the first.</param>
/// <param name="Row">The row once more with the reason, ready to be mended and sent again; null when it was not asked for.</param>
sealed record LineProblem(long Line, string Error, string? Row = null);

/// <summary>Rows that need no booking, for one reason.</summary>
/// <param name="Line">The first of them.</param>
sealed record SkippedRows(string Why, long Rows, long Line);

/// <summary>What became of an import's lines or rows: their number is accepted + duplicates + conflicts + rejected + skipped.</summary>
/// <param name="Problems">The first of those that are in conflict or rejected: a hundred, or as many as are given back with their rows.</param>
/// <param name="Skips">Why rows were skipped, the first twenty reasons.</param>
/// <param name="Columns">What stands above the rows that are given back; null when there is no such line, or it was not asked for.</param>
/// <param name="Form">The form of the file; null for JSON lines.</param>
/// <param name="Source">What its source is called; null where each row names its own.</param>
/// <param name="Import">Under which it is listed.</param>
sealed record ImportResult(
    long Lines,
    long Accepted,
    long Duplicates,
    long Conflicts,
    long Rejected,
    long Skipped,
    IReadOnlyList<LineProblem> Problems,
    IReadOnlyList<SkippedRows> Skips,
    string? Columns = null,
    string? Form = null,
    string? Source = null,
    Guid? Import = null
);
