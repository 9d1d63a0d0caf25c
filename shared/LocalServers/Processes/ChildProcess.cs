using System.Diagnostics;
using System.Globalization;

namespace AccountingSync.LocalServers;

/// <summary>
/// A process that never outlives ours, however ours ends: it is stopped when the pipe that only we hold open is closed,
/// which the kernel does for us even after SIGKILL.
/// </summary>
public sealed class ChildProcess : IAsyncDisposable
{
    // The shell leaves a watcher behind and then becomes the child, so the process id we see is the child's own.
    // The watcher stays in the child's process group; while it lives the kernel cannot give the child's number to another
    // process, so the signal can never hit a stranger. It is started twice removed so that the child has no unknown child.
    const string Script = """
        exec 3<&0
        log=$1 signal=$2 tenths=$3
        shift 3
        exec </dev/null >>"$log" 2>&1
        ( (
            trap '' INT TERM HUP
            cat <&3
            kill -s "$signal" $$
            while [ "$tenths" -gt 0 ] && kill -0 $$; do sleep 0.1; tenths=$((tenths - 1)); done
            kill -s KILL $$
        ) >/dev/null 2>&1 & )
        exec 3<&-
        exec "$@"
        """;

    readonly Process process;
    readonly StreamWriter lifeline;
    readonly Lock gate = new();
    bool released;
    volatile bool ended;

    ChildProcess(ChildSpec spec, Process process, long logStart)
    {
        Spec = spec;
        LogStart = logStart;
        this.process = process;
        Pid = process.Id;
        lifeline = process.StandardInput;
        process.Exited += (_, _) => Release(); // Nothing is left to watch.
        process.EnableRaisingEvents = true;
    }

    public ChildSpec Spec { get; }
    public int Pid { get; }
    public string LogFile => Spec.LogFile;

    /// <summary>May be asked by anybody at any time, also while another disposes of it.</summary>
    public bool HasExited
    {
        get
        {
            try
            {
                return ended || process.HasExited;
            }
            catch (InvalidOperationException) when (ended)
            {
                return true; // It was disposed of between these two questions.
            }
        }
    }

    /// <summary>Meaningful once <see cref="HasExited"/>; 128 + n after signal n.</summary>
    public int ExitCode => process.ExitCode;

    /// <summary>Where this child's own lines begin in a log file that several starts share.</summary>
    internal long LogStart { get; }

    public static async Task<ChildProcess> StartAsync(ChildSpec spec, CancellationToken cancellation = default)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(spec.LogFile))!);
        if (spec.PidFile is not null)
            await PidFile.WaitUntilGoneAsync(spec, cancellation);

        var log = new FileInfo(spec.LogFile);
        var logStart = log.Exists ? log.Length : 0;
        var started = Process.Start(StartInfo(spec)) ?? throw new InvalidOperationException($"{spec.Name}: could not start {spec.FileName}");
        if (spec.PidFile is not null)
            PidFile.Write(spec.PidFile, started.Id);
        return new ChildProcess(spec, started, logStart);
    }

    /// <summary>SIGKILL, at once: the child gets no chance to tidy up.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    /// <summary>Any signal by number.</summary>
    public void Signal(int signal) => Signals.Send(Pid, signal);

    /// <summary>SIGSTOP: as when its machine pauses. It knows nothing of it, before or after.</summary>
    public void Freeze() => Signals.Send(Pid, Signals.Stop);

    /// <summary>SIGCONT: it goes on where it stood.</summary>
    public void Thaw() => Signals.Send(Pid, Signals.Continue);

    public Task WaitForExitAsync(CancellationToken cancellation = default) => process.WaitForExitAsync(cancellation);

    public async ValueTask DisposeAsync()
    {
        Release();
        using var limit = new CancellationTokenSource(Spec.StopTimeout);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }
        ended = true;
        process.Dispose();
    }

    /// <summary>The watcher sees the end of its input and sends the stop signal. Called by us and by the child's end, perhaps at the same moment.</summary>
    void Release()
    {
        lock (gate)
        {
            if (!released)
                lifeline.Close();
            released = true;
        }
    }

    /// <summary>The command whose standard input keeps the child alive.</summary>
    internal static string[] CommandFor(ChildSpec spec)
    {
        var tenths = ((int)(spec.StopTimeout.TotalSeconds * 10)).ToString(CultureInfo.InvariantCulture);
        var signal = spec.StopSignal switch
        {
            StopSignal.Interrupt => "INT",
            StopSignal.Kill => "KILL",
            _ => "TERM",
        };
        return ["setsid", "/bin/sh", "-c", Script, spec.Name, Path.GetFullPath(spec.LogFile), signal, tenths, spec.FileName, .. spec.Arguments];
    }

    static ProcessStartInfo StartInfo(ChildSpec spec)
    {
        var command = CommandFor(spec);
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            WorkingDirectory = spec.WorkingDirectory ?? "",
        };
        foreach (var name in start.Environment.Keys.Where(n => spec.WithheldPrefixes.Any(p => n.StartsWith(p, StringComparison.Ordinal))).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in spec.Environment)
            start.Environment[name] = value;
        return start;
    }
}
