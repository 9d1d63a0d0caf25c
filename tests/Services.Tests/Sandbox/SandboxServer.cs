using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using AccountingSync.Sandbox;
using AccountingSync.Sandbox.Stripe;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace AccountingSync.Services.Tests.Sandbox;

/// <summary>A sandbox on a port of its own, with a company that has two accounts.</summary>
sealed class SandboxServer : IAsyncDisposable
{
    public const string Realm = "9130";
    public static readonly DateTimeOffset Noon = new(2026, 3, 10, 20, 0, 0, TimeSpan.Zero);

    readonly WebApplication app;

    SandboxServer(WebApplication app, SettableClock clock)
    {
        this.app = app;
        Clock = clock;
        Address = new Uri(app.Urls.First());
        Http = new HttpClient { BaseAddress = Address };
    }

    public SettableClock Clock { get; }
    public Uri Address { get; }
    public HttpClient Http { get; }
    public string Cash { get; private set; } = "";
    public string Sales { get; private set; } = "";

    public static async Task<SandboxServer> Start(params string[] settings)
    {
        var server = await StartEmpty([.. settings, "--Sandbox:EnforceLimits=false"]);
        await server.Connect();
        server.Cash = await server.AddAccount("Cash", "Bank", "1000");
        server.Sales = await server.AddAccount("Sales", "Income", "4000");
        return server;
    }

    public static async Task<SandboxServer> StartEmpty(params string[] settings)
    {
        var clock = new SettableClock(Noon);
        var sandbox = SandboxApp.Build(["--urls=http://127.0.0.1:0", .. settings], builder => builder.Services.AddSingleton<TimeProvider>(clock));
        await sandbox.StartAsync();
        return new SandboxServer(sandbox, clock);
    }

    /// <summary>Gets tokens for a new code and uses them from now on.</summary>
    public async Task<JsonElement> Connect()
    {
        var tokens = (await Token(("grant_type", "authorization_code"), ("code", Guid.NewGuid().ToString()))).Json;
        Use(tokens);
        return tokens;
    }

    public void Use(JsonElement tokens) =>
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", tokens.GetProperty("access_token").GetString());

    public async Task<Reply> Token(params (string Name, string Value)[] form)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/quickbooks/oauth2/v1/tokens/bearer");
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Basic",
            Convert.ToBase64String(Encoding.UTF8.GetBytes("sandbox-client:sandbox-secret"))
        );
        request.Content = new FormUrlEncodedContent(form.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return await Reply.Of(await Http.SendAsync(request));
    }

    public async Task<string> AddAccount(string name, string type, string number)
    {
        var reply = await Company("account", $$"""{"Name":"{{name}}","AccountType":"{{type}}","AcctNum":"{{number}}"}""");
        return reply.Json.GetProperty("Account").GetProperty("Id").GetString()!;
    }

    public string Entry(string docNumber, string amount = "12.50", string? date = "2026-03-01", string more = "") =>
        $$"""
            {"DocNumber":"{{docNumber}}",{{(date is null ? "" : $"\"TxnDate\":\"{date}\",")}}{{more}}
             "Line":[{{Line("Debit", Cash, amount)}},{{Line("Credit", Sales, amount)}} ] }
            """;

    public static string Line(string posting, string account, string amount) =>
        $$$"""
            {"Amount":{{{amount}}},"DetailType":"JournalEntryLineDetail","Description":"a line",
             "JournalEntryLineDetail":{"PostingType":"{{{posting}}}","AccountRef":{"value":"{{{account}}}"} } }
            """;

    /// <summary>Creates an entry and answers its id.</summary>
    public async Task<string> Add(string docNumber, string amount = "12.50", string date = "2026-03-01") =>
        (await Company("journalentry", Entry(docNumber, amount, date))).Entry.GetProperty("Id").GetString()!;

    public Task<Reply> Company(string path, string body) => Post($"/quickbooks/v3/company/{Realm}/{path}", body);

    public Task<Reply> Company(string path) => Get($"/quickbooks/v3/company/{Realm}/{path}");

    public Task<Reply> Query(string text) => Company($"query?query={Uri.EscapeDataString(text)}&minorversion=75");

    public async Task<Reply> Post(string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await Reply.Of(await Http.PostAsync(new Uri(path, UriKind.Relative), content));
    }

    public async Task<Reply> Get(string path) => await Reply.Of(await Http.GetAsync(new Uri(path, UriKind.Relative)));

    public async Task<JsonElement> Census() => (await Get("/sandbox/census")).Json.GetProperty("quickbooks").GetProperty("realms").GetProperty(Realm);

    public async Task<int> Entries() => (await Census()).GetProperty("journal_entries").GetInt32();

    /// <summary>Plays the day of which nobody is told.</summary>
    public async Task<StripeDay> PlayUnheard(long seed, int charges)
    {
        var reply = await Post(
            "/sandbox/play",
            $$"""{"target":"http://127.0.0.1:9/","secret":"whsec_1","seed":{{seed}},"charges":{{Number(charges)}},"lost":1}"""
        );
        return reply.Status == 200
            ? StripePlayer.Play(new StripePlan { Seed = seed, Charges = charges })
            : throw new InvalidOperationException(reply.Text);
    }

    public Task<Reply> Faults(string plan) => Post("/sandbox/faults", plan);

    public static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
