using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using AccountingSync.Benchmarks.Measuring;

namespace AccountingSync.Benchmarks.Results;

/// <summary>What one bench found, as it stands in a results file.</summary>
/// <param name="Commit">Of the code that was measured, short.</param>
sealed record ResultDocument(Machine Machine, string Commit, IReadOnlyList<Figure> Figures, IReadOnlyList<Check> Checks)
{
    static readonly JsonSerializerOptions Layout = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.BasicLatin, UnicodeRanges.Latin1Supplement), // µs reads as µs.
    };

    public static ResultDocument Of(Machine machine, string commit, Figures figures) =>
        new(machine, commit, [.. figures.All.Select(Rounded)], [.. figures.Checks]);

    public string ToJson() => JsonSerializer.Serialize(this, Layout) + "\n";

    /// <exception cref="JsonException">It is no results file.</exception>
    public static ResultDocument Parse(string json) =>
        JsonSerializer.Deserialize<ResultDocument>(json, Layout) ?? throw new JsonException("A results file holds one object.");

    static Figure Rounded(Figure figure) =>
        figure with
        {
            Median = Math.Round(figure.Median, 4),
            Min = Math.Round(figure.Min, 4),
            Max = Math.Round(figure.Max, 4),
            Runs = [.. figure.Runs.Select(run => Math.Round(run, 4))],
        };
}
