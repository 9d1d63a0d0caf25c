using System.Runtime.InteropServices;

namespace AccountingSync.LocalServers;

/// <summary>The kernel's signals, which .NET offers only in part.</summary>
static partial class Signals
{
    public const int Quit = 3;
    public const int Kill = 9;
    public const int Continue = 18;
    public const int Stop = 19;

    public static void Send(int pid, int signal)
    {
        if (KillNative(pid, signal) != 0 && Marshal.GetLastPInvokeError() is var error && error != NoSuchProcess)
            throw new InvalidOperationException($"signal {signal} to process {pid} failed: {Marshal.GetPInvokeErrorMessage(error)}");
    }

    const int NoSuchProcess = 3;

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int KillNative(int pid, int signal);
}
