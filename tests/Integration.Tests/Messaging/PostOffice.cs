using System.Reflection;
using AccountingSync.LocalServers;
using AccountingSync.Messaging;
using AccountingSync.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using RabbitMQ.Client;

namespace AccountingSync.Integration.Tests.Messaging;

/// <summary>A database and a virtual host of one test class, and the services that run on them.</summary>
sealed class PostOffice : IAsyncDisposable
{
    public const string Password = "not-a-secret";
    readonly TestDatabase database;
    readonly Uri broker;
    readonly string? authority;
    readonly NpgsqlDataSource owner;
    readonly TestVirtualHost? host;
    readonly List<IAsyncDisposable> running = [];

    PostOffice(TestDatabase database, Uri broker, string? authority, TestVirtualHost? host = null)
    {
        this.database = database;
        this.host = host;
        this.broker = broker;
        this.authority = authority;
        owner = NpgsqlDataSource.Create(database.AdminConnectionString);
    }

    public TestDatabase Database => database;

    public TestVirtualHost Host => host ?? throw new InvalidOperationException("On a broker of its own, ask that broker.");

    /// <summary>As the database's owner, whom neither row security nor grants bind.</summary>
    public NpgsqlDataSource Owner => owner;

    public static async Task<PostOffice> Open(string name)
    {
        var host = await TestServers.CreateVirtualHost(name);
        return new PostOffice(await TestServers.CreateDatabase(name), host.AdministratorUri, host.AuthorityFile, host);
    }

    /// <summary>On a broker of its own, for whoever breaks it.</summary>
    public static async Task<PostOffice> Open(string name, RabbitServer server)
    {
        await server.CreateVirtualHostAsync(name);
        return new PostOffice(await TestServers.CreateDatabase(name), server.Access.AdministratorIn(name), server.AuthorityFile);
    }

    /// <summary>A service made for the tests: the real outbox, inbox and dispatcher, and consumers that write down what they saw.</summary>
    public async Task<TestService> Start(
        string name,
        Action<MessagingSetup>? reads = null,
        IReadOnlyDictionary<string, string>? settings = null,
        Action<IServiceCollection>? change = null,
        bool waitUntilReady = true
    )
    {
        var schema = "test_" + name.Replace('-', '_');
        await Migrate(schema, schema, [typeof(TestService).Assembly]);
        var service = await TestService.Start(name, schema, SettingsOf(schema, settings), reads ?? (_ => { }), change);
        if (waitUntilReady)
            await service.WaitUntilReady();
        running.Add(service);
        return service;
    }

    /// <summary>One of the system's own services.</summary>
    public async Task<RunningService> Start(
        Type partOfIt,
        string schema,
        string role,
        IReadOnlyDictionary<string, string>? settings = null,
        Action<IServiceCollection>? change = null
    )
    {
        await Migrate(schema, role, [partOfIt.Assembly]);
        var service = await RunningService.Start(partOfIt.Assembly, SettingsOf(role, settings), change);
        running.Add(service);
        return service;
    }

    public async Task Stop(IAsyncDisposable service)
    {
        running.Remove(service);
        await service.DisposeAsync();
    }

    public Task Migrate(string schema, string role, Assembly[] own) =>
        Migrator.Apply(
            database.AdminConnectionString,
            new SchemaOwner(schema, role, Password),
            [typeof(Database).Assembly, typeof(Outbox).Assembly, .. own],
            CancellationToken.None
        );

    public Dictionary<string, string> SettingsOf(string role, IReadOnlyDictionary<string, string>? more = null)
    {
        var settings = new Dictionary<string, string>
        {
            ["Postgres:ConnectionString"] = database.ConnectionStringFor(role, Password),
            ["RabbitMq:Uri"] = broker.AbsoluteUri,
        };
        if (authority is not null)
            settings["RabbitMq:CaFile"] = authority;
        foreach (var (name, value) in more ?? new Dictionary<string, string>())
            settings[name] = value;
        return settings;
    }

    public async Task<T> Read<T>(string sql)
    {
        await using var command = owner.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>A text that may be null.</summary>
    public async Task<string?> ReadText(string sql)
    {
        await using var command = owner.CreateCommand(sql);
        return await command.ExecuteScalarAsync() as string;
    }

    public async Task<int> Do(string sql)
    {
        await using var command = owner.CreateCommand(sql);
        return await command.ExecuteNonQueryAsync();
    }

    /// <summary>A plain connection to the broker, for what no service would do.</summary>
    public Task<IConnection> Connect(Uri? user = null)
    {
        var factory = new ConnectionFactory { Uri = user ?? broker, AutomaticRecoveryEnabled = false };
        factory.Ssl.ServerName = broker.Host;
        factory.Ssl.CertificateValidationCallback = Broker.CertificateCheck(authority);
        return factory.CreateConnectionAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(running.Select(service => service.DisposeAsync().AsTask()));
        await owner.DisposeAsync();
    }
}
