using System.Globalization;

namespace AccountingSync.LocalServers;

/// <summary>A process id together with the moment that process started, so that a recycled number is not taken for it.</summary>
static class PidFile
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    public static void Write(string path, int pid) => File.WriteAllText(path, $"{pid} {ProcessTable.StartTicks(pid)}\n");

    /// <summary>After a crash the predecessor needs a moment to stop; if it does not, it belongs to somebody who still runs.</summary>
    public static async Task WaitUntilGoneAsync(ChildSpec spec, CancellationToken cancellation)
    {
        var deadline = Deadline.In(spec.StopTimeout + Grace);
        while (LivingProcess(spec.PidFile!) is { } pid)
        {
            if (deadline.Passed)
                throw new InvalidOperationException(
                    $"{spec.Name} already runs here as process {pid}; stop it first, or use another directory ({spec.PidFile})"
                );
            await Task.Delay(Pause, cancellation);
        }
    }

    static int? LivingProcess(string path)
    {
        if (!File.Exists(path) || File.ReadAllText(path).Split() is not [var first, var ticks, ..] || ticks is "")
            return null;
        var pid = int.Parse(first, CultureInfo.InvariantCulture);
        return ProcessTable.StartTicks(pid) == ticks ? pid : null;
    }
}
