using System.Net.Http.Json;
using AccountingSync.LocalServers;

namespace AccountingSync.Integration.Tests.Faults;

/// <summary>The comparator's two processes on a broker of their own, and a sender that keeps its own log.</summary>
sealed class PlainSystem : IAsyncDisposable
{
    static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    readonly Dictionary<string, ChildProcess> processes = [];
    readonly Dictionary<string, Uri> addresses = new[] { "door", "consumer" }.ToDictionary(
        role => role,
        _ => new Uri($"http://127.0.0.1:{FreePort.Next()}")
    );
    readonly string logs = TestServers.DirectoryFor("plain");
    readonly HttpClient http = new() { Timeout = Patience };
    readonly TestDatabase database;

    PlainSystem(RabbitServer broker, TestDatabase database) => (Broker, this.database) = (broker, database);

    public RabbitServer Broker { get; }
    public string ConnectionString => database.AdminConnectionString;

    /// <summary>Ids that were answered with 202.</summary>
    public HashSet<string> Accepted { get; } = [];

    public static async Task<PlainSystem> Start()
    {
        var broker = await RabbitServer.StartAsync(TestServers.RabbitIn("plain-rabbitmq"));
        var system = new PlainSystem(broker, await TestServers.CreateDatabase("plain"));
        await system.Start("consumer");
        await system.Start("door");
        return system;
    }

    public bool IsDead(string role) => processes[role].HasExited;

    public void Kill(string role) => processes[role].Kill();

    public async Task Start(string role, string failpoint = "")
    {
        if (processes.TryGetValue(role, out var previous))
            await previous.DisposeAsync();
        var binaries = Path.Combine(CampaignSystem.Binaries(), "Benchmarks", "release");
        processes[role] = await ChildProcess.StartAsync(
            new ChildSpec
            {
                Name = $"plain {role}",
                FileName = "dotnet",
                Arguments = [Path.Combine(binaries, "AccountingSync.Benchmarks.dll"), "plain-service", $"--Role={role}"],
                WorkingDirectory = binaries,
                LogFile = Path.Combine(logs, role),
                Environment = new Dictionary<string, string?>
                {
                    ["urls"] = addresses[role].ToString(),
                    ["Postgres__ConnectionString"] = ConnectionString,
                    ["RabbitMq__Uri"] = Broker.Access.Administrator.ToString(),
                    ["RabbitMq__CaFile"] = Broker.AuthorityFile,
                    ["ACCOUNTINGSYNC_FAILPOINT"] = failpoint,
                },
            }
        );
        // An armed consumer may die of what waits for it before it is ready.
        if (role == "door" || failpoint.Length == 0)
            await processes[role].WaitForHttpAsync(new Uri(addresses[role], "health/ready"), StartLimit);
    }

    /// <summary>Asks it to stop, which lets it finish what it has begun.</summary>
    public async Task StopInOrder(string role)
    {
        processes.Remove(role, out var process);
        await process!.DisposeAsync();
    }

    /// <returns>False without an answer: the sender does not know, and sends again.</returns>
    public async Task<bool> TrySend(string id)
    {
        try
        {
            using var answer = await http.PostAsJsonAsync(
                new Uri(addresses["door"], "sales"),
                new
                {
                    source = "till",
                    id,
                    gross = 10m,
                }
            );
            if (!answer.IsSuccessStatusCode)
                return false;
            Accepted.Add(id);
            return true;
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or TaskCanceledException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in processes.Values)
            await process.DisposeAsync();
        http.Dispose();
        await Broker.DisposeAsync();
    }
}
