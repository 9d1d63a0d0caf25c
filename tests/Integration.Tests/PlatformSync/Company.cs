using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using AccountingSync.Accounting;
using AccountingSync.Contracts;
using AccountingSync.Integration.Tests.Ledger;
using AccountingSync.Integration.Tests.Messaging;
using AccountingSync.LocalServers;
using AccountingSync.Messaging;
using AccountingSync.PlatformSync.Connect;
using AccountingSync.Sandbox;
using AccountingSync.Security;
using Microsoft.AspNetCore.Builder;

namespace AccountingSync.Integration.Tests.PlatformSync;

/// <summary>A company at the sandbox's QuickBooks, the service that pushes to it, and somebody who says that entries were posted.</summary>
sealed class Company : IAsyncDisposable
{
    public const string Realm = "9130002";
    const string Role = "platform_sync";

    readonly WebApplication sandbox;
    readonly HttpClient http;
    readonly string changesEverySeconds;
    TestService ledger = null!;

    Company(PostOffice office, WebApplication sandbox, string keyRing, string changesEverySeconds)
    {
        (Office, this.sandbox, KeyRing, this.changesEverySeconds) = (office, sandbox, keyRing, changesEverySeconds);
        http = new HttpClient { BaseAddress = new Uri(sandbox.Urls.Single()) };
    }

    public PostOffice Office { get; }
    public string KeyRing { get; }

    /// <summary>How many documents are read again each time, where deletions are hidden. For services that are started later.</summary>
    public string ReadAgain { get; set; } = "200";

    /// <summary>Where the sandbox listens.</summary>
    public Uri Sandbox => http.BaseAddress!;

    public static async Task<Company> Open(string name, int refreshGraceSeconds = 300, string changesEverySeconds = "60")
    {
        var sandbox = SandboxApp.Build([
            "--urls=http://127.0.0.1:0",
            "--Sandbox:EnforceLimits=false",
            $"--Sandbox:RefreshGraceSeconds={refreshGraceSeconds}",
        ]);
        await sandbox.StartAsync();
        var keyRing = Path.Combine(TestServers.DirectoryFor(name), "key-ring.json");
        KeyRingFile.Create(keyRing);
        var company = new Company(await PostOffice.Open(name), sandbox, keyRing, changesEverySeconds);
        await company.Office.Migrate("platform", Role, [typeof(NewConnection).Assembly]);
        company.ledger = await company.Office.Start(Queues.LedgerWriter);
        return company;
    }

    Dictionary<string, string> Own =>
        new()
        {
            ["KeyRing:File"] = KeyRing,
            ["PlainText:Directory"] = Path.Combine(Path.GetDirectoryName(KeyRing)!, "journals"),
            ["Summaries:EverySeconds"] = "0.5",
            ["Changes:EverySeconds"] = changesEverySeconds,
            ["Changes:ReadAgain"] = ReadAgain,
        };

    public Dictionary<string, string> Settings => Office.SettingsOf(Role, Own);

    public Task<RunningService> Start() => Office.Start(typeof(NewConnection), "platform", Role, Own);

    /// <summary>The same service as a process of its own, which can be killed and frozen.</summary>
    public Task<ChildProcess> StartProcess(string failpoint)
    {
        var binaries = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "PlatformSync", "release"));
        return ChildProcess.StartAsync(
            new ChildSpec
            {
                Name = "platform-sync",
                FileName = "dotnet",
                Arguments = [Path.Combine(binaries, "AccountingSync.PlatformSync.dll")],
                WorkingDirectory = binaries,
                LogFile = Path.Combine(TestServers.DirectoryFor("platform-sync"), "log"),
                Environment = Settings
                    .Append(new("urls", "http://127.0.0.1:0"))
                    .Append(new("ACCOUNTINGSYNC_FAILPOINT", failpoint))
                    .ToDictionary(setting => setting.Key.Replace(":", "__"), string? (setting) => setting.Value),
            }
        );
    }

    /// <summary>A connection of this organisation to the sandbox's company, or to another address.</summary>
    public async Task Connect(RunningService service, string organisation, Uri? address = null, string settleSeconds = "2")
    {
        var tokens = await SignIn();
        var connection = new NewConnection(
            "quickbooks",
            "quickbooks",
            new Dictionary<string, string>
            {
                ["realm"] = Realm,
                ["base_address"] = (address ?? new Uri(http.BaseAddress!, "quickbooks/")).ToString(),
                ["token_address"] = new Uri(http.BaseAddress!, "quickbooks/oauth2/v1/tokens/bearer").ToString(),
                ["limits"] = "none",
                ["settle_seconds"] = settleSeconds,
            },
            new Dictionary<string, string>
            {
                ["client_id"] = "sandbox-client",
                ["client_secret"] = "sandbox-secret",
                ["access_token"] = tokens.GetProperty("access_token").GetString()!,
                ["refresh_token"] = tokens.GetProperty("refresh_token").GetString()!,
            }
        );
        using var answer = await service.Internal.PostAsJsonAsync($"connections?organisation={organisation}", connection, Json.Snake);
        Assert.That(answer.IsSuccessStatusCode, Is.True, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>The ledger's news about entries of these ids, posted long after the connection was made.</summary>
    public Task Posted(string organisation, params string[] ids) =>
        ledger.Send(
            new JournalEntriesPosted
            {
                Organisation = organisation,
                Items =
                [
                    .. ids.Select(id => new PostedEntry
                    {
                        ReceivedAt = DateTimeOffset.UnixEpoch,
                        PostedAt = TimeProvider.System.GetUtcNow().AddHours(1),
                        Entry = Books.Entry(organisation, id).Entry,
                    }),
                ],
            }
        );

    /// <summary>A payout of the front shop that settles these.</summary>
    public Task Asserted(string organisation, string payout, DateTimeOffset occurredAt, params string[]? contents) =>
        ledger.Send(
            new PayoutsAsserted
            {
                Organisation = organisation,
                Items =
                [
                    new AssertedPayout
                    {
                        Source = "front-shop",
                        Id = payout,
                        Revision = 1,
                        OccurredAt = occurredAt,
                        Currency = "USD",
                        Gross = 10m,
                        Contents = contents is null ? null : [.. contents.Select(id => new ContentData(id, "sale", 10m))],
                        Clearing = "assets:clearing:front-shop",
                        AssertedAt = occurredAt,
                    },
                ],
            }
        );

    public Task<long> Pushes(string organisation, string state) =>
        Office.Read<long>($"SELECT count(*) FROM platform.pushes WHERE organisation = '{organisation}' AND state = '{state}'");

    /// <summary>Until a push could not be sent.</summary>
    public Task TriedInVain(string organisation) =>
        Eventually.That(
            () =>
                Office.Read<long>(
                    $"SELECT count(*) FROM platform.pushes WHERE organisation = '{organisation}' AND attempts > 0 AND state IN ('pending', 'unknown')"
                ),
            Is.GreaterThan(0),
            "Pushes that were tried"
        );

    /// <summary>Until all of so many pushes are written; says what holds them up when they are not.</summary>
    public Task Written(string organisation, int count) =>
        Eventually.That(
            () =>
                Office.Read<string>(
                    $"""
                    SELECT coalesce(string_agg(number || ' ' || state || coalesce(' ' || reason, ''), '; '), 'nothing')
                    FROM (SELECT count(*) AS number, state, reason FROM platform.pushes WHERE organisation = '{organisation}' GROUP BY 2, 3) AS pushes
                    """
                ),
            Is.EqualTo($"{count} written"),
            $"The pushes of {organisation}"
        );

    /// <summary>The database forgets who has the turn, and the broker who is connected, as after a network that was away. The living
    /// connect again.</summary>
    public async Task ForgetConnections()
    {
        await Office.Do(
            """
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE application_name = 'platform-sync background' AND datname = current_database()
            """
        );
        var (management, user) = (Office.Host.Management, Office.Host.Access.Administrator.UserInfo);
        using var broker = new HttpClient { BaseAddress = new Uri(management.Address, "api/") };
        broker.DefaultRequestHeaders.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(user))));
        // A broker tells of new connections with a delay. MassTransit has one, and our own code another.
        var names = await Eventually.That(() => ConnectionNames(management), Has.Count.EqualTo(2), "The service's connections");
        foreach (var name in names)
        {
            using var answer = await broker.DeleteAsync($"connections/{Uri.EscapeDataString(name)}");
            Assert.That((int)answer.StatusCode, Is.EqualTo(204));
        }
    }

    async Task<List<string>> ConnectionNames(RabbitManagement management)
    {
        using var all = JsonDocument.Parse(await management.GetAsync($"vhosts/{Office.Host.Name}/connections"));
        return
        [
            .. all
                .RootElement.EnumerateArray()
                .Where(one => one.TryGetProperty("user_provided_name", out var service) && service.GetString() == "platform-sync")
                .Select(one => one.GetProperty("name").GetString()!),
        ];
    }

    public async Task Suffer(object plan)
    {
        using var answer = await http.PostAsJsonAsync("sandbox/faults", plan);
        Assert.That(answer.IsSuccessStatusCode, Is.True, await answer.Content.ReadAsStringAsync());
    }

    public async Task<IReadOnlyDictionary<string, int>> Fired(string target)
    {
        var plans = await http.GetFromJsonAsync<JsonElement>("sandbox/faults");
        return plans.GetProperty(target).GetProperty("fired").Deserialize<Dictionary<string, int>>()!;
    }

    /// <summary>Our keys of the documents that the company holds, one for each document.</summary>
    public async Task<IReadOnlyList<string>> Documents()
    {
        var text = await http.GetStringAsync($"sandbox/census/entries?realm={Realm}");
        return
        [
            .. text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("doc_number").GetString()!),
        ];
    }

    public static string KeyOf(string organisation, string id) => PlatformKey.For(EntryId.For(organisation, "front-shop", id, 1, EntryPart.Entry));

    async Task<JsonElement> SignIn()
    {
        var first = http.DefaultRequestHeaders.Authorization is null;
        using var request = new HttpRequestMessage(HttpMethod.Post, "quickbooks/oauth2/v1/tokens/bearer")
        {
            Content = new FormUrlEncodedContent(
                new Dictionary<string, string> { ["grant_type"] = "authorization_code", ["code"] = Guid.CreateVersion7().ToString() }
            ),
        };
        request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("sandbox-client:sandbox-secret")));
        using var answer = await http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        var tokens = await answer.Content.ReadFromJsonAsync<JsonElement>();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", tokens.GetProperty("access_token").GetString());
        if (first)
            foreach (var account in new[] { "assets.cash", "income.sales" })
                await CreateAccount(account);
        return tokens;
    }

    async Task CreateAccount(string name)
    {
        using var answer = await http.PostAsJsonAsync(
            $"quickbooks/v3/company/{Realm}/account",
            new Dictionary<string, string> { ["Name"] = name, ["AccountType"] = "Income" }
        );
        Assert.That(answer.IsSuccessStatusCode, Is.True, await answer.Content.ReadAsStringAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await Office.DisposeAsync();
        http.Dispose();
        await sandbox.StopAsync();
        await sandbox.DisposeAsync();
    }
}
