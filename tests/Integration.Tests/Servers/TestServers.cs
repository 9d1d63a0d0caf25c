using AccountingSync.Integration.Tests.Tryton;
using AccountingSync.LocalServers;
using Npgsql;

namespace AccountingSync.Integration.Tests;

/// <summary>
/// One PostgreSQL and one RabbitMQ for the whole assembly, started by the first test that asks. Tests keep apart by
/// databases and virtual hosts of their own; who kills or wipes a server starts its own.
/// </summary>
[SetUpFixture]
public sealed class TestServers
{
    static readonly TestDirectory Place = TestDirectory.Create();
    static readonly ExternalServers External = ExternalServers.FromEnvironment();
    static readonly Lazy<Task<PostgresServer>> LazyPostgres = new(() => PostgresServer.StartAsync(PostgresIn("postgres")));
    static readonly Lazy<Task<RabbitServer>> LazyRabbit = new(() => RabbitServer.StartAsync(RabbitIn("rabbitmq")));
    static readonly Lazy<Task<TrytonServer>> LazyTryton = new(() => Task.Run(TrytonServer.Start));
    static int created;

    public static Task<PostgresServer> Postgres => LazyPostgres.Value;
    public static Task<RabbitServer> Rabbit => LazyRabbit.Value;

    /// <summary>Tryton on the shared PostgreSQL. It takes a while to make its tables.</summary>
    public static Task<TrytonServer> Tryton => LazyTryton.Value;

    /// <summary>Options of a throw-away server beside the shared one, for tests that kill it.</summary>
    public static PostgresOptions PostgresIn(string name) =>
        new()
        {
            Directory = Path.Combine(Place.Path, name),
            Durable = false,
            SharedBuffersMegabytes = 128,
            DeleteOnDispose = true,
        };

    /// <inheritdoc cref="PostgresIn"/>
    public static RabbitOptions RabbitIn(string name) =>
        new()
        {
            Directory = Path.Combine(Place.Path, name),
            MemoryLimitMegabytes = 512,
            StatisticsInterval = TimeSpan.FromSeconds(1),
            DeleteOnDispose = true,
        };

    /// <summary>A directory for whatever else a test writes; deleted with the servers.</summary>
    public static string DirectoryFor(string name) => Directory.CreateDirectory(Path.Combine(Place.Path, Unique(name))).FullName;

    /// <summary>A new, empty database whose name begins with this one.</summary>
    public static async Task<TestDatabase> CreateDatabase(string name)
    {
        var access = External.Postgres ?? (await Postgres).Access;
        var database = Unique(name);
        await using var connection = new NpgsqlConnection(access.AdminConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"CREATE DATABASE \"{database}\"", connection);
        await command.ExecuteNonQueryAsync();
        return new TestDatabase(database, access);
    }

    /// <summary>A new, empty virtual host whose name begins with this one.</summary>
    public static async Task<TestVirtualHost> CreateVirtualHost(string name)
    {
        var access = External.Rabbit ?? (await Rabbit).Access;
        var management =
            access.Management
            ?? throw new InvalidOperationException($"Tests need the management API: set {ExternalServers.RabbitManagementVariable}.");
        var host = Unique(name);
        await management.CreateVirtualHostAsync(host, Uri.UnescapeDataString(access.Administrator.UserInfo.Split(':')[0]));
        return new TestVirtualHost(host, access, management);
    }

    /// <summary>In a run of all tests Tryton is made beside the first ones, and ready when its own come.</summary>
    [OneTimeSetUp]
    public void StartEarly()
    {
        if (Environment.GetEnvironmentVariable("ACCOUNTINGSYNC_TEST_EVERYTHING") is { Length: > 0 })
            _ = Tryton;
    }

    [OneTimeTearDown]
    public async Task StopWhatWasStarted()
    {
        NpgsqlConnection.ClearAllPools();
        // Where it did not start, whoever asked for it has heard why.
        if (LazyTryton is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
            await (await Tryton).DisposeAsync();
        if (LazyRabbit.IsValueCreated)
            await (await Rabbit).DisposeAsync();
        if (LazyPostgres.IsValueCreated)
            await (await Postgres).DisposeAsync();
        Place.Delete();
    }

    // External servers outlive a run, so the number alone would not do.
    static string Unique(string name) => $"{name}_{Environment.ProcessId}_{Interlocked.Increment(ref created)}".ToLowerInvariant();
}

/// <summary>A database of one test class.</summary>
public sealed record TestDatabase(string Name, PostgresAccess Access)
{
    public string AdminConnectionString => Access.AdminConnectionStringFor(Name);

    public string ConnectionStringFor(string role, string password) => Access.ConnectionStringFor(role, password, Name);
}

/// <summary>A virtual host of one test class.</summary>
public sealed record TestVirtualHost(string Name, RabbitAccess Access, RabbitManagement Management)
{
    public Uri AdministratorUri => Access.AdministratorIn(Name);
    public string? AuthorityFile => Access.AuthorityFile;

    public Uri AmqpsUriFor(string user, string password) => Access.AmqpsUriFor(user, password, Name);

    public Task CreateUser(string user, string password, string configure = ".*", string write = ".*", string read = ".*") =>
        Management.CreateUserAsync(user, password, configure, write, read, Name);
}
