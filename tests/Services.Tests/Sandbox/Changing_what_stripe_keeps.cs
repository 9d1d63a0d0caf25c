using AccountingSync.Sandbox.Stripe;

namespace AccountingSync.Services.Tests.Sandbox;

sealed class Changing_what_stripe_keeps
{
    SandboxServer server = null!;
    StripeDay day = null!;
    string folder = "";

    [SetUp]
    public async Task Start()
    {
        folder = Directory.CreateTempSubdirectory("stripe-updates").FullName;
        server = await Open();
        day = await server.PlayUnheard(seed: 3, charges: 40);
    }

    string Charge => day.Objects.First(made => made.Kind == "charge").Id;

    string Refund => day.Objects.First(made => made.Kind == "refund").Id;

    [TearDown]
    public async Task Stop()
    {
        await server.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Test]
    public async Task keeps_what_was_there_and_tells_of_it()
    {
        var answer = await Post($"charges/{Charge}", null, ("metadata[cost]", "100"), ("description", "Order X"));

        var charge = (await server.Get($"/stripe/v1/charges/{Charge}")).Json;
        Assert.That(answer.Json.GetRawText(), Is.EqualTo(charge.GetRawText()));
        Assert.That(charge.GetProperty("metadata").GetRawText(), Does.Contain("order_id").And.Contain("\"cost\":\"100\""));
        Assert.That(charge.GetProperty("description").GetString(), Is.EqualTo("Order X"));
        var told = (await server.Get("/stripe/v1/events?limit=1")).Json.GetProperty("data")[0];
        Assert.That(told.GetProperty("type").GetString(), Is.EqualTo("charge.updated"));
        Assert.That(told.GetProperty("data").GetProperty("object").GetRawText(), Is.EqualTo(charge.GetRawText()));
    }

    [Test]
    public async Task an_empty_text_takes_it_away()
    {
        await Post($"charges/{Charge}", null, ("metadata[order_id]", ""), ("description", ""));

        var charge = (await server.Get($"/stripe/v1/charges/{Charge}")).Json;
        Assert.That(charge.GetProperty("metadata").GetRawText(), Is.EqualTo("{}"));
        Assert.That(charge.GetProperty("description").GetString(), Is.Null);
    }

    [TestCase("charges", "amount", "parameter_unknown")]
    [TestCase("refunds", "description", "parameter_unknown")]
    [TestCase("refunds", "amount", "parameter_unknown")]
    public async Task refuses_what_cannot_be_changed(string collection, string parameter, string code)
    {
        var answer = await Post($"{collection}/{(collection == "charges" ? Charge : Refund)}", null, (parameter, "1"));
        Assert.That((answer.Status, answer.Json.GetProperty("error").GetProperty("code").GetString()), Is.EqualTo((400, code)));
        Assert.That(await Done(), Is.Zero);
    }

    [Test]
    public async Task repeats_to_a_key_what_it_answered_first_and_refuses_it_another_request()
    {
        var first = await Post($"charges/{Charge}", "k", ("metadata[cost]", "100"));
        await Post($"charges/{Charge}", null, ("metadata[cost]", "200"));

        var again = await Post($"charges/{Charge}", "k", ("metadata[cost]", "100"));
        var other = await Post($"charges/{Charge}", "k", ("metadata[cost]", "300"));

        Assert.That(again.Text, Is.EqualTo(first.Text), "though it is not so any more");
        Assert.That((other.Status, other.Json.GetProperty("error").GetProperty("type").GetString()), Is.EqualTo((400, "idempotency_error")));
        Assert.That(await Cost(), Is.EqualTo("200"));
        Assert.That(await Done(), Is.EqualTo(2));
    }

    [Test]
    public async Task repeats_a_failure_too_and_forgets_it_after_a_day()
    {
        await server.Faults("""{"target":"stripe","next":["http_500_after_commit"]}""");
        Assert.That((await Post($"charges/{Charge}", "k", ("metadata[cost]", "100"))).Status, Is.EqualTo(500));
        Assert.That(await Cost(), Is.EqualTo("100"));

        Assert.That((await Post($"charges/{Charge}", "k", ("metadata[cost]", "100"))).Status, Is.EqualTo(500));

        server.Clock.Advance(TimeSpan.FromHours(25));
        Assert.That((await Post($"charges/{Charge}", "k", ("metadata[cost]", "100"))).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task is_remembered_over_a_restart()
    {
        var first = await Post($"charges/{Charge}", "k", ("metadata[cost]", "100"));
        await server.DisposeAsync();
        server = await Open();

        Assert.That(await Cost(), Is.EqualTo("100"));
        Assert.That((await Post($"charges/{Charge}", "k", ("metadata[cost]", "100"))).Text, Is.EqualTo(first.Text));
        Assert.That(await Done(), Is.EqualTo(1));
    }

    async Task<SandboxServer> Open()
    {
        var opened = await SandboxServer.StartEmpty($"--Sandbox:CensusFile={Path.Combine(folder, "census.jsonl")}");
        opened.Http.DefaultRequestHeaders.Authorization = new("Bearer", "sk_test_1");
        return opened;
    }

    async Task<string?> Cost() => (await server.Get($"/stripe/v1/charges/{Charge}")).Json.GetProperty("metadata").GetProperty("cost").GetString();

    async Task<int> Done() => (await server.Get("/sandbox/stripe-updates")).Json.GetArrayLength();

    async Task<Reply> Post(string path, string? key, params (string Name, string Value)[] form)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/stripe/v1/{path}")
        {
            Content = new FormUrlEncodedContent(form.Select(field => KeyValuePair.Create(field.Name, field.Value))),
        };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        return await Reply.Of(await server.Http.SendAsync(request));
    }
}
