using Npgsql;

namespace AccountingSync.LocalServers;

/// <summary>A private PostgreSQL: own data, port, password and certificate; loopback and TLS only; gone when we are gone.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    readonly PostgresOptions options;
    readonly PostgresFiles files;
    ChildProcess? process;

    PostgresServer(PostgresOptions options, PostgresFiles files)
    {
        this.options = options;
        this.files = files;
        Port = options.Port == 0 ? FreePort.Next() : options.Port;
        Access = new PostgresAccess(
            new NpgsqlConnectionStringBuilder
            {
                Host = "127.0.0.1",
                Port = Port,
                Username = "postgres",
                Password = File.ReadAllText(files.Password),
                Database = "postgres",
                SslMode = SslMode.VerifyFull,
                RootCertificate = files.Tls.Authority,
            }.ConnectionString
        );
    }

    public int Port { get; }
    public PostgresAccess Access { get; }
    public string AdminConnectionString => Access.AdminConnectionString;
    public string AuthorityFile => files.Tls.Authority;
    public string LogFile => files.Log;

    /// <summary>The running server process.</summary>
    public ChildProcess Process => process ?? throw new InvalidOperationException("PostgreSQL was not started.");

    public static async Task<PostgresServer> StartAsync(PostgresOptions options, CancellationToken cancellation = default)
    {
        var prepared = await PostgresFiles.PrepareAsync(options.Directory, TimeProvider.System, cancellation);
        if (prepared.Version is null)
            await prepared.CreateDataAsync(cancellation);
        var server = new PostgresServer(options, prepared);
        await server.StartProcessAsync(cancellation);
        return server;
    }

    public string ConnectionStringFor(string role, string password, string database) => Access.ConnectionStringFor(role, password, database);

    /// <summary>SIGKILL to the server and to every backend, as if the machine's power had failed (the page cache excepted).</summary>
    public void Kill()
    {
        if (Process.HasExited)
            return;
        Process.Signal(Signals.Stop); // No new backends while we count them.
        var backends = ProcessTable.ChildrenOf(Process.Pid);
        foreach (var backend in backends)
            Signals.Send(backend, Signals.Kill);
        Process.Kill();
        // The next start refuses while a backend still holds the shared memory.
        if (!SpinWait.SpinUntil(() => !backends.Any(ProcessTable.IsAlive), StartLimit))
            throw new TimeoutException("Backends of the killed PostgreSQL are still there.");
    }

    /// <summary>"Immediate": ends every session at once and writes no checkpoint; the next start recovers from the log.</summary>
    public async Task StopImmediatelyAsync(CancellationToken cancellation = default)
    {
        Process.Signal(Signals.Quit);
        await Process.WaitForExitAsync(cancellation);
    }

    /// <summary>Stops the server in order if it still runs, and starts it on the same data and port.</summary>
    public async Task RestartAsync(CancellationToken cancellation = default)
    {
        await Process.DisposeAsync();
        await StartProcessAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
            await process.DisposeAsync();
        if (options.DeleteOnDispose)
            ServerHome.Delete(options.Directory, files.Home);
    }

    async Task StartProcessAsync(CancellationToken cancellation)
    {
        process = await ChildProcess.StartAsync(Spec(), cancellation);
        try
        {
            await process.WaitUntilAsync("a connection", () => CanConnectAsync(cancellation), StartLimit, cancellation);
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    async Task<bool> CanConnectAsync(CancellationToken cancellation)
    {
        try
        {
            await using var connection = new NpgsqlConnection(AdminConnectionString + ";Pooling=false;Timeout=5");
            await connection.OpenAsync(cancellation);
            return true;
        }
        catch (NpgsqlException e) when (e.IsTransient || e.SqlState == PostgresErrorCodes.CannotConnectNow)
        {
            return false; // Still starting or recovering; anything else, like a wrong password, is thrown.
        }
    }

    ChildSpec Spec()
    {
        string[] command =
        [
            .. PostgresInstallation.RunAs,
            Path.Combine(PostgresInstallation.BinDirectory(files.Version), "postgres"),
            .. new[] { "-D", files.Data },
            .. PostgresSettings.For(options, files, Port).SelectMany(setting => new[] { "-c", $"{setting.Key}={setting.Value}" }),
        ];
        return new ChildSpec
        {
            Name = "PostgreSQL",
            FileName = command[0],
            Arguments = command[1..],
            LogFile = files.Log,
            PidFile = files.PidFile,
            WithheldPrefixes = ["PG"],
            Environment = new Dictionary<string, string?> { ["LC_ALL"] = "C.UTF-8" },
            StopSignal = StopSignal.Interrupt, // "Fast": ends sessions and writes a checkpoint.
            StopTimeout = TimeSpan.FromSeconds(30),
        };
    }
}
