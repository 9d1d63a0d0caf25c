using System.Collections.Concurrent;
using Npgsql;

namespace AccountingSync.LocalServers;

/// <summary>A whole installation on this machine: servers, migrated database, broker users, and every service as a process of its own.
/// Nothing of it outlives this process.</summary>
public sealed class LocalSystem : IAsyncDisposable
{
    const string DatabaseName = "accountingsync";
    const string OwnVirtualHost = "accountingsync";
    static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(120);

    readonly LocalSystemOptions options;
    readonly ConcurrentDictionary<string, ChildProcess> processes = [];

    LocalSystem(LocalSystemOptions options)
    {
        this.options = options;
        Secrets = new InstallationSecrets(Path.Combine(options.Directory, "secrets"));
    }

    public InstallationSecrets Secrets { get; }

    /// <summary>Null when an external server is used.</summary>
    public PostgresServer? PostgresServer { get; private set; }

    /// <summary>Null when an external server is used.</summary>
    public RabbitServer? RabbitServer { get; private set; }
    public PostgresAccess Postgres { get; private set; } = null!;
    public RabbitAccess Rabbit { get; private set; } = null!;

    /// <summary>The database's owner, who may see everything: for checks and migrations.</summary>
    public string OwnerConnectionString => Postgres.AdminConnectionStringFor(DatabaseName);

    /// <summary>The system's own where virtual hosts can be made, and else the one that the external broker's address names.</summary>
    string VirtualHost => Rabbit.Management is null ? Rabbit.VirtualHost : OwnVirtualHost;

    IEnumerable<ServiceEntry> Wanted => ServiceList.All.Where(service => !options.Without.Contains(service.Name));

    public Uri AddressOf(string service) => new($"http://127.0.0.1:{options.Ports.Base + ServiceList.Find(service).PortOffset}");

    public ChildProcess ProcessOf(string service) => processes[service];

    public static async Task<LocalSystem> StartAsync(LocalSystemOptions options, CancellationToken stop = default)
    {
        UnixFiles.PassableDirectory(options.Directory);
        var system = new LocalSystem(options);
        try
        {
            options.Progress("Starting PostgreSQL and RabbitMQ");
            await Task.WhenAll(system.StartPostgres(stop), system.StartRabbit(stop));
            options.Progress("Migrating the database");
            await Task.WhenAll(system.Wanted.Where(service => service.Role is not null).Select(service => system.Migrate(service, stop)));
            options.Progress("Starting the services");
            await Task.WhenAll(
                ServiceList
                    .All.Where(service => !options.Without.Contains(service.Name))
                    .Select(service => system.StartServiceAsync(service.Name, stop: stop))
            );
            return system;
        }
        catch
        {
            await system.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a service, or starts it again after it was killed, and waits until it is ready.</summary>
    /// <param name="settings">Added to its settings, as environment variables or configuration names.</param>
    public async Task StartServiceAsync(
        string name,
        IReadOnlyDictionary<string, string>? settings = null,
        bool waitUntilReady = true,
        CancellationToken stop = default
    )
    {
        if (processes.TryGetValue(name, out var previous))
            await previous.DisposeAsync();
        var child = await ChildProcess.StartAsync(SpecOf(ServiceList.Find(name), [], settings), stop);
        processes[name] = child;
        if (waitUntilReady)
            await child.WaitForHttpAsync(new Uri(AddressOf(name), "health/ready"), StartLimit, stop);
    }

    /// <summary>How a service reaches its database, for whoever stands in between.</summary>
    public string ConnectionStringOf(string service) =>
        ServiceList.Find(service).Role is { } role
            ? Postgres.ConnectionStringFor(role, Secrets.DatabasePassword(role), DatabaseName)
            : throw new InvalidOperationException($"{service} has no database.");

    /// <summary>How to reach it, for the command line.</summary>
    public SystemFile Describe(string? apiKey) =>
        new()
        {
            ProcessId = Environment.ProcessId,
            Ingestion = AddressOf("ingestion"),
            Console = AddressOf("console"),
            Sandbox = AddressOf("sandbox"),
            Services = ServiceList.All.ToDictionary(service => service.Name, service => AddressOf(service.Name)),
            InternalToken = Secrets.InternalToken,
            ApiKey = apiKey,
        };

    /// <summary>An AMQP address for a gateway that may publish events of one organisation and nothing else.</summary>
    public async Task<Uri> GatewayAddress(string organisation, CancellationToken stop)
    {
        var user = $"gateway-{organisation}";
        var password = Secrets.BrokerPassword(user);
        var management = Rabbit.Management ?? throw new InvalidOperationException("Users of an external broker are made by whoever runs it.");
        await management.CreateUserAsync(user, password, "^$", "^accountingsync\\.inbound$", "^$", VirtualHost, stop);
        await management.SetTopicPermissionAsync(user, "accountingsync.inbound", $"^{organisation}\\.", "^$", VirtualHost, stop);
        return Rabbit.AmqpsUriFor(user, password, VirtualHost);
    }

    public string? BrokerAuthorityFile => Rabbit.AuthorityFile;

    /// <summary>The broker's administrator in the system's own virtual host: for checks and faults.</summary>
    public Uri BrokerAdministrator => Rabbit.AdministratorIn(VirtualHost);

    async Task StartPostgres(CancellationToken stop)
    {
        if (options.External.Postgres is { } external)
        {
            Postgres = external;
        }
        else
        {
            PostgresServer = await PostgresServer.StartAsync(
                new PostgresOptions
                {
                    Directory = Path.Combine(options.Directory, "postgres"),
                    Port = options.Ports.Postgres,
                    Durable = options.Durable,
                    Settings = options.PostgresSettings,
                },
                stop
            );
            Postgres = PostgresServer.Access;
        }
        await using var connection = new NpgsqlConnection(Postgres.AdminConnectionString);
        await connection.OpenAsync(stop);
        await using var exists = new NpgsqlCommand("SELECT 1 FROM pg_database WHERE datname = $1", connection)
        {
            Parameters = { new() { Value = DatabaseName } },
        };
        if (await exists.ExecuteScalarAsync(stop) is not null)
            return;
        await using var create = new NpgsqlCommand($"CREATE DATABASE {DatabaseName}", connection);
        await create.ExecuteNonQueryAsync(stop);
    }

    async Task StartRabbit(CancellationToken stop)
    {
        if (options.External.Rabbit is { } external)
        {
            Rabbit = external;
            await MakeBrokerUsers(stop);
            return;
        }
        RabbitServer = await RabbitServer.StartAsync(
            new RabbitOptions
            {
                Directory = Path.Combine(options.Directory, "rabbitmq"),
                AmqpsPort = options.Ports.Amqps,
                ManagementPort = options.Ports.RabbitManagement,
                PrometheusPort = options.Ports.RabbitPrometheus,
                DistributionPort = options.Ports.RabbitDistribution,
                EpmdPort = options.Ports.Epmd,
                StopAtOnce = true,
            },
            stop
        );
        Rabbit = RabbitServer.Access;
        await MakeBrokerUsers(stop);
    }

    /// <summary>A virtual host, and a user for each service, where the broker lets us.</summary>
    async Task MakeBrokerUsers(CancellationToken stop)
    {
        if (Rabbit.Management is not { } management)
            return;
        await management.CreateVirtualHostAsync(VirtualHost, Rabbit.AdministratorName, stop);
        foreach (var service in ServiceList.All.Where(service => service.Role is not null))
            await management.CreateUserAsync(service.Name, Secrets.BrokerPassword(service.Name), ".*", ".*", ".*", VirtualHost, stop);
    }

    async Task Migrate(ServiceEntry service, CancellationToken stop)
    {
        var settings = new Dictionary<string, string> { ["Postgres:OwnerConnectionString"] = OwnerConnectionString };
        await using var child = await ChildProcess.StartAsync(SpecOf(service, ["migrate"], settings), stop);
        await child.WaitForExitAsync(stop).WaitAsync(StartLimit, stop);
        if (child.ExitCode != 0)
            throw new InvalidOperationException($"The migration of {service.Name} failed:\n{child.OwnLog()}");
    }

    ChildSpec SpecOf(ServiceEntry service, string[] arguments, IReadOnlyDictionary<string, string>? more)
    {
        var settings = new Dictionary<string, string>(options.Settings)
        {
            ["Internal:Token"] = Secrets.InternalToken,
            ["KeyRing:File"] = Secrets.KeyRingFile,
            ["urls"] = AddressOf(service.Name).ToString(),
            ["PlainText:Directory"] = Path.Combine(options.Directory, "journals"),
            ["Imports:Directory"] = Path.Combine(options.Directory, "imports"),
            ["Sandbox:CensusFile"] = Path.Combine(options.Directory, "sandbox-census.jsonl"),
            ["Console:KeysDirectory"] = Path.Combine(options.Directory, "secrets", "data-protection"),
        };
        if (service.Role is not null)
        {
            settings["Postgres:ConnectionString"] = ConnectionStringOf(service.Name);
            settings["RabbitMq:Uri"] = Rabbit.Management is null
                ? BrokerAdministrator.AbsoluteUri
                : Rabbit.AmqpsUriFor(service.Name, Secrets.BrokerPassword(service.Name), VirtualHost).AbsoluteUri;
            if (Rabbit.AuthorityFile is { } authority)
                settings["RabbitMq:CaFile"] = authority;
        }
        foreach (var other in ServiceList.All)
            settings[$"Services:{other.Project}"] = AddressOf(other.Name).ToString();
        if (options.Telemetry is { } telemetry)
            settings["Otlp:Endpoint"] = telemetry.ToString();
        foreach (var (name, value) in more ?? new Dictionary<string, string>())
            settings[name] = value;
        return new ChildSpec
        {
            Name = service.Name,
            FileName = "dotnet",
            Arguments = [Path.Combine(options.Binaries, service.Project, "release", $"AccountingSync.{service.Project}.dll"), .. arguments],
            LogFile = Path.Combine(options.Directory, "logs", arguments.Length == 0 ? $"{service.Name}.log" : $"{service.Name}-{arguments[0]}.log"),
            WorkingDirectory = Path.Combine(options.Binaries, service.Project, "release"),
            Environment = settings.ToDictionary(setting => setting.Key.Replace(":", "__"), string? (setting) => setting.Value),
        };
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(processes.Values.Select(process => process.DisposeAsync().AsTask()));
        if (RabbitServer is not null)
            await RabbitServer.DisposeAsync();
        if (PostgresServer is not null)
            await PostgresServer.DisposeAsync();
    }
}
