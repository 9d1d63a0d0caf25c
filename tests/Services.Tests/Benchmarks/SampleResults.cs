using AccountingSync.Benchmarks.Measuring;
using AccountingSync.Benchmarks.Results;

namespace AccountingSync.Services.Tests.Benchmarks;

/// <summary>Results with round figures.</summary>
static class SampleResults
{
    public static readonly Machine Machine = new("Some <fast> processor & more", 2, 23.5, "Debian", ".NET 10", 126);

    public static ResultDocument Document(params (string Name, string Unit, double[] Runs)[] measured)
    {
        var figures = new Figures();
        foreach (var (name, unit, runs) in measured)
        foreach (var run in runs)
            figures.Add(name, unit, run);
        figures.Checks.Add(new Check("live sustained-1", 0, 0, 0));
        return ResultDocument.Of(Machine, "abc1234", figures);
    }
}
