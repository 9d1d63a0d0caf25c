using AccountingSync.Accounting;
using AccountingSync.Ingestion.Accept;

namespace AccountingSync.Ingestion.ReceiveImport;

/// <summary>Counts line by line, in bounded memory.</summary>
/// <param name="withRows">Whether the rows that are not accepted are given back.</param>
sealed class ImportTally(bool withRows = false)
{
    const int MaxProblems = 100;
    const int MaxRows = 10_000;
    const int MaxRowCharacters = 8 * 1024 * 1024;
    const int MaxReasons = 20;

    const string Conflicting =
        "This transaction was accepted before and said something else. The first stays; a changed fact needs a higher revision, and a report that contradicts its source a person.";

    readonly long[] byAcceptance = new long[Enum.GetValues<Acceptance>().Length];
    readonly List<LineProblem> problems = [];
    readonly List<SkippedRows> skips = [];
    long rejected;
    long skipped;
    int rowCharacters;

    /// <summary>Under which it is listed; null before it began.</summary>
    public Guid? Import { get; set; }

    /// <summary>What is known of the file; null for JSON lines.</summary>
    public (string Form, string? Source, string? Columns)? File { get; set; }

    /// <param name="row">Writes the row once more with the reason; it is called only when that is wanted.</param>
    public void Add(long line, Acceptance acceptance, Func<string, string>? row = null)
    {
        byAcceptance[(int)acceptance]++;
        if (acceptance == Acceptance.Conflict)
            Note(line, Conflicting, row);
    }

    /// <inheritdoc cref="Add"/>
    public void Reject(long line, IReadOnlyList<FieldProblem> why, Func<string, string>? row = null)
    {
        rejected++;
        Note(
            line,
            string.Join(" ", why.Select(problem => problem.Pointer.Length == 0 ? problem.Message : $"{problem.Pointer}: {problem.Message}")),
            row
        );
    }

    public void Skip(long line, string why)
    {
        skipped++;
        var known = skips.FindIndex(skip => skip.Why == why);
        if (known >= 0)
            skips[known] = skips[known] with { Rows = skips[known].Rows + 1 };
        else if (skips.Count < MaxReasons)
            skips.Add(new SkippedRows(why, 1, line));
    }

    public ImportResult Result =>
        new(
            byAcceptance.Sum() + rejected + skipped,
            byAcceptance[(int)Acceptance.Accepted],
            byAcceptance[(int)Acceptance.Duplicate],
            byAcceptance[(int)Acceptance.Conflict],
            rejected,
            skipped,
            problems,
            skips,
            withRows ? File?.Columns : null,
            File?.Form,
            File?.Source,
            Import
        );

    void Note(long line, string error, Func<string, string>? row)
    {
        if (problems.Count >= (withRows ? MaxRows : MaxProblems))
            return;
        var written = withRows && rowCharacters < MaxRowCharacters ? row?.Invoke(error) : null;
        rowCharacters += written?.Length ?? 0;
        problems.Add(new LineProblem(line, error, written));
    }
}
