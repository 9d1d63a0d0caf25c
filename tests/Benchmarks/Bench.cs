using AccountingSync.Benchmarks.Full;
using AccountingSync.Benchmarks.Measuring;
using AccountingSync.Benchmarks.Results;
using AccountingSync.Benchmarks.Soak;
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
    readonly ResultFile results = new(Environment.GetEnvironmentVariable("ACCOUNTINGSYNC_ROOT") ?? Directory.GetCurrentDirectory());

    /// <returns>0 when every lane ended right.</returns>
    public async Task<int> Run(CancellationToken stop)
    {
        if (arguments.OnlyPlot)
        {
            Say("Drawn: " + results.DrawLatest());
            return 0;
        }
        using var ports = PortBlock.FromEnvironment();
        var directory = Path.Combine(results.Root, ".local", "bench");
        if (Directory.Exists(directory))
            Directory.Delete(directory, recursive: true);
        Directory.CreateDirectory(directory);
        var machine = await Machine.Describe(directory, stop);
        Say($"{machine.Processor}, {machine.Cores} cores, fdatasync {machine.FdatasyncMicroseconds} µs");
        if (Lanes.OfEachRun.Keys.Any(arguments.Wants))
            await RunLanes(Path.Combine(directory, "lanes"), ports, stop);
        if (arguments.Wants("full"))
            await RunFull(Path.Combine(directory, "full"), ports, stop);
        if (arguments.Only.Contains(BenchArguments.Soak))
            await RunSoak(Path.Combine(directory, "soak"), ports, stop);
        Ratios.Add(figures);
        ResultTable.Print(figures, Console.Out);
        if (arguments.IsWhole)
            Say("Written to " + results.Write(machine, figures, time.GetUtcNow()));
        Directory.Delete(directory, recursive: true);
        return figures.Checks.TrueForAll(check => check.Passed) ? 0 : 1;
    }

    async Task RunLanes(string directory, PortBlock ports, CancellationToken stop)
    {
        await using var system = await Start(directory, ports, stop);
        for (var number = 1; number <= arguments.Runs; number++)
            foreach (var lane in BenchArguments.Lanes.Where(lane => arguments.Wants(lane) && Lanes.OfEachRun.ContainsKey(lane)))
            {
                Say($"Run {number}: {lane}");
                await Lanes.OfEachRun[lane](new BenchRun(system, figures, arguments, time, number), stop);
            }
        await PrintProfile(system, stop);
    }

    /// <summary>On servers of its own, so that what it begins with is nearly empty whatever was measured before.</summary>
    async Task RunFull(string directory, PortBlock ports, CancellationToken stop)
    {
        await using var system = await Start(directory, ports, stop);
        await new FullLedgerLane(new BenchRun(system, figures, arguments, time, Number: 1), Say).Run(stop);
        await PrintProfile(system, stop);
    }

    async Task RunSoak(string directory, PortBlock ports, CancellationToken stop)
    {
        // Two weeks of an inbox cannot be waited for.
        await using var system = await Start(directory, ports, stop, new() { ["RabbitMq:InboxRetentionSeconds"] = "120" });
        await new SoakLane(new BenchRun(system, figures, arguments, time, Number: 1), directory, Say).Run(stop);
    }

    async Task PrintProfile(LocalSystem system, CancellationToken stop)
    {
        if (!arguments.Profile)
            return;
        await using var owner = NpgsqlDataSource.Create(system.OwnerConnectionString);
        await StatementProfile.Print(owner, Console.Out, stop);
    }

    async Task<LocalSystem> Start(string directory, PortBlock ports, CancellationToken stop, Dictionary<string, string>? settings = null)
    {
        var postgres = new Dictionary<string, string>
        {
            // An entry counts as posted when its commit is made, and only this tells when that was.
            ["track_commit_timestamp"] = "on",
        };
        settings ??= [];
        settings["Limits:RequestsPerSecond"] = settings["Limits:Burst"] = "1000000";
        if (arguments.Profile)
        {
            postgres["shared_preload_libraries"] = "pg_stat_statements";
            settings["DOTNET_PerfMapEnabled"] = "1"; // perf(1) then knows our methods by name.
        }
        return await LocalSystem.StartAsync(
            new LocalSystemOptions
            {
                Directory = directory,
                Binaries = Path.Combine(results.Root, "artifacts", "bin"),
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

    static void Say(string text) => Console.WriteLine(text);
}
