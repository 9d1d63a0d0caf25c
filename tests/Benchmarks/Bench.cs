using AccountingSync.Benchmarks.Comparators;
using AccountingSync.Benchmarks.Live;
using AccountingSync.Benchmarks.Measuring;
using AccountingSync.Benchmarks.Results;
using AccountingSync.LocalServers;
using Npgsql;

namespace AccountingSync.Benchmarks;

/// <summary>All lanes in turn, several times, on one set of private servers with durability on.</summary>
sealed class Bench(BenchArguments arguments, TimeProvider time)
{
    readonly Figures figures = new()
    {
        Added = (name, unit, value) =>
        {
            if (name.EndsWith("_per_s", StringComparison.Ordinal) || name.EndsWith("_ms", StringComparison.Ordinal))
                Say(FormattableString.Invariant($"  {name} {value:0.0} {unit}"));
        },
    };
    readonly string root = Environment.GetEnvironmentVariable("ACCOUNTINGSYNC_ROOT") ?? Directory.GetCurrentDirectory();

    /// <returns>0 when every lane ended right.</returns>
    public async Task<int> Run(CancellationToken stop)
    {
        using var ports = PortBlock.FromEnvironment();
        var directory = Path.Combine(root, ".local", "bench");
        if (Directory.Exists(directory))
            Directory.Delete(directory, recursive: true);
        Directory.CreateDirectory(directory);
        var machine = await Machine.Describe(directory, stop);
        Say($"{machine.Processor}, {machine.Cores} cores, fdatasync {machine.FdatasyncMicroseconds} µs");
        await using (var system = await Start(directory, ports, stop))
        {
            await using var owner = NpgsqlDataSource.Create(system.OwnerConnectionString);
            for (var run = 1; run <= arguments.Runs; run++)
                await RunLanes(run, system, owner, stop);
            if (arguments.Profile)
                await StatementProfile.Print(owner, Console.Out, stop);
        }
        AddRatios();
        ResultTable.Print(figures, Console.Out);
        if (arguments.Name is null)
            Say("Written to " + ResultFile.Write(root, machine, figures, time.GetUtcNow()));
        Directory.Delete(directory, recursive: true);
        return figures.Checks.TrueForAll(check => check.Passed) ? 0 : 1;
    }

    async Task<LocalSystem> Start(string directory, PortBlock ports, CancellationToken stop)
    {
        var postgres = new Dictionary<string, string>
        {
            // An entry counts as posted when its commit is made, and only this tells when that was.
            ["track_commit_timestamp"] = "on",
        };
        var settings = new Dictionary<string, string> { ["Limits:RequestsPerSecond"] = "1000000", ["Limits:Burst"] = "1000000" };
        if (arguments.Profile)
        {
            postgres["shared_preload_libraries"] = "pg_stat_statements";
            settings["DOTNET_PerfMapEnabled"] = "1"; // perf(1) then knows our methods by name.
        }
        return await LocalSystem.StartAsync(
            new LocalSystemOptions
            {
                Directory = directory,
                Binaries = Path.Combine(root, "artifacts", "bin"),
                Ports = ports,
                Durable = true,
                Without = ["console", "sandbox"],
                PostgresSettings = postgres,
                Settings = settings,
                Progress = Say,
            },
            stop
        );
    }

    async Task RunLanes(int run, LocalSystem system, NpgsqlDataSource owner, CancellationToken stop)
    {
        if (arguments.Wants("live"))
        {
            Say($"Run {run}: live");
            await new LiveLane(system, new LedgerWatch(owner), figures, arguments, time).Run(run, stop);
        }
        if (arguments.Wants("plain_consumer"))
        {
            Say($"Run {run}: plain consumer");
            await PlainConsumerLane.Run(system, figures, arguments, time, run, stop);
        }
        if (arguments.Wants("unnest"))
        {
            Say($"Run {run}: unnest");
            await UnnestCeiling.Run(system, figures, arguments, time, stop);
        }
        if (arguments.Wants("raw_amqp"))
        {
            Say($"Run {run}: raw AMQP");
            await RawAmqp.Run(system, figures, arguments, time, stop);
        }
    }

    void AddRatios()
    {
        figures.AddRatio("ratio.live_to_plain_consumer", "live.posted_per_s", "plain_consumer.posted_per_s");
        figures.AddRatio("ratio.live_to_unnest", "live.posted_per_s", "unnest.entries_per_s");
        figures.AddRatio("ratio.live_to_raw_amqp", "live.posted_per_s", "raw_amqp.messages_per_s");
    }

    static void Say(string text) => Console.WriteLine(text);
}
