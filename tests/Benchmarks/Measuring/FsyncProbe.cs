using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace AccountingSync.Benchmarks.Measuring;

/// <summary>How long the disk takes to make 8 kB durable, as PostgreSQL's own tool measures it where it is installed.</summary>
static partial class FsyncProbe
{
    /// <returns>Microseconds per fdatasync; null without the tool.</returns>
    public static async Task<double?> Microseconds(string directory, CancellationToken stop)
    {
        var tool = Directory.Exists("/usr/lib/postgresql")
            ? Directory.EnumerateFiles("/usr/lib/postgresql", "pg_test_fsync", SearchOption.AllDirectories).FirstOrDefault()
            : null;
        if (tool is null)
            return null;
        var file = Path.Combine(directory, "fsync-probe");
        using var process = Process.Start(
            new ProcessStartInfo(tool, ["-s", "1", "-f", file]) { UseShellExecute = false, RedirectStandardOutput = true }
        )!;
        var output = await process.StandardOutput.ReadToEndAsync(stop);
        await process.WaitForExitAsync(stop);
        return FdataSync().Match(output) is { Success: true } match ? double.Parse(match.Groups["micro"].Value, CultureInfo.InvariantCulture) : null;
    }

    [GeneratedRegex(@"fdatasync\s+[\d.]+ ops/sec\s+(?<micro>\d+) usecs/op", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FdataSync();
}
