using System.Runtime.InteropServices;

namespace AccountingSync.CommandLine;

/// <summary>Ctrl-C, SIGTERM and a closed terminal ask to stop, once. A second one ends the process at once; the kernel then
/// tells the children.</summary>
sealed class StopSignals : IDisposable
{
    readonly CancellationTokenSource asked = new();
    readonly PosixSignalRegistration[] registrations;

    public StopSignals() =>
        registrations = [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Ask),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Ask),
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, Ask),
        ];

    public CancellationToken Token => asked.Token;

    void Ask(PosixSignalContext context)
    {
        context.Cancel = !asked.IsCancellationRequested;
        asked.Cancel();
    }

    public void Dispose()
    {
        foreach (var registration in registrations)
            registration.Dispose();
        asked.Dispose();
    }
}
