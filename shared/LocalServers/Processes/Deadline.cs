using System.Diagnostics;

namespace AccountingSync.LocalServers;

/// <summary>A moment by which something must have happened.</summary>
sealed class Deadline
{
    readonly long start = Stopwatch.GetTimestamp();
    readonly TimeSpan limit;

    Deadline(TimeSpan limit) => this.limit = limit;

    public static Deadline In(TimeSpan limit) => new(limit);

    public bool Passed => Stopwatch.GetElapsedTime(start) > limit;
}
