using System.Globalization;

namespace AccountingSync.Benchmarks.Results;

/// <summary>The figures for people.</summary>
static class ResultTable
{
    public static void Print(Figures figures, TextWriter output)
    {
        var all = figures.All;
        var width = all.Max(figure => figure.Name.Length);
        output.WriteLine();
        output.WriteLine($"{"figure".PadRight(width)}  {"median", 10}  {"min", 10}  {"max", 10}  unit");
        foreach (var figure in all)
            output.WriteLine(
                $"{figure.Name.PadRight(width)}  {Text(figure.Median), 10}  {Text(figure.Min), 10}  {Text(figure.Max), 10}  {figure.Unit}"
            );
        output.WriteLine();
        foreach (var check in figures.Checks)
            output.WriteLine(
                $"{(check.Passed ? "right" : "WRONG")}: {check.Name}: {check.Lost} lost, {check.Doubled} doubled, trial balance {check.TrialBalance.ToString(CultureInfo.InvariantCulture)}"
            );
    }

    static string Text(double value) =>
        value.ToString(
            Math.Abs(value) >= 100 ? "#,0"
                : Math.Abs(value) >= 1 ? "0.0"
                : "0.000",
            CultureInfo.InvariantCulture
        );
}
