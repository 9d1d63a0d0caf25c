using System.Net.Http.Json;
using System.Text;
using AccountingSync.Contracts;
using AccountingSync.Ingestion.Access;
using AccountingSync.Integration.Tests.Messaging;
using AccountingSync.LocalServers;
using AccountingSync.Messaging;
using AccountingSync.Security;
using AccountingSync.Transformation.Held;
using AccountingSync.Transformation.RuleSets;

namespace AccountingSync.Integration.Tests.Transformation;

/// <summary>Ingestion and Transformation as they are: a sale of 119.00 euros and its refund, told before and after it is known what they settled as.</summary>
public sealed class Sales_in_a_foreign_currency
{
    PostOffice office = null!;
    RunningService ingestion = null!;
    RunningService transformation = null!;
    string shop = null!;
    string key = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        office = await PostOffice.Open("foreign");
        var keyRing = Path.Combine(TestServers.DirectoryFor("foreign"), "key-ring.json");
        KeyRingFile.Create(keyRing);
        var settings = new Dictionary<string, string> { ["KeyRing:File"] = keyRing };
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
        using var added = await ingestion.Internal.PostAsJsonAsync("organisations", new NewOrganisation(shop, shop), Json.Snake);
        added.EnsureSuccessStatusCode();
        using var answer = await ingestion.Internal.PostAsJsonAsync("keys", new NewKey(shop, "source", "test"), Json.Snake);
        key = (await answer.Content.ReadFromJsonAsync<Dictionary<string, object>>())!["key"].ToString()!;
    }

    [Test]
    public async Task wait_in_the_books_of_dollars_until_they_settle_and_come_back_at_the_rate_of_the_day()
    {
        await Publish("{ book_in: USD, difference: \"expenses:exchange\", until_known: hold }");
        await Send(Sale(1, null));
        await Held("s-1 awaits-settlement");
        await Send(Sale(2, "128.52"));
        await Posted(1);
        Assert.That(
            await Lines("s-1", 2),
            Is.EqualTo(new[] { "assets:clearing:till 128.52 USD", "income:sales:books -108.00 USD", "liabilities:tax:de -20.52 USD" })
        );

        await Send(Refund(1, null));
        await Held("r-1 awaits-settlement");
        await Send(Refund(2, "65.45"));
        await Posted(2);
        Assert.That(
            await Lines("r-1", 2),
            Is.EqualTo(
                new[]
                {
                    "assets:clearing:till -65.45 USD",
                    "expenses:exchange 1.19 USD",
                    "income:refunds:books 54.00 USD",
                    "liabilities:tax:de 10.26 USD",
                }
            )
        );
        await Held();
        Assert.That(await Heard(nameof(ReverseJournalEntries)), Is.Zero);
    }

    [Test]
    public async Task are_posted_in_euros_until_they_settle_and_a_refund_that_settled_waits_for_that()
    {
        await Publish("{ book_in: settlement, difference: \"expenses:exchange\" }");
        await Send(Sale(1, null));
        await Posted(1);
        Assert.That(await Lines("s-1", 1), Has.Member("assets:clearing:till 119.00 EUR"));
        await Send(Refund(2, "65.45"));
        await Held("r-1 awaits-settlement");

        await Send(Sale(2, "128.52"));
        await Posted(3);
        Assert.That(await Lines("s-1", 2), Has.Member("assets:clearing:till 128.52 USD"));
        Assert.That(await Lines("r-1", 2), Has.Member("assets:clearing:till -65.45 USD"));
        await Eventually.That(() => Heard(nameof(ReverseJournalEntries)), Is.EqualTo(1), "The entry in euros is taken back");
        await Held();
    }

    [Test]
    public async Task come_back_in_several_parts_never_beyond_what_was_posted()
    {
        await Publish("{ book_in: USD, difference: \"expenses:exchange\" }");
        await Send(Sale(1, "128.52"));
        await Posted(1);
        await Task.WhenAll(Enumerable.Range(1, 7).Select(number => Send(Refund(1, "18.83", $"r-{number}", "17.00"))));
        await Posted(8);
        var sums = await office.Read<string[]>(
            $"""
            SELECT array_agg(account || ' ' || sum ORDER BY account) FROM (
                SELECT replace(line ->> 'Account', ':refunds:', ':sales:') AS account, sum((line ->> 'Amount')::numeric) AS sum
                FROM test_ledger_writer.seen, jsonb_array_elements(item -> 'Entry' -> 'Lines') AS line
                WHERE message = 'PostJournalEntries' AND organisation = '{shop}'
                GROUP BY 1 HAVING sum((line ->> 'Amount')::numeric) <> 0) AS sums
            """
        );
        // 128.52 came, seven times 18.83 went.
        Assert.That(sums, Is.EqualTo(new[] { "assets:clearing:till -3.29", "expenses:exchange 3.29" }));
    }

    static string Sale(int revision, string? settled) =>
        $$"""
            {"source":"till","id":"s-1","revision":{{revision}},"kind":"sale","occurred_at":"2026-02-01T12:00:00-05:00","currency":"EUR","gross":"119.00",
            "items":[{"sku":"novel","kind":"product","category":"books","quantity":1,"net":"100.00"}],
            "taxes":[{"jurisdiction":"DE","code":"ust","amount":"19.00"}]{{Settled(settled)}}}
            """;

    static string Refund(int revision, string? settled, string id = "r-1", string gross = "59.50") =>
        $$"""{"source":"till","id":"{{id}}","revision":{{revision}},"kind":"refund","occurred_at":"2026-03-02T12:00:00-05:00","currency":"EUR","gross":"{{gross}}","related_to":"s-1"{{Settled(settled)}}}""";

    static string Settled(string? dollars) => dollars is null ? "" : $$""","settled":{"currency":"USD","amount":"{{dollars}}"}""";

    async Task Send(string transaction)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/transactions")
        {
            Content = new StringContent(transaction, Encoding.UTF8, "application/json"),
        };
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {key}");
        using var answer = await ingestion.Http.SendAsync(request);
        Assert.That(answer.IsSuccessStatusCode, Is.True, await answer.Content.ReadAsStringAsync());
    }

    async Task Publish(string fx)
    {
        // Its tests sell in yen, dinars and francs that nobody exchanges.
        var content = ShippedRuleSets
            .Text(ShippedRuleSets.Retail)
            .Split("\ntests:\n")[0]
            .Replace("defaults:\n", $"defaults:\n  fx: {fx}\n", StringComparison.Ordinal)
            .Replace("accounts:\n", "accounts:\n  - { account: \"expenses:exchange\", type: expense }\n", StringComparison.Ordinal);
        using var answer = await transformation.Internal.PostAsJsonAsync(
            $"rule-sets?organisation={shop}",
            new RuleSetToPublish(content, "retail.yaml", "test"),
            Json.Snake
        );
        Assert.That(answer.IsSuccessStatusCode, Is.True, await answer.Content.ReadAsStringAsync());
    }

    Task Held(params string[] expected) =>
        Eventually.That(
            async () =>
                string.Join(
                    ", ",
                    (await transformation.Internal.GetFromJsonAsync<IReadOnlyList<HeldView>>($"held?organisation={shop}", Json.Snake))!.Select(held =>
                        $"{held.Id} {held.Code}"
                    )
                ),
            Is.EqualTo(string.Join(", ", expected)),
            "What is held"
        );

    Task Posted(int count) => Eventually.That(() => Heard(nameof(PostJournalEntries)), Is.EqualTo(count), "Entries to post");

    Task<long> Heard(string message) =>
        office.Read<long>($"SELECT count(*) FROM test_ledger_writer.seen WHERE message = '{message}' AND organisation = '{shop}'");

    Task<string[]> Lines(string id, int revision) =>
        office.Read<string[]>(
            $"""
            SELECT array_agg(concat_ws(' ', line ->> 'Account', line ->> 'Amount', line ->> 'Currency') ORDER BY line ->> 'Account')
            FROM test_ledger_writer.seen, jsonb_array_elements(item -> 'Entry' -> 'Lines') AS line
            WHERE message = 'PostJournalEntries' AND organisation = '{shop}' AND item -> 'Entry' ->> 'TransactionId' = '{id}'
              AND (item -> 'Entry' ->> 'Revision')::integer = {revision}
            """
        );
}
