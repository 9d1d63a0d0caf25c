using System.Net.Http.Json;
using System.Text.Json;
using AccountingSync.Ingestion.Access;
using AccountingSync.Ingestion.Pulls;
using AccountingSync.Integration.Tests.Messaging;
using AccountingSync.Sandbox;
using Microsoft.AspNetCore.Builder;

namespace AccountingSync.Integration.Tests.Ingestion;

/// <summary>A shop, and its gateway that can be asked what happened. Its days begin two days before this one.</summary>
sealed class PulledGateway : IAsyncDisposable
{
    const string Seldom = "0 0 1 1 *";
    readonly WebApplication sandbox;
    readonly HttpClient http;

    PulledGateway(Shop shop, WebApplication sandbox)
    {
        Shop = shop;
        this.sandbox = sandbox;
        http = new HttpClient { BaseAddress = new Uri(sandbox.Urls.Single()) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", "sk_test_shop");
        // In the first hour of a day the one before is not told yet.
        var today = DateOnly.FromDateTime((shop.Clock.GetUtcNow() - AccountSpan.Settle).UtcDateTime);
        Start = new DateTimeOffset(today.AddDays(-2), TimeOnly.MinValue, TimeSpan.Zero);
    }

    public Shop Shop { get; }

    /// <summary>Of the gateway's day.</summary>
    public DateTimeOffset Start { get; }

    public static async Task<PulledGateway> Open(string name)
    {
        var sandbox = SandboxApp.Build(["--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=Critical"]);
        await sandbox.StartAsync();
        var gateway = new PulledGateway(await Shop.Open(name, new() { ["Pulls:LookSeconds"] = "1" }), sandbox);
        await gateway.Shop.Connect(
            new NewConnection(
                Shop.Organisation,
                Shop.Gateway,
                "stripe",
                new Uri(gateway.http.BaseAddress!, "stripe/").ToString(),
                new ConnectionSecrets([Shop.Secret], "sk_test_shop")
            )
        );
        return gateway;
    }

    /// <summary>Plays a day; what no webhook tells of it is in <c>lost</c> and <c>hidden</c> of the answer.</summary>
    public async Task<JsonElement> Play(
        int charges,
        double lost,
        int hidden = 0,
        double duplicates = 0,
        long seed = 1,
        bool payouts = true,
        bool payoutsUnderWay = false
    )
    {
        using var answer = await http.PostAsJsonAsync(
            "/sandbox/play",
            new
            {
                target = new Uri(Shop.Service.Http.BaseAddress!, $"/v1/webhooks/{Shop.Gateway}"),
                secret = Shop.Secret,
                seed,
                charges,
                lost,
                hidden,
                duplicates,
                out_of_order = true,
                payouts,
                payouts_under_way = payoutsUnderWay,
                start = Start,
            }
        );
        return JsonDocument.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync()).RootElement;
    }

    public async Task<JsonElement> Get(string path) => JsonDocument.Parse(await http.GetStringAsync($"/stripe/v1/{path}")).RootElement;

    public Task<JsonElement> AddPull(string cron = Seldom) => AddPull(Start, cron);

    /// <param name="since">Null: nobody says.</param>
    public Task<JsonElement> AddPull(DateTimeOffset? since, string cron = Seldom) =>
        Shop.SetUp($"pulls?organisation={Shop.Organisation}", new NewPull(Shop.Gateway, cron, Since: since));

    public async Task<JsonElement> Decide(string verb, int status = 200, HttpClient? service = null)
    {
        var answer = await Eventually.That(
            () => Ask(verb, service ?? Shop.Service.Internal),
            Has.Property(nameof(Answer.Status)).Not.EqualTo(503),
            "The schedule is started"
        );
        Assert.That(answer.Status, Is.EqualTo(status), answer.Text);
        return JsonDocument.Parse(answer.Text).RootElement;
    }

    static async Task<Answer> Ask(string verb, HttpClient service)
    {
        using var answer = await service.PostAsync($"pulls/{Shop.Gateway}/{verb}?organisation={Shop.Organisation}", content: null);
        return new Answer((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    sealed record Answer(int Status, string Text);

    public async Task<JsonElement> Pull() =>
        (await Shop.Service.Internal.GetFromJsonAsync<JsonElement>($"pulls?organisation={Shop.Organisation}")).EnumerateArray().Single();

    /// <summary>The last run, when so many are over.</summary>
    public async Task<JsonElement> Over(int runs)
    {
        await Eventually.That(
            () => Shop.Office.Read<long>("SELECT count(*) FROM ingestion.pull_runs WHERE ended_at IS NOT NULL"),
            Is.EqualTo(runs),
            $"{runs} pulls"
        );
        return (await Pull()).GetProperty("last");
    }

    public Task<long> Count(string what, string where = "true") => Shop.Office.Read<long>($"SELECT {what} FROM ingestion.transactions WHERE {where}");

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await Shop.DisposeAsync();
        await sandbox.StopAsync();
        await sandbox.DisposeAsync();
    }
}
