using System.Net.Http.Json;
using System.Text.Json;
using AccountingSync.Integration.Tests.Messaging;

namespace AccountingSync.Integration.Tests.Ingestion;

/// <summary>Read anew from the raw payloads, whichever door they came through.</summary>
public sealed class What_a_source_said
{
    Shop shop = null!;

    [SetUp]
    public async Task Open() => shop = await Shop.Open("contents");

    [TearDown]
    public async Task Close() => await shop.DisposeAsync();

    [Test]
    public async Task is_what_came_by_rest_as_an_import_and_as_a_webhook()
    {
        await shop.Send($"[{Sale.Whole("one")},{Sale.Json("two")}]");
        await shop.Webhook(Sale.Charge("charge"));
        await Import(Sale.Json("old"));
        var charge = await shop.Office.Read<string>("SELECT id FROM ingestion.transactions WHERE source = 'shop-stripe' ORDER BY id LIMIT 1");

        var contents = await Contents(("front-shop", "one"), ("front-shop", "two"), (Shop.Gateway, charge), ("front-shop", "old"));

        Assert.That(contents.Select(content => content.GetProperty("problem").GetString()), Is.All.Null);
        Assert.That(contents[0].GetProperty("transaction").GetProperty("id").GetString(), Is.EqualTo("one"));
        Assert.That(contents[2].GetProperty("transaction").GetProperty("source").GetString(), Is.EqualTo(Shop.Gateway));
    }

    [Test]
    public async Task is_missed_when_it_never_came() =>
        Assert.That(await Problem(("front-shop", "unheard-of")), Is.EqualTo("No such transaction was ever accepted."));

    [Test]
    public async Task is_missed_when_the_payload_is_gone()
    {
        await shop.Send(Sale.Json("one"));
        await shop.Office.Do("DELETE FROM ingestion.events");

        Assert.That(await Problem(("front-shop", "one")), Does.StartWith("Its raw payload, event ").And.EndWith("is not stored."));
    }

    [Test]
    public async Task is_not_believed_when_it_differs_from_what_was_accepted()
    {
        await shop.Send(Sale.Json("one"));
        await shop.Office.Do("UPDATE ingestion.transactions SET content_hash = sha256('other')");

        Assert.That(await Problem(("front-shop", "one")), Does.EndWith("says something else than was accepted."));
    }

    [Test]
    public async Task is_not_believed_when_the_bytes_were_moved()
    {
        await shop.Send(Sale.Json("one"));
        await shop.Send(Sale.Json("two", "99.00"));
        await shop.Office.Do("UPDATE ingestion.events SET payload = (SELECT payload FROM ingestion.events ORDER BY received_at LIMIT 1)");

        Assert.That(await Problem(("front-shop", "two")), Does.Contain("cannot be read"));
    }

    async Task Import(string line)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/imports")
        {
            Content = new StringContent(line + "\n", System.Text.Encoding.UTF8, "application/x-ndjson"),
        };
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {shop.Key}");
        Assert.That((await Answer.Of(shop.Service.Http, request)).Status, Is.EqualTo(200));
    }

    async Task<string?> Problem((string Source, string Id) key) => (await Contents(key))[0].GetProperty("problem").GetString();

    async Task<List<JsonElement>> Contents(params (string Source, string Id)[] keys)
    {
        using var answer = await shop.Service.Internal.PostAsJsonAsync(
            $"contents?organisation={Shop.Organisation}",
            new
            {
                keys = keys.Select(key => new
                {
                    source = key.Source,
                    id = key.Id,
                    revision = 1,
                }),
            }
        );
        Assert.That(answer.IsSuccessStatusCode, Is.True, await answer.Content.ReadAsStringAsync());
        return [.. JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.EnumerateArray()];
    }
}
