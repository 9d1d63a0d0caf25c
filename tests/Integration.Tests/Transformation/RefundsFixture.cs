using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using AccountingSync.Contracts;
using AccountingSync.Ingestion.Access;
using AccountingSync.Integration.Tests.Messaging;
using AccountingSync.LocalServers;
using AccountingSync.Messaging;
using AccountingSync.Security;
using AccountingSync.Transformation.Held;
using AccountingSync.Transformation.RuleSets;

namespace AccountingSync.Integration.Tests.Transformation;

/// <summary>Ingestion and Transformation as they are, and somebody in the ledger's place who hears what is to be posted.</summary>
public abstract class RefundsFixture(string name)
{
    PostOffice office = null!;
    RunningService ingestion = null!;
    RunningService transformation = null!;
    Dictionary<string, string> settings = null!;
    string shop = null!;
    string key = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        office = await PostOffice.Open(name);
        var keyRing = Path.Combine(TestServers.DirectoryFor(name), "key-ring.json");
        KeyRingFile.Create(keyRing);
        settings = new Dictionary<string, string> { ["KeyRing:File"] = keyRing };
        ingestion = await office.Start(typeof(Connection), "ingestion", "ingestion", settings);
        await StartTransformation();
        await Witnesses.Of(office);
    }

    private protected PostOffice Office => office;

    /// <summary>The organisation of the test.</summary>
    protected string Shop => shop;

    protected async Task StartTransformation() =>
        transformation = await office.Start(typeof(RuleBooks), "transformation", "transformation", settings);

    protected Task StopTransformation() => office.Stop(transformation);

    [OneTimeTearDown]
    public async Task Close() => await office.DisposeAsync();

    [SetUp]
    public async Task NewShop()
    {
        shop = $"shop-{Guid.CreateVersion7():N}"[..20];
        await SetUpAt(ingestion, "organisations", new NewOrganisation(shop, shop));
        using var answer = await ingestion.Internal.PostAsJsonAsync("keys", new NewKey(shop, "source", "test"), Json.Snake);
        key = (await answer.Content.ReadFromJsonAsync<Dictionary<string, object>>())!["key"].ToString()!;
        await Publish(ShippedRuleSets.Text(ShippedRuleSets.Retail));
    }

    protected static string Sale(string id, string category = "kitchen", decimal pan = 60m, int revision = 1) =>
        $$"""
            {"source":"till","id":"{{id}}","revision":{{revision}},"kind":"sale","occurred_at":"2026-02-01T12:00:00-05:00","currency":"USD","gross":"{{Text(
                48m + pan
            )}}",
            "items":[{"sku":"pan","kind":"product","category":"{{category}}","quantity":1,"net":"{{Text(
                pan
            )}}"},{"sku":"novel","kind":"product","category":"books","quantity":1,"net":"40.00"}],
            "taxes":[{"jurisdiction":"NY","code":"sales","amount":"8.00"}]}
            """;

    static string Text(decimal amount) => amount.ToString("0.00", CultureInfo.InvariantCulture);

    protected static string Refund(string id, string sale, string amount, int revision = 1) =>
        $$"""{"source":"till","id":"{{id}}","revision":{{revision}},"kind":"refund","occurred_at":"2026-02-02T12:00:00-05:00","currency":"USD","gross":"{{amount}}","related_to":"{{sale}}"}""";

    protected async Task Send(params string[] transactions)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/transactions")
        {
            Content = new StringContent($"[{string.Join(',', transactions)}]", System.Text.Encoding.UTF8, "application/json"),
        };
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {key}");
        using var answer = await ingestion.Http.SendAsync(request);
        Assert.That(answer.IsSuccessStatusCode, Is.True, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>As history, by the batch lane.</summary>
    protected async Task Import(params string[] transactions)
    {
        var lines = string.Join('\n', transactions.Select(transaction => transaction.ReplaceLineEndings("")));
        using var content = new StringContent(lines, new MediaTypeHeaderValue("application/x-ndjson"));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/imports") { Content = content };
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {key}");
        using var answer = await ingestion.Http.SendAsync(request);
        Assert.That(answer.IsSuccessStatusCode, Is.True, await answer.Content.ReadAsStringAsync());
    }

    protected async Task Publish(string content)
    {
        using var answer = await transformation.Internal.PostAsJsonAsync(
            $"rule-sets?organisation={shop}",
            new RuleSetToPublish(content, "retail.yaml", "test"),
            Json.Snake
        );
        Assert.That(answer.IsSuccessStatusCode, Is.True, await answer.Content.ReadAsStringAsync());
    }

    static async Task SetUpAt<T>(RunningService service, string path, T body)
    {
        using var answer = await service.Internal.PostAsJsonAsync(path, body, Json.Snake);
        answer.EnsureSuccessStatusCode();
    }

    protected Task Posted(int count) => Eventually.That(() => Heard(nameof(PostJournalEntries)), Is.EqualTo(count), "Entries to post");

    protected Task<long> Heard(string message) =>
        office.Read<long>(
            $"""
            SELECT (SELECT count(*) FROM test_ledger_writer.seen WHERE message = '{message}' AND organisation = '{shop}')
                 + (SELECT count(*) FROM test_reconciliation.seen WHERE message = '{message}' AND organisation = '{shop}')
            """
        );

    protected Task<string[]> Lines(string id) =>
        office.Read<string[]>(
            $"""
            SELECT array_agg((line ->> 'Account') || ' ' || (line ->> 'Amount') ORDER BY line ->> 'Account')
            FROM test_ledger_writer.seen, jsonb_array_elements(item -> 'Entry' -> 'Lines') AS line
            WHERE message = 'PostJournalEntries' AND organisation = '{shop}' AND item -> 'Entry' ->> 'TransactionId' = '{id}'
            """
        );

    protected async Task<IReadOnlyList<HeldView>> HeldNow() =>
        (await transformation.Internal.GetFromJsonAsync<IReadOnlyList<HeldView>>($"held?organisation={shop}", Json.Snake))!;
}
