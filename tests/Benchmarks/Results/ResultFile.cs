using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using AccountingSync.Benchmarks.Measuring;

namespace AccountingSync.Benchmarks.Results;

/// <summary>The figures for programs: <c>benchmarks/results/DATE-COMMIT.json</c> and <c>latest.json</c>.</summary>
static class ResultFile
{
    static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static string Write(string root, Machine machine, Figures figures, DateTimeOffset now)
    {
        var commit = Commit(root);
        var content = JsonSerializer.Serialize(
            new
            {
                machine,
                commit,
                figures = figures.All.Select(figure =>
                    figure with
                    {
                        Median = Round(figure.Median),
                        Min = Round(figure.Min),
                        Max = Round(figure.Max),
                        Runs = [.. figure.Runs.Select(Round)],
                    }
                ),
                checks = figures.Checks.Select(check => new
                {
                    check.Name,
                    check.Lost,
                    check.Doubled,
                    check.TrialBalance,
                }),
            },
            Layout
        );
        var directory = Directory.CreateDirectory(Path.Combine(root, "benchmarks", "results")).FullName;
        var file = Path.Combine(directory, string.Create(CultureInfo.InvariantCulture, $"{now:yyyy-MM-dd}-{commit}.json"));
        File.WriteAllText(file, content + "\n");
        File.WriteAllText(Path.Combine(directory, "latest.json"), content + "\n");
        return file;
    }

    static double Round(double value) => double.IsFinite(value) ? Math.Round(value, 4) : 0;

    static string Commit(string root)
    {
        using var git = Process.Start(
            new ProcessStartInfo("git", ["-C", root, "rev-parse", "--short", "HEAD"])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        );
        var text = git?.StandardOutput.ReadToEnd().Trim();
        return string.IsNullOrEmpty(text) ? "unknown" : text;
    }
}
