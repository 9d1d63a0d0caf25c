using System.Globalization;

namespace AccountingSync.LocalServers;

/// <summary>The PostgreSQL programs on this machine and the user they run as (the server refuses to run as root).</summary>
static class PostgresInstallation
{
    const string DebianRoot = "/usr/lib/postgresql";
    static readonly string[] AsPostgres = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--"];

    /// <summary>Words before a command so that it runs as somebody whom the server accepts.</summary>
    public static IReadOnlyList<string> RunAs => Environment.IsPrivilegedProcess ? AsPostgres : [];

    /// <param name="version">Of an existing data directory; null takes the newest.</param>
    public static string BinDirectory(string? version)
    {
        var found = Directory.Exists(DebianRoot)
            ? Directory
                .EnumerateDirectories(DebianRoot)
                .Where(path => File.Exists(Path.Combine(path, "bin", "postgres")) && File.Exists(Path.Combine(path, "bin", "initdb")))
                .Where(path => version is null || Path.GetFileName(path) == version)
                .MaxBy(path => int.TryParse(Path.GetFileName(path), CultureInfo.InvariantCulture, out var number) ? number : 0)
            : null;
        return found is not null ? Path.Combine(found, "bin")
            : version is null ? throw new InvalidOperationException("PostgreSQL is not installed: apt-get install postgresql (./run does it).")
            : throw new InvalidOperationException(
                $"The data directory was made by PostgreSQL {version}, which is not installed: apt-get install postgresql-{version}."
            );
    }

    public static async Task<bool> CanReachAsync(string directory, CancellationToken cancellation) =>
        RunAs.Count == 0 || (await Command.TryAsync([.. RunAs, "test", "-x", directory], cancellation)).Code == 0;

    public static Task OwnAsync(IReadOnlyList<string> paths, CancellationToken cancellation) =>
        Environment.IsPrivilegedProcess ? Command.RunAsync(["chown", "postgres:postgres", "--", .. paths], cancellation) : Task.CompletedTask;
}
