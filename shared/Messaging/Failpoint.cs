using System.Collections.Frozen;
using System.Diagnostics;

namespace AccountingSync.Messaging;

/// <summary>A named place where a fault campaign may kill the process, as SIGKILL would. Costs one null check in production.
/// <c>ACCOUNTINGSYNC_FAILPOINT=outbox.confirmed:37</c> dies at the 37th hit; several are separated by commas. With <c>:freeze</c> behind
/// it, the process stands still there as after SIGSTOP, until somebody sends it SIGCONT.</summary>
public static class Failpoint
{
    static readonly FrozenDictionary<string, Countdown>? Armed = Parse(Environment.GetEnvironmentVariable("ACCOUNTINGSYNC_FAILPOINT"));

    public static void Hit(string name)
    {
        if (Armed is null || !Armed.TryGetValue(name, out var countdown) || Interlocked.Decrement(ref countdown.Left) != 0)
            return;
        if (countdown.Freezes)
        {
            Freeze();
            return;
        }
        using var self = Process.GetCurrentProcess();
        self.Kill();
    }

    /// <summary>A shell sends the signal, because .NET cannot; it ends after all of our threads stand.</summary>
    static void Freeze()
    {
        using var shell = Process.Start("/bin/sh", ["-c", $"kill -STOP {Environment.ProcessId}"]);
        shell.WaitForExit();
    }

    static FrozenDictionary<string, Countdown>? Parse(string? setting) =>
        string.IsNullOrWhiteSpace(setting)
            ? null
            : setting
                .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(part => part.Split(':'))
                .ToFrozenDictionary(
                    part => part[0],
                    part => new Countdown
                    {
                        Left = part.Length > 1 ? int.Parse(part[1], System.Globalization.CultureInfo.InvariantCulture) : 1,
                        Freezes = part.Length > 2 && part[2] == "freeze",
                    }
                );

    sealed class Countdown
    {
        public int Left;
        public bool Freezes { get; init; }
    }
}
