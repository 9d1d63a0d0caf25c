namespace AccountingSync.LocalServers;

/// <summary>A private RabbitMQ: own data, ports, users and certificate; loopback only, AMQP over TLS only; gone when we are gone.</summary>
public sealed class RabbitServer : IAsyncDisposable
{
    static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(120);
    static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(60);
    readonly RabbitOptions options;
    readonly RabbitFiles files;
    ChildProcess? portMapper;
    ChildProcess? process;

    RabbitServer(RabbitOptions options, RabbitFiles files)
    {
        this.options = options;
        this.files = files;
        Management = new RabbitManagement(new Uri($"http://127.0.0.1:{options.ManagementPort}"), RabbitFiles.Administrator, files.Password);
        var administrator = new Uri($"amqps://{RabbitFiles.Administrator}:{files.Password}@127.0.0.1:{options.AmqpsPort}/");
        Access = new RabbitAccess(administrator, Management, files.Tls.Authority);
    }

    public int AmqpsPort => options.AmqpsPort;
    public RabbitAccess Access { get; }

    /// <summary>Users, permissions and virtual hosts; what is made here survives <see cref="WipeDataAndRestartAsync"/>.</summary>
    public RabbitManagement Management { get; }
    public Uri ManagementUri => Management.Address;
    public Uri PrometheusUri => new($"http://127.0.0.1:{options.PrometheusPort}/metrics");
    public string AuthorityFile => files.Tls.Authority;
    public string LogFile => files.Log;

    /// <summary>The running broker process.</summary>
    public ChildProcess Process => process ?? throw new InvalidOperationException("RabbitMQ was not started.");

    public static async Task<RabbitServer> StartAsync(RabbitOptions options, CancellationToken cancellation = default)
    {
        var complete = options.WithPorts();
        var server = new RabbitServer(complete, RabbitFiles.Prepare(complete, TimeProvider.System));
        try
        {
            await server.StartProcessesAsync(cancellation);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public Uri AmqpsUriFor(string user, string password, string virtualHost = "/") => Access.AmqpsUriFor(user, password, virtualHost);

    public Task CreateUserAsync(
        string name,
        string password,
        string configure,
        string write,
        string read,
        CancellationToken cancellation = default
    ) => Management.CreateUserAsync(name, password, configure, write, read, "/", cancellation);

    public Task SetTopicPermissionAsync(string user, string exchange, string write, string read, CancellationToken cancellation = default) =>
        Management.SetTopicPermissionAsync(user, exchange, write, read, "/", cancellation);

    /// <summary>A virtual host that the administrator may use.</summary>
    public Task CreateVirtualHostAsync(string name, CancellationToken cancellation = default) =>
        Management.CreateVirtualHostAsync(name, RabbitFiles.Administrator, cancellation);

    /// <summary>SIGKILL to the broker; the port mapper, which holds nothing, lives on.</summary>
    public void Kill() => Process.Kill();

    /// <summary>Stops the broker in order if it still runs, and starts it on the same data and ports.</summary>
    public async Task RestartAsync(CancellationToken cancellation = default)
    {
        await Process.DisposeAsync();
        await StartBrokerAsync(cancellation);
    }

    /// <summary>Asks the broker to stop and waits until it has, or kills it after a minute, as an init system does; then starts it again on
    /// the same data and ports.</summary>
    public async Task RestartInOrderAsync(CancellationToken cancellation = default)
    {
        Process.Signal((int)StopSignal.Terminate);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(StopLimit);
        await Process.WaitForExitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellation.ThrowIfCancellationRequested();
        await RestartAsync(cancellation);
    }

    /// <summary>Above its disk limit the broker blocks whoever publishes, as it does when its disk is nearly full.</summary>
    public Task RaiseDiskAlarmAsync(CancellationToken cancellation = default) =>
        RabbitSpecs.Control(options, files, ["set_disk_free_limit", "999GB"], cancellation);

    public Task ClearDiskAlarmAsync(CancellationToken cancellation = default) =>
        RabbitSpecs.Control(options, files, ["set_disk_free_limit", RabbitFiles.DiskFreeLimit], cancellation);

    /// <summary>With next to no memory allowed the broker blocks whoever publishes, as it does when it holds too much.</summary>
    public Task RaiseMemoryAlarmAsync(CancellationToken cancellation = default) =>
        RabbitSpecs.Control(options, files, ["set_vm_memory_high_watermark", "absolute", "1MB"], cancellation);

    public Task ClearMemoryAlarmAsync(CancellationToken cancellation = default) =>
        RabbitSpecs.Control(options, files, ["set_vm_memory_high_watermark", "absolute", $"{options.MemoryLimitMegabytes}MB"], cancellation);

    /// <summary>What a lost disk does: every queue, exchange and message is gone. Users and virtual hosts are made again.</summary>
    public async Task WipeDataAndRestartAsync(CancellationToken cancellation = default)
    {
        Process.Kill();
        await Process.DisposeAsync();
        Directory.Delete(files.Data, recursive: true);
        await StartBrokerAsync(cancellation);
        await Management.ReplayAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
            await process.DisposeAsync();
        if (portMapper is not null)
            await portMapper.DisposeAsync();
        Management.Dispose();
        if (options.DeleteOnDispose)
            ServerHome.Delete(options.Directory, files.Home);
    }

    async Task StartProcessesAsync(CancellationToken cancellation)
    {
        portMapper = await ChildProcess.StartAsync(RabbitSpecs.PortMapper(options, files), cancellation);
        await portMapper.WaitForPortAsync(options.EpmdPort, StartLimit, cancellation);
        files.WriteConfiguration(options);
        await StartBrokerAsync(cancellation);
    }

    async Task StartBrokerAsync(CancellationToken cancellation)
    {
        process = await ChildProcess.StartAsync(RabbitSpecs.Broker(options, files), cancellation);
        await process.WaitForLogAsync("Server startup complete", StartLimit, cancellation);
    }
}
