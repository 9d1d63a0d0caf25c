using System.Globalization;
using AccountingSync.LocalServers;

namespace AccountingSync.Benchmarks.Measuring;

/// <summary>The most memory that a process has had resident so far (VmHWM).</summary>
static class PeakMemory
{
    public static double Megabytes(int pid) =>
        File.ReadLines($"/proc/{pid}/status")
            .Where(line => line.StartsWith("VmHWM:", StringComparison.Ordinal))
            .Select(line => double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024)
            .SingleOrDefault();

    /// <summary>Of the largest process in a tree: the broker's virtual machine, not the shell around it.</summary>
    public static double LargestOfTree(int pid) => ProcessTable.ChildrenOf(pid).Select(LargestOfTree).Append(Megabytes(pid)).Max();
}
