namespace AccountingSync.LocalServers;

/// <summary>One service process of an installation.</summary>
/// <param name="Name">What the service calls itself.</param>
/// <param name="Project">Its folder under services.</param>
/// <param name="PortOffset">From the port base.</param>
/// <param name="Role">Its database role; null when it has no database.</param>
public sealed record ServiceEntry(string Name, string Project, int PortOffset, string? Role);

/// <summary>The processes that make up the system, in the order in which they are started.</summary>
public static class ServiceList
{
    public static IReadOnlyList<ServiceEntry> All { get; } =
    [
        new("ingestion", "Ingestion", 0, "ingestion"),
        new("transformation", "Transformation", 1, "transformation"),
        new("ledger-writer", "LedgerWriter", 2, "ledger_writer"),
        new("platform-sync", "PlatformSync", 3, "platform_sync"),
        new("reconciliation", "Reconciliation", 4, "reconciliation"),
        new("console", "Console", 10, null),
        new("sandbox", "Sandbox", 20, null),
    ];

    public static ServiceEntry Find(string name) => All.Single(service => service.Name == name);
}
