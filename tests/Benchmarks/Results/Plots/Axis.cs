namespace AccountingSync.Benchmarks.Results.Plots;

/// <summary>A straight scale from zero, so that lengths compare as the values do.</summary>
/// <param name="End">The value at its far end.</param>
/// <param name="Step">Between two marks: 1, 2 or 5 times a power of ten.</param>
/// <param name="Length">In pixels.</param>
sealed record Axis(double End, double Step, double Length)
{
    const int MostMarks = 7;

    /// <param name="highest">Of the values that must find room.</param>
    public static Axis For(double highest, double length)
    {
        if (!(highest > 0))
            return new Axis(1, 1, length);
        var rough = highest / MostMarks;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = new[] { 1, 2, 5, 10 }.Select(factor => factor * power).First(candidate => candidate >= rough * 0.999999);
        return new Axis(Math.Ceiling(highest / step * 0.999999) * step, step, length);
    }

    public IEnumerable<double> Marks => Enumerable.Range(0, (int)Math.Round(End / Step) + 1).Select(mark => mark * Step);

    /// <returns>Pixels from the beginning.</returns>
    public double Place(double value) => value / End * Length;
}
