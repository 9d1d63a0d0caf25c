namespace AccountingSync.LocalServers;

/// <summary>Where and how a private RabbitMQ runs. A port of 0 takes a free one.</summary>
public sealed record RabbitOptions
{
    /// <summary>Everything the broker needs lies here; existing data is used again.</summary>
    public required string Directory { get; init; }
    public int AmqpsPort { get; init; }
    public int ManagementPort { get; init; }
    public int PrometheusPort { get; init; }
    public int DistributionPort { get; init; }
    public int EpmdPort { get; init; }

    /// <summary>Erlang scheduler threads.</summary>
    public int Schedulers { get; init; } = 1;
    public int MemoryLimitMegabytes { get; init; } = 1024;

    /// <summary>How often queue depths and rates become visible through the management API.</summary>
    public TimeSpan StatisticsInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Kills the broker instead of waiting the seconds that its management plugin takes to stop; what it confirmed is on disk.</summary>
    public bool StopAtOnce { get; init; }

    /// <summary>For throw-away brokers: killed instead of stopped in order, then deleted.</summary>
    public bool DeleteOnDispose { get; init; }

    internal RabbitOptions WithPorts() =>
        this with
        {
            Directory = Path.GetFullPath(Directory),
            AmqpsPort = OrFree(AmqpsPort),
            ManagementPort = OrFree(ManagementPort),
            PrometheusPort = OrFree(PrometheusPort),
            DistributionPort = OrFree(DistributionPort),
            EpmdPort = OrFree(EpmdPort),
        };

    static int OrFree(int port) => port == 0 ? FreePort.Next() : port;
}
