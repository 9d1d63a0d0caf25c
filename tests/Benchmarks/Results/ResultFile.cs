using System.Diagnostics;
using System.Globalization;
using AccountingSync.Benchmarks.Measuring;
using AccountingSync.Benchmarks.Results.Plots;

namespace AccountingSync.Benchmarks.Results;

/// <summary>The files in <c>benchmarks/results</c>: the figures for programs as <c>DATE-COMMIT.json</c> and <c>latest.json</c>, and drawn for people
/// as <c>latest.svg</c>.</summary>
/// <param name="root">The checkout.</param>
sealed class ResultFile(string root)
{
    public string Root { get; } = root;

    string Folder => Path.Combine(Root, "benchmarks", "results");
    string Latest => Path.Combine(Folder, "latest.json");

    /// <returns>The file that later runs do not replace.</returns>
    public string Write(Machine machine, Figures figures, DateTimeOffset now)
    {
        var document = ResultDocument.Of(machine, Commit(), figures);
        Directory.CreateDirectory(Folder);
        var file = Path.Combine(Folder, string.Create(CultureInfo.InvariantCulture, $"{now:yyyy-MM-dd}-{document.Commit}.json"));
        File.WriteAllText(file, document.ToJson());
        File.WriteAllText(Latest, document.ToJson());
        DrawLatest();
        return file;
    }

    /// <returns>The drawing of <c>latest.json</c>.</returns>
    public string DrawLatest()
    {
        var file = Path.ChangeExtension(Latest, ".svg");
        File.WriteAllText(file, ResultPlot.Draw(ResultDocument.Parse(File.ReadAllText(Latest))));
        return file;
    }

    string Commit()
    {
        using var git = Process.Start(
            new ProcessStartInfo("git", ["-C", Root, "rev-parse", "--short", "HEAD"])
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
