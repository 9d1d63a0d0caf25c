using System.Net.Http.Json;
using System.Text.Json;
using AccountingSync.Contracts;
using AccountingSync.Ingestion.Access;
using AccountingSync.Integration.Tests.Messaging;
using AccountingSync.Messaging;
using AccountingSync.Sandbox;
using Microsoft.AspNetCore.Builder;

namespace AccountingSync.Integration.Tests.Ingestion;

/// <summary>A shop with a gateway that can be corrected, and another service that asks for it and hears what came of it.</summary>
sealed class CorrectedSources : IAsyncDisposable
{
    public const string Field = "metadata.cost_centre";
    const string ApiKey = "sk_test_shop";
    readonly WebApplication sandbox;

    CorrectedSources(WebApplication sandbox, Shop shop, TestService asker)
    {
        (this.sandbox, Shop, Asker) = (sandbox, shop, asker);
        Gateway = new HttpClient { BaseAddress = new Uri(sandbox.Urls.Single()) };
        Gateway.DefaultRequestHeaders.Authorization = new("Bearer", ApiKey);
    }

    public Shop Shop { get; }
    public TestService Asker { get; }

    /// <summary>Its interface, with the shop's key.</summary>
    public HttpClient Gateway { get; }

    public static async Task<CorrectedSources> Open(string name)
    {
        var sandbox = SandboxApp.Build(["--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=Critical"]);
        await sandbox.StartAsync();
        var shop = await Shop.Open(name, new() { ["Corrections:SettleSeconds"] = "0.5", ["Corrections:PauseSeconds"] = "0.1" });
        var address = new Uri(new Uri(sandbox.Urls.Single()), "stripe/").ToString();
        await shop.Connect(new NewConnection(Shop.Organisation, Shop.Gateway, "stripe", address, new ConnectionSecrets([Shop.Secret], ApiKey)));
        var asker = await shop.Office.Start(
            Queues.Reconciliation,
            reads => reads.Read<Witness<SourceCorrected>>(Queues.Reconciliation).Read<Witness<SourceCorrectionRefused>>(Queues.Reconciliation)
        );
        return new CorrectedSources(sandbox, shop, asker);
    }

    /// <summary>As another service asks.</summary>
    public static CorrectSource Ask(string charge, string to, string? from = null) =>
        new()
        {
            Organisation = Shop.Organisation,
            CorrectionId = Guid.CreateVersion7(),
            Source = Shop.Gateway,
            TransactionId = charge,
            Field = Field,
            From = from,
            To = to,
            Reason = "The accountant moved it.",
            AskedBy = "reconciliation",
        };

    /// <summary>Of a day that no webhook tells.</summary>
    public async Task<IReadOnlyList<string>> Charges(int count)
    {
        var played = await Post(
            "/sandbox/play",
            new
            {
                target = Shop.Service.Http.BaseAddress,
                secret = Shop.Secret,
                charges = count,
                lost = 1.0,
            }
        );
        return
        [
            .. played
                .GetProperty("events")
                .EnumerateArray()
                .Select(made => made.GetProperty("object").GetString()!)
                .Where(id => id.StartsWith("ch_", StringComparison.Ordinal))
                .Distinct(),
        ];
    }

    public async Task<string?> CostCentre(string charge) =>
        (await Gateway.GetFromJsonAsync<JsonElement>($"/stripe/v1/charges/{charge}"))
            .GetProperty("metadata")
            .TryGetProperty("cost_centre", out var text)
            ? text.GetString()
            : null;

    public Task<string> DeadLetters() => Shop.Service.Internal.GetStringAsync("dead-letters");

    public Task<long> Count(string table, string where) => Shop.Office.Read<long>($"SELECT count(*) FROM ingestion.{table} WHERE {where}");

    /// <summary>What the asker heard.</summary>
    public Task<long> Told(string message, string what = "count(*)") =>
        Shop.Office.Read<long>($"SELECT {what} FROM test_reconciliation.seen WHERE message = '{message}'");

    public async Task<JsonElement> Post(string path, object body)
    {
        using var answer = await Gateway.PostAsJsonAsync(path, body);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    public async ValueTask DisposeAsync()
    {
        Gateway.Dispose();
        await Shop.DisposeAsync();
        await sandbox.StopAsync();
        await sandbox.DisposeAsync();
    }
}
