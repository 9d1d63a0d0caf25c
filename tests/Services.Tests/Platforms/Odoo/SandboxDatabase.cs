using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Threading.RateLimiting;
using AccountingSync.PlatformSync.Platforms.Odoo;
using AccountingSync.Sandbox;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace AccountingSync.Services.Tests.Platforms.Odoo;

/// <summary>A running sandbox with one Odoo database whose chart has our accounts, and a platform connected to it.</summary>
sealed class SandboxDatabase : IAsyncDisposable
{
    public const string Name = "books";
    public const string Key = "sandbox-odoo-key";

    readonly WebApplication sandbox;
    readonly HttpClient platformHttp;
    readonly OdooInterface protocol;
    readonly TimeProvider clock;
    readonly ConcurrencyLimiter atOnce = new(new() { PermitLimit = OdooPlatform.CallsAtOnce, QueueLimit = int.MaxValue });

    SandboxDatabase(WebApplication sandbox, OdooInterface protocol, TimeProvider clock)
    {
        (this.sandbox, this.protocol, this.clock) = (sandbox, protocol, clock);
        var address = new Uri(sandbox.Urls.First());
        Http = new() { BaseAddress = address };
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("bearer", Key);
        Http.DefaultRequestHeaders.Add("X-Odoo-Database", Name);
        platformHttp = new() { BaseAddress = new Uri(address, "odoo/"), Timeout = Timeout.InfiniteTimeSpan };
        Platform = Connect(new Dictionary<string, string>());
    }

    public HttpClient Http { get; }
    public OdooPlatform Platform { get; }

    /// <summary>As after the connection was added with these settings.</summary>
    /// <param name="codes">Our account name to the account's code.</param>
    public OdooPlatform Connect(IReadOnlyDictionary<string, string> codes)
    {
        var options = new OdooOptions
        {
            Database = Name,
            Journal = "MISC",
            Interface = protocol,
            User = "bridge",
            Timeout = TimeSpan.FromSeconds(30),
            AccountCodes = codes,
        };
        return new(platformHttp, options, _ => Task.FromResult(Keys.Count > 1 ? Keys.Dequeue() : Keys.Peek()), atOnce, clock);
    }

    /// <summary>The API keys that the connection has, one after the other; the last one stays.</summary>
    public Queue<string?> Keys { get; } = new([Key]);

    public static async Task<SandboxDatabase> Start(
        OdooInterface protocol = OdooInterface.Json2,
        int series = 19,
        TimeProvider? clock = null,
        params string[] settings
    )
    {
        var database = await Reopen(clock ?? TimeProvider.System, settings, protocol);
        await database.Set($"\"series\":{series}");
        await database.AddAccount("1000", PlatformEntries.Clearing, "asset_current");
        await database.AddAccount("4000", "income.sales", "income");
        await database.AddAccount("2200", PlatformEntries.Tax, "liability_current");
        return database;
    }

    /// <summary>The sandbox as an earlier run left it.</summary>
    public static async Task<SandboxDatabase> Reopen(TimeProvider clock, string[] settings, OdooInterface protocol = OdooInterface.Json2)
    {
        var started = SandboxApp.Build(["--urls=http://127.0.0.1:0", .. settings], builder => builder.Services.AddSingleton(clock));
        await started.StartAsync();
        return new SandboxDatabase(started, protocol, clock);
    }

    public async Task Suffer(string plan) => await Post("sandbox/faults", $$"""{"target":"odoo",{{plan[1..]}}""");

    public async Task<JsonElement> Post(string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await Http.PostAsync(new Uri(path, UriKind.Relative), content);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.That(answer.IsSuccessStatusCode, Is.True, text);
        return text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text);
    }

    /// <summary>Status and content of any call by JSON-2.</summary>
    public async Task<(int Status, JsonElement Json)> Call(string method, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await Http.PostAsync(new Uri($"odoo/json/2/{method}", UriKind.Relative), content);
        return ((int)answer.StatusCode, JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync()));
    }

    /// <summary>The content of any call by JSON-RPC: its result, or its error.</summary>
    public async Task<JsonElement> Rpc(string service, string method, string arguments)
    {
        var call =
            $$$"""{"jsonrpc":"2.0","method":"call","id":7,"params":{"service":"{{{service}}}","method":"{{{method}}}","args":{{{arguments}}}}}""";
        return await Post("odoo/jsonrpc", call);
    }

    public Task Edit(string reference, string change) =>
        Post("sandbox/odoo/edit", $$"""{"database":"{{Name}}","ref":"{{reference}}","change":{{change}}}""");

    /// <summary>Anew, what is left out as at the beginning.</summary>
    public Task Set(string settings) => Post("sandbox/odoo/settings", $$$"""{"database":"{{{Name}}}","settings":{{{{settings}}}}}""");

    /// <summary>Posted entries with this reference, counted by the sandbox itself.</summary>
    public async Task<int> CountHeld(string key) => (await Posted()).Count(reference => reference == key);

    /// <summary>The references of all that is posted.</summary>
    public async Task<IReadOnlyList<string>> Posted() =>
        [.. (await Moves()).Where(move => move.GetProperty("state").GetString() == "posted").Select(move => move.GetProperty("ref").GetString()!)];

    /// <summary>Everything that is there.</summary>
    public async Task<IReadOnlyList<JsonElement>> Moves()
    {
        var lines = await Http.GetStringAsync(new Uri($"sandbox/census/odoo?database={Name}", UriKind.Relative));
        return [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<JsonElement>(line))];
    }

    public async Task<JsonElement> Census() =>
        (await Http.GetFromJsonAsync<JsonElement>(new Uri("sandbox/census", UriKind.Relative)))
            .GetProperty("odoo")
            .GetProperty("databases")
            .GetProperty(Name);

    public async Task AddAccount(string code, string name, string type, int? currency = null)
    {
        var own = currency is null ? "" : $",\"currency_id\":{currency}";
        var added = await Call(
            "account.account/create",
            $$$"""{"vals_list":[{"code":"{{{code}}}","name":"{{{name}}}","account_type":"{{{type}}}"{{{own}}}}]}"""
        );
        Assert.That(added.Status, Is.EqualTo(200), added.Json.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        platformHttp.Dispose();
        await atOnce.DisposeAsync();
        await sandbox.StopAsync();
        await sandbox.DisposeAsync();
    }
}
