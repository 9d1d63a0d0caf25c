using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using AccountingSync.Ingestion.Access;
using AccountingSync.Integration.Tests.Messaging;
using AccountingSync.LocalServers;
using AccountingSync.Security;
using Microsoft.Extensions.DependencyInjection;

namespace AccountingSync.Integration.Tests.Ingestion;

/// <summary>A running Ingestion service with one organisation, its keys and its gateway.</summary>
sealed class Shop : IAsyncDisposable
{
    public const string Organisation = "shop";
    public const string Gateway = "shop-stripe";
    public const string Secret = "whsec_first";
    public const string SecondSecret = "whsec_second";
    const string Role = "ingestion";

    readonly Dictionary<string, string> settings;

    Shop(PostOffice office, string keyRing, Dictionary<string, string> settings)
    {
        Office = office;
        KeyRing = keyRing;
        this.settings = settings;
    }

    public PostOffice Office { get; }
    public string KeyRing { get; }
    public ShiftedClock Clock { get; } = new();
    public RunningService Service { get; private set; } = null!;

    /// <summary>May send transactions.</summary>
    public string Key { get; private set; } = null!;

    public static async Task<Shop> Open(string name, Dictionary<string, string>? settings = null)
    {
        var keyRing = Path.Combine(TestServers.DirectoryFor(name), "key-ring.json");
        KeyRingFile.Create(keyRing);
        var shop = new Shop(await PostOffice.Open(name), keyRing, settings ?? []);
        await shop.Start();
        await shop.AddOrganisation(Organisation);
        shop.Key = await shop.NewKey(Organisation, "source");
        await shop.Connect(new NewConnection(Organisation, Gateway, "stripe", null, new ConnectionSecrets([Secret, SecondSecret], null)));
        return shop;
    }

    public async Task Start() =>
        Service = await Office.Start(
            typeof(Connection),
            "ingestion",
            Role,
            settings.Append(new("KeyRing:File", KeyRing)).ToDictionary(),
            services => services.AddSingleton<TimeProvider>(Clock)
        );

    public Dictionary<string, string> Settings => Office.SettingsOf(Role, settings.Append(new("KeyRing:File", KeyRing)).ToDictionary());

    public Task Stop() => Office.Stop(Service);

    /// <summary>The service as a process of its own, which kills itself at <paramref name="failpoint"/>.</summary>
    public ChildSpec Process(string failpoint, out Uri address)
    {
        address = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        var binaries = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "Ingestion", "release"));
        return new ChildSpec
        {
            Name = "ingestion",
            FileName = "dotnet",
            Arguments = [Path.Combine(binaries, "AccountingSync.Ingestion.dll")],
            WorkingDirectory = binaries,
            LogFile = Path.Combine(Path.GetDirectoryName(KeyRing)!, "ingestion.log"),
            Environment = Settings
                .Append(new("urls", address.AbsoluteUri))
                .Append(new("ACCOUNTINGSYNC_FAILPOINT", failpoint))
                .ToDictionary(setting => setting.Key.Replace(":", "__"), string? (setting) => setting.Value),
        };
    }

    public Task AddOrganisation(string organisation) => SetUp("organisations", new NewOrganisation(organisation, organisation));

    public Task Connect(NewConnection connection) => SetUp("connections", connection);

    public async Task<string> NewKey(string organisation, string role, string name = "test")
    {
        var answer = await SetUp("keys", new NewKey(organisation, role, name));
        return answer.GetProperty("key").GetString()!;
    }

    public async Task<JsonElement> SetUp<T>(string path, T body)
    {
        using var answer = await Service.Internal.PostAsJsonAsync(path, body, Json.Snake);
        answer.EnsureSuccessStatusCode();
        var text = await answer.Content.ReadAsStringAsync();
        return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement;
    }

    /// <summary>To <c>/v1/transactions</c>.</summary>
    public Task<Answer> Send(string body, string? key = null, string contentType = "application/json") =>
        Send(new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = MediaTypeHeaderValue.Parse(contentType) } }, key ?? Key);

    public async Task<Answer> Send(HttpContent content, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/transactions") { Content = content };
        if (key is not null)
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {key}");
        return await Answer.Of(Service.Http, request);
    }

    /// <summary>As the gateway would send it.</summary>
    public Task<Answer> Webhook(string body, string secret = Secret, TimeSpan age = default, string connection = Gateway) =>
        SignedWebhook(body, StripeSignature.Sign(Encoding.UTF8.GetBytes(body), secret, Clock.GetUtcNow() - age), connection);

    public Task<Answer> SignedWebhook(string body, string? signature, string connection = Gateway, string header = StripeSignature.HeaderName)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/webhooks/{connection}")
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        if (signature is not null)
            request.Headers.TryAddWithoutValidation(header, signature);
        return Answer.Of(Service.Http, request);
    }

    /// <summary>Every table of the service but the counts of what was refused and what is known of the broker.</summary>
    public async Task<IReadOnlyDictionary<string, long>> Rows()
    {
        var tables = await Office.Read<string[]>(
            "SELECT array_agg(table_name::text) FROM information_schema.tables WHERE table_schema = 'ingestion' AND table_name NOT IN ('tallies', 'broker_epoch')"
        );
        var rows = new SortedDictionary<string, long>();
        foreach (var table in tables)
            rows[table] = await Office.Read<long>($"SELECT count(*) FROM ingestion.{table}");
        return rows;
    }

    public async Task<IReadOnlyDictionary<string, long>> Counts(string organisation = Organisation) =>
        (await Service.Internal.GetFromJsonAsync<Dictionary<string, long>>($"counts?organisation={organisation}"))!;

    public ValueTask DisposeAsync() => Office.DisposeAsync();
}

/// <summary>The system's time, moved.</summary>
sealed class ShiftedClock : TimeProvider
{
    public TimeSpan Shift { get; set; }

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Shift;
}

/// <summary>What was answered.</summary>
sealed record Answer(int Status, string? MediaType, TimeSpan? RetryAfter, string Text)
{
    public static async Task<Answer> Of(HttpClient http, HttpRequestMessage request)
    {
        using var response = await http.SendAsync(request);
        return new Answer(
            (int)response.StatusCode,
            response.Content.Headers.ContentType?.MediaType,
            response.Headers.RetryAfter?.Delta,
            await response.Content.ReadAsStringAsync()
        );
    }

    JsonElement Body => JsonDocument.Parse(Text).RootElement;

    public string? Title => Body.GetProperty("title").GetString();

    /// <summary>Status of each result, in their order.</summary>
    public IEnumerable<string> Statuses => Body.GetProperty("results").EnumerateArray().Select(result => result.GetProperty("status").GetString()!);

    /// <summary>Pointer and rule of each problem.</summary>
    public IEnumerable<string> Problems =>
        Body.GetProperty("errors")
            .EnumerateArray()
            .Select(error => $"{error.GetProperty("pointer").GetString()} {error.GetProperty("rule").GetString()}");
}
