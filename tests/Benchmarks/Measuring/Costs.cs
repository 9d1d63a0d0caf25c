using AccountingSync.LocalServers;

namespace AccountingSync.Benchmarks.Measuring;

/// <summary>CPU time spent so far by each process of a system, the load generator among them.</summary>
sealed record Costs(IReadOnlyDictionary<string, double> Microseconds)
{
    public const string LoadGenerator = "load-generator";
    public const string Postgres = "postgres";
    public const string Broker = "rabbitmq";

    public static Costs Now(LocalSystem system, IEnumerable<string> services)
    {
        var times = services.ToDictionary(service => service, service => CpuTimes.Microseconds(system.ProcessOf(service).Pid));
        times[Postgres] = CpuTimes.Microseconds(system.PostgresServer!.Process.Pid);
        times[Broker] = CpuTimes.Microseconds(system.RabbitServer!.Process.Pid);
        using var self = System.Diagnostics.Process.GetCurrentProcess();
        times[LoadGenerator] = self.TotalProcessorTime.TotalMicroseconds;
        return new Costs(times);
    }

    public Costs Since(Costs before) => new(Microseconds.ToDictionary(pair => pair.Key, pair => pair.Value - before.Microseconds[pair.Key]));

    /// <summary>Of everything but the load generator.</summary>
    public double Ours => Microseconds.Where(pair => pair.Key != LoadGenerator).Sum(pair => pair.Value);
}
