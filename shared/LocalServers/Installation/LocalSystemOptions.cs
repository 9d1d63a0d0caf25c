namespace AccountingSync.LocalServers;

/// <summary>What to start and where.</summary>
public sealed record LocalSystemOptions
{
    /// <summary>Holds data, logs, certificates and secrets.</summary>
    public required string Directory { get; init; }

    /// <summary>The folder with one folder of binaries per project: <c>artifacts/bin</c>.</summary>
    public required string Binaries { get; init; }
    public required PortBlock Ports { get; init; }

    /// <summary>False lets PostgreSQL skip fsync: for tests that do not crash the machine.</summary>
    public bool Durable { get; init; } = true;

    /// <summary>Where services send traces, metrics and logs; null for nowhere.</summary>
    public Uri? Telemetry { get; init; }

    /// <summary>Further settings of all services, by their configuration names.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Further settings of the private PostgreSQL, by their names in postgresql.conf.</summary>
    public IReadOnlyDictionary<string, string> PostgresSettings { get; init; } = new Dictionary<string, string>();

    /// <summary>Services to leave out, by name.</summary>
    public IReadOnlyCollection<string> Without { get; init; } = [];

    /// <summary>Told what is being done, in a few words.</summary>
    public Action<string> Progress { get; init; } = _ => { };

    public ExternalServers External { get; init; } = new(null, null);
}
