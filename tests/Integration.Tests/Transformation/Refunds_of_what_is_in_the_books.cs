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
public sealed class Refunds_of_what_is_in_the_books
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
        office = await PostOffice.Open("refunds");
        var keyRing = Path.Combine(TestServers.DirectoryFor("refunds"), "key-ring.json");
        KeyRingFile.Create(keyRing);
        settings = new Dictionary<string, string> { ["KeyRing:File"] = keyRing };
        ingestion = await office.Start(typeof(Connection), "ingestion", "ingestion", settings);
        transformation = await office.Start(typeof(RuleBooks), "transformation", "transformation", settings);
        await Witnesses.Of(office);
    }

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

    [Test]
    public async Task take_back_the_lines_of_their_sale_and_are_not_told_as_held()
    {
        await Send(Sale("s-1"));
        await Posted(1);
        await Send(Refund("r-1", "s-1", "54.00"));
        await Posted(2);

        Assert.That(
            await Lines("r-1"),
            Is.EqualTo(
                new[] { "assets:clearing:till -54.00", "income:refunds:books 20.00", "income:refunds:kitchen 30.00", "liabilities:tax:ny 4.00" }
            )
        );
        Assert.That(await Heard(nameof(SourceTransactionsHeld)), Is.Zero);
        Assert.That(await HeldNow(), Is.Empty);
    }

    [Test]
    public async Task that_come_first_wait_for_their_sale_visibly()
    {
        await Send(Refund("r-1", "s-1", "54.00"));
        await Eventually.That(() => Heard(nameof(SourceTransactionsHeld)), Is.EqualTo(1), "It is told that the refund waits");
        Assert.That((await HeldNow()).Single().Code, Is.EqualTo("awaits-original"));

        await Send(Sale("s-1"));
        await Posted(2);

        Assert.That(await Lines("r-1"), Has.Member("assets:clearing:till -54.00"));
        await Eventually.That(async () => (await HeldNow()).Count, Is.Zero, "Nothing is held any more");
    }

    [Test]
    public async Task that_come_with_their_sale_in_one_request_are_posted_whichever_is_first()
    {
        await Send(Refund("r-1", "s-1", "54.00"), Sale("s-1"), Sale("s-2"), Refund("r-2", "s-2", "108.00"));
        await Posted(4);

        Assert.That(await Lines("r-2"), Has.Member("assets:clearing:till -108.00"));
    }

    [Test]
    public async Task of_one_sale_that_come_all_at_once_never_give_back_more_than_it_was()
    {
        await Send(Sale("s-1"));
        await Posted(1);
        await Task.WhenAll(Enumerable.Range(1, 12).Select(number => Send(Refund($"r-{number}", "s-1", "10.00"))));
        await Posted(11);
        await Eventually.That(
            async () => (await HeldNow()).Count(held => held.Code == "exceeds-original"),
            Is.EqualTo(2),
            "Two find too little left"
        );

        var sums = await office.Read<string[]>(
            $"""
            SELECT array_agg(account || ' ' || sum ORDER BY account) FROM (
                SELECT line ->> 'Account' AS account, sum((line ->> 'Amount')::numeric) AS sum
                FROM test_ledger_writer.seen, jsonb_array_elements(item -> 'Entry' -> 'Lines') AS line
                WHERE message = 'PostJournalEntries' AND organisation = '{shop}'
                GROUP BY 1) AS sums
            """
        );
        Assert.That(sums, Has.Member("assets:clearing:till 8.00"));
    }

    [Test]
    public async Task that_are_revised_count_once()
    {
        await Send(Sale("s-1"));
        await Posted(1);
        await Send(Refund("r-1", "s-1", "100.00"));
        await Posted(2);
        await Send(Refund("r-1", "s-1", "108.00", revision: 2));
        await Posted(3);

        await Eventually.That(() => Heard(nameof(ReverseJournalEntries)), Is.EqualTo(1), "The first revision is taken back");
        Assert.That(await HeldNow(), Is.Empty);
    }

    [Test]
    public async Task wait_while_their_sale_is_held_and_go_with_it()
    {
        var sale = Sale("s-1").Replace("\"kind\":\"sale\"", "\"kind\":\"adjustment\"", StringComparison.Ordinal);
        await Send(sale, Refund("r-1", "s-1", "54.00"));
        await Eventually.That(async () => (await HeldNow()).Count, Is.EqualTo(2), "Both are held");

        await Publish(
            ShippedRuleSets
                .Text(ShippedRuleSets.Retail)
                .Replace("version: 1\n", "version: 2\n", StringComparison.Ordinal)
                .Replace(
                    "when: { kind: [sale, payment] }",
                    "when: { any: [{ kind: [sale, payment] }, { kind: adjustment, source: till }] }",
                    StringComparison.Ordinal
                )
        );
        await Posted(2);

        Assert.That(await Lines("r-1"), Has.Member("income:refunds:kitchen 30.00"));
    }

    [Test]
    public async Task are_decided_after_a_restart_in_between()
    {
        await Send(Refund("r-1", "s-1", "54.00"));
        await Eventually.That(async () => (await HeldNow()).Count, Is.EqualTo(1), "It waits");
        await office.Stop(transformation);
        await Send(Sale("s-1"));
        transformation = await office.Start(typeof(RuleBooks), "transformation", "transformation", settings);
        await Posted(2);

        Assert.That(await Lines("r-1"), Has.Member("assets:clearing:till -54.00"));
    }

    static string Sale(string id) =>
        $$"""
            {"source":"till","id":"{{id}}","kind":"sale","occurred_at":"2026-02-01T12:00:00-05:00","currency":"USD","gross":"108.00",
            "items":[{"sku":"pan","kind":"product","category":"kitchen","quantity":1,"net":"60.00"},{"sku":"novel","kind":"product","category":"books","quantity":1,"net":"40.00"}],
            "taxes":[{"jurisdiction":"NY","code":"sales","amount":"8.00"}]}
            """;

    static string Refund(string id, string sale, string amount, int revision = 1) =>
        $$"""{"source":"till","id":"{{id}}","revision":{{revision}},"kind":"refund","occurred_at":"2026-02-02T12:00:00-05:00","currency":"USD","gross":"{{amount}}","related_to":"{{sale}}"}""";

    async Task Send(params string[] transactions)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/transactions")
        {
            Content = new StringContent($"[{string.Join(',', transactions)}]", System.Text.Encoding.UTF8, "application/json"),
        };
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {key}");
        using var answer = await ingestion.Http.SendAsync(request);
        Assert.That(answer.IsSuccessStatusCode, Is.True, await answer.Content.ReadAsStringAsync());
    }

    async Task Publish(string content)
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

    Task Posted(int count) => Eventually.That(() => Heard(nameof(PostJournalEntries)), Is.EqualTo(count), "Entries to post");

    Task<long> Heard(string message) =>
        office.Read<long>(
            $"""
            SELECT (SELECT count(*) FROM test_ledger_writer.seen WHERE message = '{message}' AND organisation = '{shop}')
                 + (SELECT count(*) FROM test_reconciliation.seen WHERE message = '{message}' AND organisation = '{shop}')
            """
        );

    Task<string[]> Lines(string id) =>
        office.Read<string[]>(
            $"""
            SELECT array_agg((line ->> 'Account') || ' ' || (line ->> 'Amount') ORDER BY line ->> 'Account')
            FROM test_ledger_writer.seen, jsonb_array_elements(item -> 'Entry' -> 'Lines') AS line
            WHERE message = 'PostJournalEntries' AND organisation = '{shop}' AND item -> 'Entry' ->> 'TransactionId' = '{id}'
            """
        );

    async Task<IReadOnlyList<HeldView>> HeldNow() =>
        (await transformation.Internal.GetFromJsonAsync<IReadOnlyList<HeldView>>($"held?organisation={shop}", Json.Snake))!;
}
