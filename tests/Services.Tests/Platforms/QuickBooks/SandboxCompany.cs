using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using AccountingSync.PlatformSync.Platforms.QuickBooks;
using AccountingSync.Sandbox;
using Microsoft.AspNetCore.Builder;

namespace AccountingSync.Services.Tests.Platforms.QuickBooks;

/// <summary>A running sandbox with one company whose chart has our accounts, and a platform connected to it.</summary>
sealed class SandboxCompany : IAsyncDisposable
{
    public const string Realm = "9130";
    public const string Company = $"quickbooks/v3/company/{Realm}/";

    readonly WebApplication sandbox;
    readonly QuickBooksPace pace = new(QuickBooksLimits.None, TimeProvider.System);
    readonly HttpClient platformHttp;
    string accessToken = "";
    string refreshToken = "";

    SandboxCompany(WebApplication sandbox, TimeSpan timeout)
    {
        this.sandbox = sandbox;
        var address = new Uri(sandbox.Urls.First());
        Http = new() { BaseAddress = address };
        platformHttp = new() { BaseAddress = new Uri(address, "quickbooks/"), Timeout = Timeout.InfiniteTimeSpan };
        Platform = new(platformHttp, new() { Realm = Realm, Timeout = timeout }, Tokens, pace, TimeProvider.System);
    }

    public HttpClient Http { get; }
    public QuickBooksPlatform Platform { get; }
    public int Refreshes { get; private set; }

    public static async Task<SandboxCompany> Start(TimeSpan? timeout = null)
    {
        var started = SandboxApp.Build(["--urls=http://127.0.0.1:0", "--Sandbox:EnforceLimits=false"]);
        await started.StartAsync();
        var company = new SandboxCompany(started, timeout ?? TimeSpan.FromSeconds(30));
        await company.Exchange(("grant_type", "authorization_code"), ("code", "consent"));
        await company.AddAccount("assets.clearing.front shop", "Bank");
        await company.AddAccount("income.sales", "Income");
        await company.AddAccount("liabilities.tax.NY", "Other Current Liability");
        return company;
    }

    public async Task Suffer(string plan)
    {
        using var body = new StringContent(plan, Encoding.UTF8, "application/json");
        using var answer = await Http.PostAsync(new Uri("sandbox/faults", UriKind.Relative), body);
        answer.EnsureSuccessStatusCode();
    }

    public async Task<JsonElement> Post(string path, string json)
    {
        using var body = new StringContent(json, Encoding.UTF8, "application/json");
        using var answer = await Http.PostAsync(new Uri(path, UriKind.Relative), body);
        answer.EnsureSuccessStatusCode();
        return answer.Content.Headers.ContentLength == 0 ? default : await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>The live entries with this document number, counted by the sandbox itself.</summary>
    public async Task<int> CountHeld(string key)
    {
        var lines = await Http.GetStringAsync(new Uri($"sandbox/census/entries?realm={Realm}", UriKind.Relative));
        return lines
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonSerializer.Deserialize<JsonElement>(line))
            .Count(entry => entry.GetProperty("doc_number").GetString() == key && !entry.GetProperty("deleted").GetBoolean());
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        platformHttp.Dispose();
        pace.Dispose();
        await sandbox.StopAsync();
        await sandbox.DisposeAsync();
    }

    async Task AddAccount(string name, string type) => await Post(Company + "account", $$"""{"Name":"{{name}}","AccountType":"{{type}}"}""");

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
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("quickbooks/oauth2/v1/tokens/bearer", UriKind.Relative));
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
