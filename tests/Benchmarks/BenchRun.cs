using AccountingSync.Benchmarks.Results;
using AccountingSync.LocalServers;

namespace AccountingSync.Benchmarks;

/// <summary>One run of the lanes: the system that they work on and where their figures go.</summary>
/// <param name="Number">From 1.</param>
sealed record BenchRun(LocalSystem System, Figures Figures, BenchArguments Arguments, TimeProvider Time, int Number)
{
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(8);

    /// <summary>For comparators that settle at once: longer would tell nothing more.</summary>
    public TimeSpan Short => Arguments.Measured < Longest ? Arguments.Measured : Longest;

    /// <summary>Another one for each run and each use within it, and the same whenever the bench is given the same seed.</summary>
    /// <param name="use">0 to 9.</param>
    public ulong Seed(int use) => Arguments.Seed + (ulong)Number * 10 + (ulong)use;
}
