using AccountingSync.Accounting;
using AccountingSync.Ingestion.Accept;

namespace AccountingSync.Ingestion.ReceiveImport;

/// <summary>A line that was not accepted.</summary>
/// <param name="Line">Counted from 1.</param>
sealed record LineProblem(long Line, string Error);

/// <summary>What became of an import's lines: their number is accepted + duplicates + conflicts + rejected.</summary>
/// <param name="Problems">The first hundred of those that are in conflict or rejected.</param>
sealed record ImportResult(long Lines, long Accepted, long Duplicates, long Conflicts, long Rejected, IReadOnlyList<LineProblem> Problems);

/// <summary>Counts line by line.</summary>
sealed class ImportTally
{
    const int MaxProblems = 100;
    readonly long[] byAcceptance = new long[Enum.GetValues<Acceptance>().Length];
    readonly List<LineProblem> problems = [];
    long rejected;

    public void Add(long line, Acceptance acceptance)
    {
        byAcceptance[(int)acceptance]++;
        if (acceptance == Acceptance.Conflict)
            Note(
                line,
                "This transaction and revision was accepted before with other content. The first stays; a changed fact needs a higher revision."
            );
    }

    public void Reject(long line, IReadOnlyList<FieldProblem> why)
    {
        rejected++;
        Note(line, string.Join(" ", why.Select(problem => problem.Pointer.Length == 0 ? problem.Message : $"{problem.Pointer}: {problem.Message}")));
    }

    public ImportResult Result =>
        new(
            byAcceptance.Sum() + rejected,
            byAcceptance[(int)Acceptance.Accepted],
            byAcceptance[(int)Acceptance.Duplicate],
            byAcceptance[(int)Acceptance.Conflict],
            rejected,
            problems
        );

    void Note(long line, string error)
    {
        if (problems.Count < MaxProblems)
            problems.Add(new LineProblem(line, error));
    }
}
