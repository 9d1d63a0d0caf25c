using AccountingSync.Integration.Tests.Faults;
using AccountingSync.LocalServers;

namespace AccountingSync.Integration.Tests.Tryton;

/// <summary>The tables of trytond with the module account. Tryton takes some 20 seconds of computing to make them, so they are kept in
/// <c>artifacts/tryton</c> for the next run, by the version of the server: within a series they stay as they are.</summary>
static class TrytonTables
{
    static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <param name="environment">How to reach the database.</param>
    public static async Task Make(string database, string configuration, string directory, IReadOnlyDictionary<string, string?> environment)
    {
        var (_, version) = await Command.TryAsync(["trytond-admin", "--version"], CancellationToken.None);
        var kept = Path.Combine(Path.GetDirectoryName(CampaignSystem.Binaries())!, "tryton", $"{version.Trim().Replace(' ', '-')}.sql");
        if (File.Exists(kept))
        {
            await Run(Tool("psql"), ["-q", "-v", "ON_ERROR_STOP=1", "-o", "/dev/null", "-f", kept, database], directory, environment);
            return;
        }
        await Run(
            "trytond-admin",
            [
                .. new[] { "-c", configuration, "-d", database, "--all", "-u", "account", "--activate-dependencies" },
                .. new[] { "--email", "nobody@example.com", "-l", "en" },
            ],
            directory,
            environment
        );
        Directory.CreateDirectory(Path.GetDirectoryName(kept)!);
        // Made aside and moved into place, so that an interrupted run leaves no half of it behind.
        var half = $"{kept}.{Environment.ProcessId}";
        await Run(Tool("pg_dump"), ["--no-owner", "-f", half, database], directory, environment);
        File.Move(half, kept, overwrite: true);
    }

    static string Tool(string name) => Path.Combine(PostgresInstallation.BinDirectory(version: null), name);

    static async Task Run(string program, string[] arguments, string directory, IReadOnlyDictionary<string, string?> environment)
    {
        await using var child = await ChildProcess.StartAsync(
            new ChildSpec
            {
                Name = Path.GetFileName(program),
                FileName = program,
                Arguments = arguments,
                LogFile = Path.Combine(directory, $"{Path.GetFileName(program)}.log"),
                Environment = environment,
            }
        );
        await child.WaitForExitAsync().WaitAsync(Limit);
        Assert.That(child.ExitCode, Is.Zero, child.OwnLog());
    }
}
