using System.Net.Http.Json;
using System.Text.Json;
using AccountingSync.Ingestion.Access;
using AccountingSync.Integration.Tests.Messaging;
using AccountingSync.Sandbox;
using Microsoft.AspNetCore.Builder;

namespace AccountingSync.Integration.Tests.Ingestion;

/// <summary>The fee of a charge is in its balance transaction, which the gateway is asked for.</summary>
public sealed class What_an_event_only_names
{
    Shop shop = null!;
    WebApplication sandbox = null!;
    HttpClient gateway = null!;

    [SetUp]
    public async Task Open()
    {
        shop = await Shop.Open("fees");
        sandbox = SandboxApp.Build(["--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=Critical"]);
        await sandbox.StartAsync();
        gateway = new HttpClient { BaseAddress = new Uri(sandbox.Urls.Single()) };
    }

    [TearDown]
    public async Task Close()
    {
        gateway.Dispose();
        await sandbox.StopAsync();
        await sandbox.DisposeAsync();
        await shop.DisposeAsync();
    }

    [Test]
    public async Task is_fetched_and_accepted_though_the_source_asks_to_wait_first()
    {
        await Connect("sk_test_shop");
        await Post("/sandbox/faults", new { target = "stripe", next = new[] { "http_429", "http_500", "close_before" } });

        var played = await Play(charges: 5);

        var expected = played.GetProperty("expected");
        await Eventually.That(
            () =>
                shop.Office.Read<long>(
                    "SELECT count(*) FROM ingestion.transactions t JOIN ingestion.events e ON e.id = t.event WHERE e.door = 'fetch'"
                ),
            Is.EqualTo(
                expected.GetProperty("fee").GetInt64() - expected.GetProperty("dispute_fees").GetInt64() + expected.GetProperty("payout").GetInt64()
            ),
            "The fees, and each payout with what it settles"
        );
        var faults = await gateway.GetFromJsonAsync<JsonElement>("/sandbox/faults");
        Assert.That(faults.GetProperty("stripe").GetProperty("fired").GetProperty("http_429").GetInt32(), Is.EqualTo(1));
        Assert.That((await shop.Counts())["unknown_events"], Is.Zero);
    }

    [Test]
    public async Task is_the_next_revision_of_what_settled_in_another_currency()
    {
        await Connect("sk_test_shop");

        var played = await Post(
            "/sandbox/play",
            new
            {
                target = new Uri(shop.Service.Http.BaseAddress!, $"/v1/webhooks/{Shop.Gateway}"),
                secret = Shop.Secret,
                charges = 20,
                duplicates = 0.5,
                out_of_order = true,
                currencies = new[] { "eur", "usd" },
                settles_in = "usd",
            }
        );

        await Eventually.That(
            () => shop.Office.Read<long>("SELECT count(*) FROM ingestion.transactions WHERE revision = 2 AND id LIKE 'ch_%'"),
            Is.EqualTo(10),
            "Every charge in euros settled in dollars"
        );
        var fees = played.GetProperty("expected").GetProperty("fee").GetInt64();
        await Eventually.That(
            () => shop.Office.Read<long>("SELECT count(*) FROM ingestion.transactions WHERE id LIKE 'txn_%'"),
            Is.EqualTo(fees),
            "Every fee once"
        );
        var keys = await shop.Office.Read<string>(
            "SELECT json_agg(json_build_object('source', source, 'id', id, 'revision', revision))::text FROM ingestion.transactions"
        );
        using var body = new StringContent($"{{\"keys\":{keys}}}", System.Text.Encoding.UTF8, "application/json");
        using var answer = await shop.Service.Internal.PostAsync($"contents?organisation={Shop.Organisation}", body);
        var contents = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.That(contents.EnumerateArray().Select(content => content.GetProperty("problem").GetString()), Is.All.Null, "all can be read again");
        Assert.That(
            contents
                .EnumerateArray()
                .Where(content => content.GetProperty("revision").GetInt32() == 2)
                .Select(content => content.GetProperty("transaction"))
                .Where(transaction => transaction.GetProperty("kind").GetString() != "payout")
                .Select(transaction => transaction.GetProperty("settled").GetProperty("currency").GetString()),
            Is.All.EqualTo("USD")
        );
        Assert.That((await shop.Counts())["conflicts"], Is.Zero);
        Assert.That((await shop.Counts())["unknown_events"], Is.Zero);
    }

    [Test]
    public async Task is_shown_as_unknown_when_the_connection_has_no_key()
    {
        await Connect(null);

        await shop.Webhook(Sale.Charge("keyless", balanceTransaction: "txn_1"));

        await Eventually.That(
            () => shop.Service.Internal.GetStringAsync("unknown-events?organisation=shop"),
            Does.Contain("txn_1").And.Contain("no API key")
        );
        Assert.That(await shop.Office.Read<long>("SELECT count(*) FROM ingestion.transactions"), Is.EqualTo(1), "the payment itself is accepted");
    }

    [Test]
    public async Task is_asked_for_again_later_when_the_source_does_not_know_it_yet()
    {
        await Connect("sk_test_shop");

        await shop.Webhook(Sale.Charge("early", balanceTransaction: "txn_early"));

        await Eventually.That(
            () => shop.Office.Read<long>("SELECT count(*) FROM ingestion.outbox WHERE convert_from(body, 'UTF8') LIKE '%\"attempt\":2%'"),
            Is.EqualTo(1),
            "The second attempt"
        );
        Assert.That((await shop.Counts())["unknown_events"], Is.Zero);
    }

    Task Connect(string? apiKey) =>
        shop.Connect(
            new NewConnection(
                Shop.Organisation,
                Shop.Gateway,
                "stripe",
                new Uri(gateway.BaseAddress!, "stripe/").ToString(),
                new ConnectionSecrets([Shop.Secret], apiKey)
            )
        );

    Task<JsonElement> Play(int charges) =>
        Post(
            "/sandbox/play",
            new
            {
                target = new Uri(shop.Service.Http.BaseAddress!, $"/v1/webhooks/{Shop.Gateway}"),
                secret = Shop.Secret,
                charges,
            }
        );

    async Task<JsonElement> Post(string path, object body)
    {
        using var answer = await gateway.PostAsJsonAsync(path, body);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}
