using System.Net.Http.Headers;
using System.Text.Json;
using AccountingSync.Sandbox.Stripe;

namespace AccountingSync.Services.Tests.Sandbox;

sealed class Losing_webhooks : Running_sandbox
{
    [SetUp]
    public void UseAKey() => Server.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "sk_test_1");

    [Test]
    public async Task what_no_webhook_tells_the_list_of_events_does_and_what_is_hidden_only_the_balance()
    {
        await using var receiver = await WebhookReceiver.Start("Stripe-Signature", (_, _) => 200);
        var reply = await Server.Post(
            "/sandbox/play",
            $$"""{"target":"{{receiver.Address}}","secret":"whsec_1","seed":3,"charges":120,"duplicates":0.1,"out_of_order":true,"lost":0.02,"hidden":1,"payouts":false}"""
        );
        Assert.That(reply.Status, Is.EqualTo(200), reply.Text);
        var (lost, hidden) = (Ids(reply.Json, "lost"), Ids(reply.Json, "hidden"));
        var all = reply.Json.GetProperty("events").EnumerateArray().Select(made => made.GetProperty("id").GetString()!).ToList();

        Assert.That((lost.Count, hidden.Count), Is.EqualTo(((int)Math.Round(all.Count * 0.02), 1)));
        var told = receiver.Received.Select(request => JsonDocument.Parse(request.Body).RootElement.GetProperty("id").GetString()!).Distinct();
        Assert.That(told, Is.EquivalentTo(all.Except(lost).Except(hidden)));
        Assert.That(await Listed("events"), Is.EquivalentTo(all.Except(hidden)));
        var balance = (await Server.Get("/stripe/v1/balance")).Json;
        Assert.That(
            balance.GetProperty("available")[0].GetProperty("amount").GetInt64(),
            Is.EqualTo((await Rows("balance_transactions")).Sum(row => row.GetProperty("net").GetInt64())).And.GreaterThan(0)
        );
    }

    [Test]
    public void the_same_seed_loses_the_same()
    {
        var day = StripePlayer.Play(new StripePlan { Charges = 100 });
        Assert.That(StripeLosses.Of(day, 7, 0.05, 2).Lost, Is.EquivalentTo(StripeLosses.Of(day, 7, 0.05, 2).Lost).And.Not.Empty);
        Assert.That(StripeLosses.Of(day, 7, 0.05, 2).Hidden, Is.EquivalentTo(StripeLosses.Of(day, 7, 0.05, 2).Hidden).And.Count.EqualTo(2));
        Assert.That(StripeLosses.Of(day, 7, 0, 0).Lost, Is.Empty);
    }

    [Test]
    public async Task a_list_can_be_narrowed_to_a_span_of_time()
    {
        await using var receiver = await WebhookReceiver.Start("Stripe-Signature", (_, _) => 200);
        await Server.Post("/sandbox/play", $$"""{"target":"{{receiver.Address}}","secret":"whsec_1","charges":24,"start":"2026-03-02T00:00:00Z"}""");
        var from = new DateTimeOffset(2026, 3, 2, 6, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds();

        var narrow = await Rows("events", $"&created[gte]={from}&created[lt]={from + 3600}");

        Assert.That(narrow.Select(row => row.GetProperty("created").GetInt64()), Is.Not.Empty.And.All.InRange(from, from + 3599));
        Assert.That((await Server.Get("/stripe/v1/events?created[gte]=yesterday")).Status, Is.EqualTo(400));
    }

    static List<string> Ids(JsonElement summary, string name) => [.. summary.GetProperty(name).EnumerateArray().Select(id => id.GetString()!)];

    async Task<IEnumerable<string>> Listed(string kind) => (await Rows(kind)).Select(row => row.GetProperty("id").GetString()!);

    async Task<List<JsonElement>> Rows(string kind, string more = "")
    {
        var rows = new List<JsonElement>();
        var after = "";
        while (true)
        {
            var page = (await Server.Get($"/stripe/v1/{kind}?limit=100{more}{after}")).Json;
            rows.AddRange(page.GetProperty("data").EnumerateArray());
            if (!page.GetProperty("has_more").GetBoolean())
                return rows;
            after = $"&starting_after={rows[^1].GetProperty("id").GetString()}";
        }
    }
}
