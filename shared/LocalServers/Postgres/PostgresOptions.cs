namespace AccountingSync.LocalServers;

/// <summary>Where and how a private PostgreSQL runs.</summary>
public sealed record PostgresOptions
{
    /// <summary>Everything the server needs lies here; an existing data directory is used again.</summary>
    public required string Directory { get; init; }

    /// <summary>0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>False switches fsync off: a killed server still loses nothing, only a machine that loses power does.</summary>
    public bool Durable { get; init; } = true;
    public int SharedBuffersMegabytes { get; init; } = 512;
    public int MaxConnections { get; init; } = 200;

    /// <summary>Further settings by their names in postgresql.conf; they win over ours.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>For throw-away servers.</summary>
    public bool DeleteOnDispose { get; init; }
}
