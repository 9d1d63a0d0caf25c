using System.Text.Json.Serialization;
using AccountingSync.Benchmarks.Measuring;

namespace AccountingSync.Benchmarks.Results;

/// <param name="Runs">The measurement of each run, in their order.</param>
sealed record Figure(string Name, string Unit, double Median, double Min, double Max, IReadOnlyList<double> Runs);

/// <summary>Whether a lane ended right.</summary>
/// <param name="Lost">Accepted and not posted.</param>
/// <param name="Doubled">Posted more than once, or never sent.</param>
/// <param name="TrialBalance">What is missing to zero: the sum of all lines, by currency or account where that is known. Zero where no
/// amounts are carried.</param>
sealed record Check(string Name, long Lost, long Doubled, decimal TrialBalance)
{
    [JsonIgnore]
    public bool Passed => Lost == 0 && Doubled == 0 && TrialBalance == 0;
}

/// <summary>Gathers what the runs measured, by name.</summary>
sealed class Figures
{
    readonly Dictionary<string, (string Unit, List<double> Runs)> measured = [];

    public List<Check> Checks { get; } = [];

    /// <summary>Told each measurement at once.</summary>
    public Action<string, string, double> Added { get; init; } = (_, _, _) => { };

    /// <summary>What is no number was not measured, and then the name is absent rather than zero.</summary>
    public void Add(string name, string unit, double value)
    {
        if (!double.IsFinite(value))
            return;
        if (!measured.TryGetValue(name, out var figure))
            measured[name] = figure = (unit, []);
        figure.Runs.Add(value);
        Added(name, unit, value);
    }

    public IReadOnlyList<Figure> All =>
        [
            .. measured.Select(pair => new Figure(
                pair.Key,
                pair.Value.Unit,
                Quantiles.Median(pair.Value.Runs),
                pair.Value.Runs.Min(),
                pair.Value.Runs.Max(),
                pair.Value.Runs
            )),
        ];

    /// <summary>One figure over another, run by run: what the machine's other work did to a run, it did to both.</summary>
    public void AddRatio(string name, string over, string under)
    {
        if (measured.TryGetValue(over, out var first) && measured.TryGetValue(under, out var second))
            foreach (var (one, other) in first.Runs.Zip(second.Runs))
                Add(name, "ratio", one / other);
    }

    /// <summary>Each run of one figure over the median of another that was not measured beside it but before.</summary>
    public void AddRatioOfMedian(string name, string over, string under)
    {
        if (measured.TryGetValue(over, out var first) && measured.TryGetValue(under, out var second))
            foreach (var one in first.Runs)
                Add(name, "ratio", one / Quantiles.Median(second.Runs));
    }
}
