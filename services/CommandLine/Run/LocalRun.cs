using AccountingSync.CommandLine.Reach;
using AccountingSync.CommandLine.Show;
using AccountingSync.LocalServers;

namespace AccountingSync.CommandLine.Run;

/// <summary>The whole system on this machine while this object lives: ports, trace receiver, servers, services.</summary>
sealed class LocalRun : IAsyncDisposable
{
    const long LongestTraceFile = 200_000_000;

    readonly PortBlock ports;
    readonly FileStream hold;
    LocalSystem? system;
    TraceReceiver? traces;

    LocalRun(Installation installation, PortBlock ports, FileStream hold) => (Installation, this.ports, this.hold) = (installation, ports, hold);

    public Installation Installation { get; }
    public LocalSystem Local => system ?? throw new InvalidOperationException("The system has not started.");
    public TraceReceiver Traces => traces ?? throw new InvalidOperationException("The trace receiver has not started.");

    /// <summary>How the command line and tests reach it.</summary>
    public SystemFile Address { get; private set; } = null!;

    public static async Task<LocalRun> Start(Installation installation, PortBlock ports, bool durable, Progress progress, CancellationToken stop)
    {
        if (installation.TryHold() is not { } hold)
        {
            ports.Dispose();
            throw new CommandFailedException($"A system runs in {installation.Root} already.");
        }
        var run = new LocalRun(installation, ports, hold);
        try
        {
            await run.Start(durable, progress, stop);
            return run;
        }
        catch
        {
            await run.DisposeAsync();
            throw;
        }
    }

    async Task Start(bool durable, Progress progress, CancellationToken stop)
    {
        PutAsideLongTraceFile();
        traces = await TraceReceiver.StartAsync(new TraceReceiverOptions { Port = ports.Traces, SpanFile = Installation.TraceFile }, stop);
        system = await LocalSystem.StartAsync(
            new LocalSystemOptions
            {
                Directory = Installation.Directory,
                Binaries = Installation.Binaries,
                Ports = ports,
                Durable = durable,
                Telemetry = traces.Endpoint,
                Settings = LocalSettings.All,
                Progress = progress.Say,
                External = ExternalServers.FromEnvironment(),
            },
            stop
        );
        Address = system.Describe(apiKey: null);
        Address.Write(Installation.Directory);
    }

    /// <summary>Tells other programs which key to use.</summary>
    public void Publish(string apiKey)
    {
        Address = Address with { ApiKey = apiKey };
        Address.Write(Installation.Directory);
    }

    void PutAsideLongTraceFile()
    {
        var file = new FileInfo(Installation.TraceFile);
        if (file.Exists && file.Length > LongestTraceFile)
            file.MoveTo(Path.ChangeExtension(Installation.TraceFile, ".earlier.jsonl"), overwrite: true);
    }

    public async ValueTask DisposeAsync()
    {
        // First, so that nobody finds a system that is going away.
        if (system is not null)
            File.Delete(SystemFile.PathIn(Installation.Directory));
        if (system is not null)
            await system.DisposeAsync();
        if (traces is not null)
            await traces.DisposeAsync();
        ports.Dispose();
        await hold.DisposeAsync();
    }
}
