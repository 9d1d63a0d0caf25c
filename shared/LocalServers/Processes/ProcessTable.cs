using System.Globalization;

namespace AccountingSync.LocalServers;

/// <summary>Reads the kernel's process table (/proc).</summary>
public static class ProcessTable
{
    const int StateField = 0;
    const int ParentField = 1;
    const int StartTimeField = 19;

    /// <summary>True while the process exists and has not ended (a zombie has ended).</summary>
    public static bool IsAlive(int pid) => StatFields(pid) is { } fields && fields[StateField] is not ("Z" or "X");

    /// <summary>True while it stands still after SIGSTOP.</summary>
    public static bool IsFrozen(int pid) => StatFields(pid) is { } fields && fields[StateField] == "T";

    public static IReadOnlyList<int> ChildrenOf(int pid) =>
        [
            .. Directory
                .EnumerateDirectories("/proc")
                .Select(path => int.TryParse(Path.GetFileName(path), CultureInfo.InvariantCulture, out var id) ? id : 0)
                .Where(id => id > 0 && StatFields(id)?[ParentField] == pid.ToString(CultureInfo.InvariantCulture)),
        ];

    /// <summary>When the process started, in the kernel's own unit; empty when it is not alive.</summary>
    internal static string StartTicks(int pid) => IsAlive(pid) && StatFields(pid) is { } fields ? fields[StartTimeField] : "";

    static string[]? StatFields(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' '); // The name in parentheses may itself hold spaces.
        }
        catch (IOException)
        {
            return null; // It ended before or while we read.
        }
    }
}
