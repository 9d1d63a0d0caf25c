using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using AccountingSync.LocalServers;

namespace AccountingSync.Integration.Tests.Faults;

/// <summary>A whole system with one organisation that pushes to the sandbox's QuickBooks, to plain text, and summaries of days to another plain
/// text.</summary>
public sealed class CampaignSystem : IAsyncDisposable
{
    public const string Realm = "9130001";

    readonly PortBlock ports;
    readonly HttpClient http;

    readonly string name;

    CampaignSystem(string name, PortBlock ports, LocalSystem system, string directory)
    {
        (this.name, this.ports, System, Directory) = (name, ports, system, directory);
        http = new HttpClient
        {
            Timeout = TimeSpan.FromSeconds(20),
            DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", system.Secrets.InternalToken) },
        };
    }

    public LocalSystem System { get; }
    public string Directory { get; }
    public string JournalFile => JournalOf("books");
    public string SummariesFile => JournalOf(DailySums.Connection);
    public string ApiKey { get; private set; } = string.Empty;

    public static async Task<CampaignSystem> Start(
        string name,
        IEnumerable<string> accounts,
        IReadOnlyDictionary<string, string>? settings,
        CancellationToken stop,
        Uri? telemetry = null,
        ExternalServers? external = null
    )
    {
        var ports = PortBlock.FromEnvironment();
        var directory = TestServers.DirectoryFor(name);
        var system = await LocalSystem.StartAsync(
            new LocalSystemOptions
            {
                Directory = directory,
                Binaries = Binaries(),
                Ports = ports,
                Durable = true,
                Telemetry = telemetry,
                External = external ?? new ExternalServers(null, null),
                Without = ["console"],
                Settings = new Dictionary<string, string>(settings ?? new Dictionary<string, string>())
                {
                    ["Sandbox:EnforceLimits"] = "false",
                    ["RabbitMq:RepublishAfterSeconds"] = "4",
                    ["Changes:EverySeconds"] = "5",
                    ["Summaries:EverySeconds"] = "1",
                    ["Reconciliation:IntervalSeconds"] = "1",
                },
                Progress = TestContext.Progress.WriteLine,
            },
            stop
        );
        var campaign = new CampaignSystem(name, ports, system, directory);
        await campaign.SetUp(accounts, stop);
        return campaign;
    }

    /// <summary>Where the build puts each project's binaries.</summary>
    public static string Binaries()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "AccountingSync.sln")))
                return Path.Combine(folder.FullName, "artifacts", "bin");
        throw new DirectoryNotFoundException("The tests run outside of a checkout.");
    }

    async Task SetUp(IEnumerable<string> accounts, CancellationToken stop)
    {
        const string organisation = PlannedDay.Organisation;
        await Post("ingestion", "internal/organisations", new { organisation, name = "Campaign" }, stop);
        using var key = await Post(
            "ingestion",
            "internal/keys",
            new
            {
                organisation,
                role = "operator",
                name = "campaign",
            },
            stop
        );
        ApiKey = key.RootElement.GetProperty("key").GetString()!;
        var rules = await http.GetStringAsync(new Uri(System.AddressOf("transformation"), "internal/rule-sets/shipped/retail"), stop);
        await Post(
            "transformation",
            $"internal/rule-sets?organisation={organisation}",
            new
            {
                content = rules,
                file_name = "retail.yaml",
                published_by = "campaign",
            },
            stop
        );
        using var tokens = await SignIn(stop);
        foreach (var account in accounts)
            await CreateAccount(account, tokens.RootElement.GetProperty("access_token").GetString()!, stop);
        await Post(
            "platform-sync",
            $"internal/connections?organisation={organisation}",
            new
            {
                connection = "books",
                platform = "plain-text",
                settings = new Dictionary<string, string> { ["settle_seconds"] = "3" },
            },
            stop
        );
        await Post("platform-sync", $"internal/connections?organisation={organisation}", QuickBooks(tokens.RootElement), stop);
        await Post("platform-sync", $"internal/connections?organisation={organisation}", DailySums.Settings, stop);
        await DailySums.DueAtOnce(System.OwnerConnectionString, stop);
        // Entries posted from a second after this are pushed.
        await Task.Delay(TimeSpan.FromSeconds(2), stop);
    }

    string JournalOf(string connection) => Path.Combine(Directory, "journals", PlannedDay.Organisation, connection, "journal.hledger");

    object QuickBooks(JsonElement tokens) =>
        new
        {
            connection = "quickbooks",
            platform = "quickbooks",
            settings = new Dictionary<string, string>
            {
                ["realm"] = Realm,
                ["base_address"] = new Uri(System.AddressOf("sandbox"), "quickbooks/").ToString(),
                ["token_address"] = new Uri(System.AddressOf("sandbox"), "quickbooks/oauth2/v1/tokens/bearer").ToString(),
                ["limits"] = "none",
                ["settle_seconds"] = "3",
                ["timeout_seconds"] = "5",
            },
            secrets = new Dictionary<string, string>
            {
                ["client_id"] = "sandbox-client",
                ["client_secret"] = "sandbox-secret",
                ["access_token"] = tokens.GetProperty("access_token").GetString()!,
                ["refresh_token"] = tokens.GetProperty("refresh_token").GetString()!,
            },
        };

    async Task<JsonDocument> SignIn(CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(System.AddressOf("sandbox"), "quickbooks/oauth2/v1/tokens/bearer"))
        {
            Content = new FormUrlEncodedContent(
                new Dictionary<string, string>
                {
                    ["grant_type"] = "authorization_code",
                    ["code"] = "campaign",
                    ["redirect_uri"] = "http://localhost/",
                }
            ),
            Headers =
            {
                Authorization = new AuthenticationHeaderValue(
                    "Basic",
                    Convert.ToBase64String(Encoding.UTF8.GetBytes("sandbox-client:sandbox-secret"))
                ),
            },
        };
        using var answer = await http.SendAsync(request, stop);
        return await Read(answer, stop);
    }

    async Task CreateAccount(string account, string token, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Post,
            new Uri(System.AddressOf("sandbox"), $"quickbooks/v3/company/{Realm}/account?minorversion=75")
        )
        {
            Content = JsonContent.Create(new Dictionary<string, string> { ["Name"] = account.Replace(':', '.'), ["AccountType"] = "Income" }),
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
        };
        using var answer = await http.SendAsync(request, stop);
        (await Read(answer, stop)).Dispose();
    }

    public async Task<JsonDocument> Post(string service, string path, object body, CancellationToken stop)
    {
        using var answer = await http.PostAsJsonAsync(new Uri(System.AddressOf(service), path), body, stop);
        return await Read(answer, stop);
    }

    public Task<string> Get(string service, string path, CancellationToken stop) =>
        http.GetStringAsync(new Uri(System.AddressOf(service), path), stop);

    static async Task<JsonDocument> Read(HttpResponseMessage answer, CancellationToken stop)
    {
        var text = await answer.Content.ReadAsStringAsync(stop);
        Assert.That(answer.IsSuccessStatusCode, Is.True, $"{answer.RequestMessage?.RequestUri}: {(int)answer.StatusCode} {text}");
        return JsonDocument.Parse(text.Length == 0 ? "null" : text);
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await System.DisposeAsync();
        ports.Dispose();
        KeepLogs();
    }

    /// <summary>For whoever asks why a round failed: the logs of the last one of each name, in <c>artifacts/fault-logs</c>.</summary>
    void KeepLogs()
    {
        var kept = Path.Combine(Path.GetDirectoryName(Binaries())!, "fault-logs", name);
        global::System.IO.Directory.CreateDirectory(kept);
        foreach (var log in global::System.IO.Directory.EnumerateFiles(Path.Combine(Directory, "logs")))
            File.Copy(log, Path.Combine(kept, Path.GetFileName(log)), overwrite: true);
    }
}
