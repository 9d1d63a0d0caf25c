using System.Globalization;
using System.Runtime.InteropServices;

namespace AccountingSync.Benchmarks.Measuring;

/// <summary>What the figures were measured on.</summary>
sealed record Machine(string Processor, int Cores, double MemoryGigabytes, string System, string Runtime, double? FdatasyncMicroseconds)
{
    public static async Task<Machine> Describe(string directory, CancellationToken stop) =>
        new(
            Line("/proc/cpuinfo", "model name") ?? RuntimeInformation.ProcessArchitecture.ToString(),
            Environment.ProcessorCount,
            Math.Round(double.Parse((Line("/proc/meminfo", "MemTotal") ?? "0 kB").Split(' ')[0], CultureInfo.InvariantCulture) / 1024 / 1024, 1),
            RuntimeInformation.OSDescription,
            RuntimeInformation.FrameworkDescription,
            await FsyncProbe.Microseconds(directory, stop)
        );

    static string? Line(string file, string name) =>
        File.ReadLines(file)
            .Where(line => line.StartsWith(name, StringComparison.Ordinal))
            .Select(line => line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim())
            .FirstOrDefault();
}
