using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace AccountingSync.Services.Tests.Sandbox;

sealed class Sending_a_gateway_day : Running_sandbox
{
    const string Secret = "whsec_demo";

    // An own implementation of the check, as a receiver would write it.
    static bool Verifies(byte[] body, string header)
    {
        var parts = header.Split(',').Select(part => part.Split('=', 2)).ToLookup(part => part[0], part => part[1]);
        byte[] signed = [.. Encoding.UTF8.GetBytes(parts["t"].Single() + "."), .. body];
        var expected = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), signed));
        return parts["v1"].Contains(expected);
    }

    async Task<JsonElement> Play(Uri target, string more = "")
    {
        var reply = await Server.Post(
            "/sandbox/play",
            $$"""{"target":"{{target}}v1/webhooks/stripe","secret":"{{Secret}}","seed":1,"charges":40,"duplicates":0.1,"out_of_order":true,"currencies":["usd","jpy"],"forged":2{{more}}}"""
        );
        Assert.That(reply.Status, Is.EqualTo(200), reply.Text);
        return reply.Json;
    }

    [Test]
    public async Task genuine_events_verify_and_forged_ones_do_not()
    {
        await using var receiver = await WebhookReceiver.Start("Stripe-Signature", (body, header) => Verifies(body, header) ? 200 : 401);

        var summary = await Play(receiver.Address);

        var verified = receiver.Received.Count(request => Verifies(request.Body, request.Signature));
        Assert.That(summary.GetProperty("http").GetProperty("401").GetInt32(), Is.EqualTo(2));
        Assert.That(summary.GetProperty("http").GetProperty("200").GetInt32(), Is.EqualTo(verified));
        Assert.That(verified, Is.EqualTo(summary.GetProperty("events").GetArrayLength() + summary.GetProperty("duplicates").GetInt32()));
        Assert.That(summary.GetProperty("expected").GetProperty("charge").GetInt32(), Is.EqualTo(40));
        Assert.That(summary.GetProperty("undelivered").GetArrayLength(), Is.Zero);
        var time = Server.Clock.Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        Assert.That(receiver.Received[0].Signature, Does.StartWith($"t={time},"));
    }

    [Test]
    public async Task an_event_that_was_not_accepted_is_sent_again()
    {
        var refused = 0;
        await using var receiver = await WebhookReceiver.Start("Stripe-Signature", (_, _) => Interlocked.Increment(ref refused) <= 3 ? 503 : 200);

        var summary = await Play(receiver.Address);

        Assert.That(summary.GetProperty("undelivered").GetArrayLength(), Is.Zero);
        Assert.That(summary.GetProperty("http").TryGetProperty("503", out _), Is.False);
    }

    [Test]
    public async Task the_api_serves_what_the_events_speak_of()
    {
        await using var receiver = await WebhookReceiver.Start("Stripe-Signature", (_, _) => 200);
        var summary = await Play(receiver.Address);
        Server.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "sk_test_123");
        var events = summary.GetProperty("events").EnumerateArray().ToList();
        string Object(string type) => events.First(sent => sent.GetProperty("type").GetString() == type).GetProperty("object").GetString()!;

        var charge = (await Server.Get($"/stripe/v1/charges/{Object("charge.succeeded")}")).Json;
        var transaction = await Server.Get($"/stripe/v1/balance_transactions/{charge.GetProperty("balance_transaction").GetString()}");
        var expanded = await Server.Get($"/stripe/v1/charges/{Object("charge.succeeded")}?expand[]=balance_transaction");

        Assert.That(transaction.Json.GetProperty("source").GetString(), Is.EqualTo(Object("charge.succeeded")));
        Assert.That(expanded.Json.GetProperty("balance_transaction").GetProperty("fee").GetInt64(), Is.Positive);
        Assert.That(await SumOfPages(Object("payout.paid")), Is.Zero);
    }

    async Task<long> SumOfPages(string payout)
    {
        var (sum, pages, after, more) = (0L, 0, "", true);
        while (more)
        {
            var page = (await Server.Get($"/stripe/v1/balance_transactions?payout={payout}&limit=10{after}")).Json;
            var rows = page.GetProperty("data").EnumerateArray().ToList();
            sum += rows.Sum(row => row.GetProperty("net").GetInt64());
            more = page.GetProperty("has_more").GetBoolean();
            after = $"&starting_after={rows[^1].GetProperty("id").GetString()}";
            pages++;
        }
        Assert.That(pages, Is.GreaterThan(1));
        return sum;
    }

    [Test]
    public async Task the_api_wants_a_key_and_knows_what_it_does_not_have()
    {
        Server.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "other");
        Assert.That((await Server.Get("/stripe/v1/charges/ch_1")).Status, Is.EqualTo(401));

        Server.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "sk_test_123");
        var missing = await Server.Get("/stripe/v1/charges/ch_1");
        Assert.That((missing.Status, missing.Json.GetProperty("error").GetProperty("code").GetString()), Is.EqualTo((404, "resource_missing")));
        Assert.That((await Server.Get("/stripe/v1/balance_transactions?limit=101")).Status, Is.EqualTo(400));
    }

    [Test]
    public async Task a_day_that_makes_no_sense_is_refused()
    {
        var reply = await Server.Post("/sandbox/play", """{"target":"http://127.0.0.1:1/","secret":"s","currencies":["USD"]}""");

        Assert.That(reply.Status, Is.EqualTo(400));
    }
}
