using System.Text.Json;

namespace AccountingSync.LocalServers;

/// <summary>How to reach a running local system; the command line finds it here.</summary>
public sealed record SystemFile
{
    public required int ProcessId { get; init; }
    public required Uri Ingestion { get; init; }
    public required Uri Console { get; init; }
    public required Uri Sandbox { get; init; }

    /// <summary>Base address of each service, by name.</summary>
    public required IReadOnlyDictionary<string, Uri> Services { get; init; }
    public required string InternalToken { get; init; }

    /// <summary>An operator's API key of the demo organisation; null in an empty system.</summary>
    public string? ApiKey { get; init; }

    public static string PathIn(string directory) => Path.Combine(directory, "system.json");

    public void Write(string directory) => UnixFiles.WriteSecret(PathIn(directory), JsonSerializer.Serialize(this, Layout));

    /// <returns>Null when no system was started there.</returns>
    public static SystemFile? Read(string directory) =>
        File.Exists(PathIn(directory)) ? JsonSerializer.Deserialize<SystemFile>(File.ReadAllText(PathIn(directory)), Layout) : null;

    static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };
}
