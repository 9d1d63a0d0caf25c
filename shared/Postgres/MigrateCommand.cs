using System.Reflection;
using Microsoft.Extensions.Configuration;
using Npgsql;

namespace AccountingSync.Postgres;

/// <summary><c>dotnet Service.dll migrate</c>: brings the service's schema up to date as the database's owner and exits.
/// Settings: <c>Postgres:OwnerConnectionString</c>, and <c>Postgres:ConnectionString</c> for the role and its password.</summary>
public static class MigrateCommand
{
    public static bool IsAsked(string[] args) => args is ["migrate", ..];

    /// <param name="assemblies">In the order in which their scripts are to run.</param>
    public static async Task<int> Run(IConfiguration configuration, string schema, IReadOnlyList<Assembly> assemblies)
    {
        string Setting(string name) => configuration[name] ?? throw new InvalidOperationException($"{name} is not set.");
        var own = new NpgsqlConnectionStringBuilder(Setting("Postgres:ConnectionString"));
        var owner = new SchemaOwner(
            schema,
            own.Username ?? throw new InvalidOperationException("Postgres:ConnectionString names no user."),
            own.Password ?? string.Empty
        );
        var news = await Migrator.Apply(Setting("Postgres:OwnerConnectionString"), owner, assemblies, CancellationToken.None);
        foreach (var name in news)
            Console.WriteLine($"{schema}: {name}");
        return 0;
    }
}
