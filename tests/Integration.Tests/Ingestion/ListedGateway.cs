using System.Net.Http.Json;
using System.Text.Json;
using AccountingSync.Ingestion.Access;
using AccountingSync.Ingestion.Pulls;
using AccountingSync.Integration.Tests.Messaging;
using AccountingSync.Sandbox;
using Microsoft.AspNetCore.Builder;

namespace AccountingSync.Integration.Tests.Ingestion;

/// <summary>A shop with a gateway of the sandbox that is told what happened at it, thing by thing, and sends no webhooks by itself.</summary>
sealed class ListedGateway : IAsyncDisposable
{
    const string Seldom = "0 0 1 1 *";
    readonly WebApplication sandbox;
    readonly HttpClient http;

    ListedGateway(Shop shop, WebApplication sandbox, PlayedPayments payments)
    {
        Shop = shop;
        this.sandbox = sandbox;
        Payments = payments;
        http = new HttpClient { BaseAddress = new Uri(sandbox.Urls.Single()) };
        Connection = $"shop-{payments.Vendor}";
    }

    public Shop Shop { get; }
    public PlayedPayments Payments { get; }
    public string Connection { get; }

    public static async Task<ListedGateway> Open(string name, Func<DateTimeOffset, PlayedPayments> play)
    {
        var sandbox = SandboxApp.Build(["--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=Critical"]);
        await sandbox.StartAsync();
        var shop = await Shop.Open(name, new() { ["Pulls:LookSeconds"] = "1" });
        var gateway = new ListedGateway(shop, sandbox, play(shop.Clock.GetUtcNow().AddHours(-3)));
        await shop.Connect(
            new NewConnection(
                Shop.Organisation,
                gateway.Connection,
                gateway.Payments.Vendor,
                new Uri(gateway.http.BaseAddress!, $"{gateway.Payments.Vendor}/").ToString(),
                new ConnectionSecrets([PlayedPayments.Secret], gateway.Payments.ApiKey)
            )
        );
        // What was listed once is listed again.
        var pull = new NewPull(gateway.Connection, Seldom, OverlapSeconds: TimeSpan.FromHours(6).TotalSeconds);
        await shop.SetUp($"pulls?organisation={Shop.Organisation}", pull);
        return gateway;
    }

    /// <summary>It happens: the gateway's lists know it from now on.</summary>
    public async Task Happen(int number)
    {
        foreach (var (list, body) in Payments.Listed(number))
            await Post($"/sandbox/gateways/{Payments.Vendor}/{list}", JsonSerializer.Deserialize<JsonElement[]>($"[{body}]")!);
    }

    public async Task Post<T>(string path, T body)
    {
        using var answer = await http.PostAsJsonAsync(path, body);
        Assert.That(answer.IsSuccessStatusCode, Is.True, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>It is told by its webhook, or where that needs more than a secret, by a file.</summary>
    public async Task Tell(int number)
    {
        var address = new Uri(Shop.Service.Http.BaseAddress!, $"/v1/webhooks/{Connection}");
        using var request = Payments.Telling(number, address, Shop.Key);
        var answer = await Answer.Of(Shop.Service.Http, request);
        Assert.That(answer.Status, Is.EqualTo(200), answer.Text);
    }

    /// <returns>The run, when it is over.</returns>
    public async Task<JsonElement> Pull(int number)
    {
        using var answer = await Shop.Service.Internal.PostAsync($"pulls/{Connection}/run?organisation={Shop.Organisation}", content: null);
        Assert.That(answer.IsSuccessStatusCode, Is.True, await answer.Content.ReadAsStringAsync());
        await Eventually.That(
            () => Shop.Office.Read<long>("SELECT count(*) FROM ingestion.pull_runs WHERE ended_at IS NOT NULL"),
            Is.EqualTo(number),
            $"Pull {number}"
        );
        var pulls = await Shop.Service.Internal.GetFromJsonAsync<JsonElement>($"pulls?organisation={Shop.Organisation}");
        return pulls.EnumerateArray().Single().GetProperty("last");
    }

    /// <summary>Ids of all transactions, each as often as it was accepted.</summary>
    public async Task<List<string>> Received() =>
        [.. (await Shop.Office.Read<string>("SELECT coalesce(string_agg(id, ' ' ORDER BY id), '') FROM ingestion.transactions")).Split(' ')];

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await Shop.DisposeAsync();
        await sandbox.StopAsync();
        await sandbox.DisposeAsync();
    }
}
