using System.Globalization;
using AccountingSync.LocalServers;
using Npgsql;

namespace AccountingSync.Integration.Tests.Tryton;

/// <summary>Debian's trytond with the module account, on a database of its own in the tests' PostgreSQL. Its tables are made once for all
/// tests; each class of tests has a <see cref="TrytonCompany"/> of its own.</summary>
public sealed class TrytonServer : IAsyncDisposable
{
    public const string Administrator = "admin";
    public const string Password = "not-a-secret";
    static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(1);

    readonly ChildProcess process;

    TrytonServer(TestDatabase database, Uri address, ChildProcess process) => (Database, Address, this.process) = (database, address, process);

    public TestDatabase Database { get; }

    /// <summary>Where the server listens, with a slash at its end.</summary>
    public Uri Address { get; }

    public static async Task<TrytonServer> Start()
    {
        var database = await TestServers.CreateDatabase("tryton");
        var directory = TestServers.DirectoryFor("tryton");
        var port = FreePort.Next();
        var access = new NpgsqlConnectionStringBuilder(database.AdminConnectionString);
        var configuration = Path.Combine(directory, "trytond.conf");
        await File.WriteAllTextAsync(
            configuration,
            $"""
            [database]
            uri = postgresql://{Uri.EscapeDataString(access.Username!)}:{Uri.EscapeDataString(access.Password!)}@{access.Host}:{access.Port}/
            [web]
            listen = 127.0.0.1:{port}
            [session]
            max_attempt = 1000

            """
        );
        var passwordFile = Path.Combine(directory, "password");
        await File.WriteAllTextAsync(passwordFile, Password);
        var environment = Environment(access, passwordFile);
        await TrytonTables.Make(database.Name, configuration, directory, environment);
        var process = await ChildProcess.StartAsync(
            new ChildSpec
            {
                Name = "trytond",
                FileName = "trytond",
                Arguments = ["-c", configuration],
                LogFile = Path.Combine(directory, "log"),
                Environment = environment,
            }
        );
        await process.WaitForPortAsync(port, StartLimit);
        return new TrytonServer(database, new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/")), process);
    }

    /// <summary>Tryton's own settings know nothing of TLS, but the library that it reaches PostgreSQL by does.</summary>
    static Dictionary<string, string?> Environment(NpgsqlConnectionStringBuilder access, string passwordFile) =>
        new()
        {
            ["TRYTONPASSFILE"] = passwordFile,
            ["PGHOST"] = access.Host,
            ["PGPORT"] = access.Port.ToString(CultureInfo.InvariantCulture),
            ["PGUSER"] = access.Username,
            ["PGPASSWORD"] = access.Password,
            ["PGSSLROOTCERT"] = access.RootCertificate,
            ["PGSSLMODE"] = access.SslMode switch
            {
                SslMode.VerifyFull => "verify-full",
                SslMode.VerifyCA => "verify-ca",
                var other => other.ToString().ToLowerInvariant(),
            },
        };

    public ValueTask DisposeAsync() => process.DisposeAsync();
}
