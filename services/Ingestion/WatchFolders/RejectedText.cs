using System.Globalization;
using AccountingSync.Ingestion.ReceiveImport;

namespace AccountingSync.Ingestion.WatchFolders;

/// <summary>What is written about rows that were not accepted. Pure.</summary>
static class RejectedText
{
    /// <summary>The rows themselves, to be mended and imported; null when the form has none that could be.</summary>
    public static string? Rows(ImportResult result) =>
        result.Problems.Any(problem => problem.Row is not null)
            ? result.Columns + string.Concat(result.Problems.Select(problem => problem.Row))
            : null;

    /// <param name="rows">The file in which they stand.</param>
    public static string Reasons(ImportResult result, string name, string? rows)
    {
        var written = result.Problems.Count(problem => problem.Row is not null);
        var all = result.Conflicts + result.Rejected;
        var what =
            rows is null ? "Correct the file at its source and put it into incoming/ once more."
            : written == all ? $"They stand in {rows}: mend them there, and move that file into incoming/."
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{written} of them stand in {rows}: mend them there, move that file into incoming/, and then {name} once more for the others."
            );
        return string.Create(CultureInfo.InvariantCulture, $"{all} of {result.Lines} rows of {name} were not accepted. {what}\n")
            + string.Concat(
                result.Problems.Select(problem => string.Create(CultureInfo.InvariantCulture, $"line {problem.Line}: {problem.Error}\n"))
            );
    }
}
