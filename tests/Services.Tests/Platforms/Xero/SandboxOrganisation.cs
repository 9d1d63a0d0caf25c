using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using AccountingSync.PlatformSync.Platforms.Xero;
using AccountingSync.Sandbox;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace AccountingSync.Services.Tests.Platforms.Xero;

/// <summary>A running sandbox with one Xero organisation whose chart has our accounts, and a platform connected to it.</summary>
sealed class SandboxOrganisation : IAsyncDisposable
{
    public static readonly Guid Tenant = new("4b6a0c6e-7d5f-4c1e-9a51-6f1f5c0b9d11");
    public const string Books = "xero/api.xro/2.0/";

    readonly WebApplication sandbox;
    readonly XeroPace pace;
    readonly HttpClient platformHttp;
    string accessToken = "";
    string refreshToken = "";

    SandboxOrganisation(WebApplication sandbox, TimeSpan timeout, XeroLimits limits, TimeProvider clock)
    {
        this.sandbox = sandbox;
        pace = new(limits, clock);
        var address = new Uri(sandbox.Urls.First());
        Http = new() { BaseAddress = address };
        Http.DefaultRequestHeaders.Add("xero-tenant-id", Tenant.ToString());
        platformHttp = new() { BaseAddress = new Uri(address, "xero/"), Timeout = Timeout.InfiniteTimeSpan };
        Platform = new(platformHttp, new() { Tenant = Tenant, Timeout = timeout }, Tokens, pace, clock);
    }

    public HttpClient Http { get; }
    public XeroPlatform Platform { get; }
    public int Refreshes { get; private set; }

    public static async Task<SandboxOrganisation> Start(
        TimeSpan? timeout = null,
        TimeProvider? clock = null,
        XeroLimits? limits = null,
        params string[] settings
    )
    {
        var organisation = await Open(clock ?? TimeProvider.System, settings, timeout, limits);
        await organisation.Exchange(("grant_type", "authorization_code"), ("code", Guid.CreateVersion7().ToString()));
        await organisation.AddAccount("1000", PlatformEntries.Clearing, "CURRENT");
        await organisation.AddAccount("4000", "income.sales", "REVENUE");
        await organisation.AddAccount("2200", PlatformEntries.Tax, "CURRLIAB");
        return organisation;
    }

    /// <summary>The sandbox as an earlier run left it: nobody signs in, no account is added.</summary>
    public static Task<SandboxOrganisation> Reopen(TimeProvider clock, string[] settings) => Open(clock, settings, timeout: null, limits: null);

    static async Task<SandboxOrganisation> Open(TimeProvider clock, string[] settings, TimeSpan? timeout, XeroLimits? limits)
    {
        string[] quiet = settings.Length > 0 ? settings : ["--Sandbox:EnforceLimits=false"];
        var started = SandboxApp.Build(["--urls=http://127.0.0.1:0", .. quiet], builder => builder.Services.AddSingleton(clock));
        await started.StartAsync();
        return new SandboxOrganisation(started, timeout ?? TimeSpan.FromSeconds(30), limits ?? XeroLimits.None, clock);
    }

    public async Task Suffer(string plan) => await Post("sandbox/faults", $$"""{"target":"xero",{{plan[1..]}}""");

    public async Task<JsonElement> Post(string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await Http.PostAsync(new Uri(path, UriKind.Relative), content);
        Assert.That(answer.IsSuccessStatusCode, Is.True, await answer.Content.ReadAsStringAsync());
        var text = await answer.Content.ReadAsStringAsync();
        return text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text);
    }

    /// <summary>Status and content of any call to the organisation's books.</summary>
    public async Task<(int Status, JsonElement Json, HttpResponseHeaders Headers)> Call(
        HttpMethod method,
        string path,
        string? body = null,
        string? key = null
    )
    {
        using var request = new HttpRequestMessage(method, new Uri(Books + path, UriKind.Relative));
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        using var answer = await Http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return ((int)answer.StatusCode, text.StartsWith('{') ? JsonSerializer.Deserialize<JsonElement>(text) : default, answer.Headers);
    }

    public Task Edit(string narration, string change) =>
        Post("sandbox/xero/edit", $$"""{"tenant":"{{Tenant}}","narration":"{{narration}}","change":{{change}}}""");

    public Task Set(string more) => Post("sandbox/xero/settings", $$"""{"tenant":"{{Tenant}}",{{more}}}""");

    /// <summary>Posted journals with this narration, counted by the sandbox itself.</summary>
    public async Task<int> CountHeld(string key) => (await Posted()).Count(narration => narration == key);

    /// <summary>The narrations of all that is posted.</summary>
    public async Task<IReadOnlyList<string>> Posted()
    {
        var lines = await Http.GetStringAsync(new Uri($"sandbox/census/xero?tenant={Tenant}", UriKind.Relative));
        return
        [
            .. lines
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonSerializer.Deserialize<JsonElement>(line))
                .Where(journal => journal.GetProperty("status").GetString() == "POSTED")
                .Select(journal => journal.GetProperty("narration").GetString()!),
        ];
    }

    public async Task<JsonElement> Census() =>
        (await Http.GetFromJsonAsync<JsonElement>(new Uri("sandbox/census", UriKind.Relative)))
            .GetProperty("xero")
            .GetProperty("tenants")
            .GetProperty(Tenant.ToString());

    public async Task AddAccount(string code, string name, string type)
    {
        var added = await Call(HttpMethod.Put, "Accounts", $$"""{"Code":"{{code}}","Name":"{{name}}","Type":"{{type}}"}""");
        Assert.That(added.Status, Is.EqualTo(200), added.Json.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        platformHttp.Dispose();
        pace.Dispose();
        await sandbox.StopAsync();
        await sandbox.DisposeAsync();
    }

    async Task<string?> Tokens(string? rejected, CancellationToken stop)
    {
        if (rejected is not null)
        {
            Refreshes++;
            await Exchange(("grant_type", "refresh_token"), ("refresh_token", refreshToken));
        }
        return accessToken;
    }

    async Task Exchange(params (string Name, string Value)[] form)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("xero/connect/token", UriKind.Relative));
        request.Headers.Authorization = new("Basic", Convert.ToBase64String("sandbox-client:sandbox-secret"u8));
        request.Content = new FormUrlEncodedContent(form.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var answer = await Http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        var tokens = await answer.Content.ReadFromJsonAsync<JsonElement>();
        accessToken = tokens.GetProperty("access_token").GetString()!;
        refreshToken = tokens.GetProperty("refresh_token").GetString()!;
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
    }
}
