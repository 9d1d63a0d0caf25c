using System.Globalization;
using AccountingSync.LocalServers;

namespace AccountingSync.Benchmarks.Measuring;

/// <summary>CPU time of a process and all its descendants, ended ones included, from the kernel's process table.</summary>
static class CpuTimes
{
    // Linux counts in hundredths of a second on every architecture that .NET runs on.
    const double MicrosecondsPerTick = 10_000;

    public static double Microseconds(int pid) => OfTree(pid) * MicrosecondsPerTick;

    static long OfTree(int pid) => Ticks(pid) + ProcessTable.ChildrenOf(pid).Sum(OfTree);

    /// <summary>Own user and system time, and that of children that have ended.</summary>
    static long Ticks(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ').Skip(11).Take(4).Sum(field => long.Parse(field, CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
            return 0; // It ended just now: its parent counts it from here on.
        }
    }
}
