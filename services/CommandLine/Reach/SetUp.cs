using System.Text.Json;
using AccountingSync.CommandLine.Show;
using AccountingSync.LocalServers;

namespace AccountingSync.CommandLine.Reach;

/// <summary>Sets up organisations, keys and connections on the internal routes of the local system's services.</summary>
sealed class SetUp(SystemFile system) : IDisposable
{
    readonly Endpoint ingestion = Internal(system, "ingestion");
    readonly Endpoint transformation = Internal(system, "transformation");
    readonly Endpoint platforms = Internal(system, "platform-sync");

    public async Task<IReadOnlyList<JsonElement>> Organisations(CancellationToken stop) =>
        [.. (await ingestion.Get("internal/organisations", stop)).Must().EnumerateArray()];

    public async Task AddOrganisation(string organisation, string title, CancellationToken stop) =>
        (await ingestion.Post("internal/organisations", new { Organisation = organisation, Name = title }, stop)).Must();

    public async Task<IReadOnlyList<JsonElement>> Keys(string organisation, CancellationToken stop) =>
        [.. (await ingestion.Get("internal/keys", stop, ("organisation", organisation))).Must().EnumerateArray()];

    /// <returns>The key; nobody can ask for it again.</returns>
    public async Task<string> AddKey(string organisation, string role, string name, CancellationToken stop) => (
            await ingestion.Post(
                "internal/keys",
                new
                {
                    Organisation = organisation,
                    Role = role,
                    Name = name,
                },
                stop
            )
        ).Must().Text("key")!;

    /// <returns>How many keys of this name were valid until now.</returns>
    public async Task<long> RevokeKey(string organisation, string name, CancellationToken stop) =>
        (await ingestion.Post("internal/keys/revoke", null, stop, ("organisation", organisation), ("name", name))).Must().Number("revoked");

    public async Task ConnectSource(
        string organisation,
        string connection,
        string sourceSystem,
        Uri? address,
        Uri? webhookAddress,
        IReadOnlyList<string> webhookSecrets,
        string? apiKey,
        string? source,
        CancellationToken stop
    ) =>
        (
            await ingestion.Post(
                "internal/connections",
                new
                {
                    Organisation = organisation,
                    Connection = connection,
                    SourceSystem = sourceSystem,
                    BaseAddress = address?.ToString(),
                    // As it was typed: a vendor that signs it signs its letters.
                    WebhookAddress = webhookAddress?.OriginalString,
                    Source = source,
                    Secrets = new { WebhookSecrets = webhookSecrets, ApiKey = apiKey },
                },
                stop
            )
        ).Must();

    public async Task<IReadOnlyList<JsonElement>> Connections(string organisation, CancellationToken stop) =>
        [.. (await platforms.Get("internal/connections", stop, ("organisation", organisation))).Must().EnumerateArray()];

    public async Task ConnectPlatform(
        string organisation,
        string connection,
        string platform,
        IReadOnlyDictionary<string, string> settings,
        IReadOnlyDictionary<string, string> secrets,
        CancellationToken stop
    ) =>
        (
            await platforms.Post(
                "internal/connections",
                new
                {
                    Connection = connection,
                    Platform = platform,
                    Settings = settings,
                    Secrets = secrets,
                },
                stop,
                ("organisation", organisation)
            )
        ).Must();

    /// <summary>The text of a rule set that comes with the program.</summary>
    public async Task<string> ShippedRules(string name, CancellationToken stop) =>
        (await transformation.Get($"internal/rule-sets/shipped/{Uri.EscapeDataString(name)}", stop)).Must().GetString()!;

    /// <param name="organisation">Whose clocks the set is held against; null when there is none yet.</param>
    public async Task<Answer> CheckRules(string content, string fileName, string? organisation, CancellationToken stop)
    {
        JsonElement? days = organisation is null
            ? null
            : (await ingestion.Get("internal/day-settings", stop, ("organisation", organisation))).Must().GetProperty("latest");
        return await transformation.Post(
            "internal/rule-sets/check",
            new
            {
                Content = content,
                FileName = fileName,
                DaySettings = days,
            },
            stop
        );
    }

    public Task<Answer> TestRules(string content, string fileName, CancellationToken stop) =>
        transformation.Post("internal/rule-sets/test", new { Content = content, FileName = fileName }, stop);

    public void Dispose()
    {
        ingestion.Dispose();
        transformation.Dispose();
        platforms.Dispose();
    }

    static Endpoint Internal(SystemFile system, string service) => new(service, system.Services[service], system.InternalToken);
}
