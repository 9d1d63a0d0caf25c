using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using AccountingSync.Contracts;
using AccountingSync.Ingestion.Access;
using AccountingSync.Ingestion.CorrectSources;
using AccountingSync.Integration.Tests.Messaging;
using AccountingSync.LocalServers;
using AccountingSync.Messaging;
using AccountingSync.Sandbox;
using Microsoft.AspNetCore.Builder;
using RabbitMQ.Client;

namespace AccountingSync.Integration.Tests.Ingestion;

/// <summary>What another service asks for, over the real bus and database, at a gateway that loses answers.</summary>
public sealed class Correcting_sources
{
    const string Field = "metadata.cost_centre";
    const string ApiKey = "sk_test_shop";

    Shop shop = null!;
    TestService asker = null!;
    WebApplication sandbox = null!;
    HttpClient gateway = null!;

    [SetUp]
    public async Task Open()
    {
        sandbox = SandboxApp.Build(["--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=Critical"]);
        await sandbox.StartAsync();
        gateway = new HttpClient { BaseAddress = new Uri(sandbox.Urls.Single()) };
        gateway.DefaultRequestHeaders.Authorization = new("Bearer", ApiKey);
        shop = await Shop.Open("corrections", new() { ["Corrections:SettleSeconds"] = "0.5", ["Corrections:PauseSeconds"] = "0.1" });
        var address = new Uri(gateway.BaseAddress!, "stripe/").ToString();
        await shop.Connect(new NewConnection(Shop.Organisation, Shop.Gateway, "stripe", address, new ConnectionSecrets([Shop.Secret], ApiKey)));
        asker = await shop.Office.Start(
            Queues.Reconciliation,
            reads => reads.Read<Witness<SourceCorrected>>(Queues.Reconciliation).Read<Witness<SourceCorrectionRefused>>(Queues.Reconciliation)
        );
    }

    [TearDown]
    public async Task Close()
    {
        gateway.Dispose();
        await shop.DisposeAsync();
        await sandbox.StopAsync();
        await sandbox.DisposeAsync();
    }

    [Test]
    public async Task with_lost_answers_and_kills_each_is_made_once_and_told_once()
    {
        const int count = 200;
        var charges = await Charges(count);
        // Only what changes something suffers these.
        await Post(
            "/sandbox/faults",
            new
            {
                target = "stripe",
                seed = 11,
                rates = new { close_after_commit = 0.2, http_500_after_commit = 0.1 },
            }
        );
        await shop.Stop();
        var asked = charges.Select((charge, number) => Ask(charge, to: $"centre {number}")).ToArray();
        await asker.Send(asked);

        foreach (var failpoint in new[] { "correct.intent-stored:30", "correct.answered:40" })
        {
            await using var doomed = await ChildProcess.StartAsync(shop.Process(failpoint, out _));
            await doomed.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        }
        await shop.Start();

        await Eventually.That(() => Count("corrections", "state <> 'open'"), Is.EqualTo(count), "All are over");
        Assert.That(await Count("corrections", "state = 'corrected'"), Is.EqualTo(count));
        foreach (var one in asked)
            Assert.That(await CostCentre(one.TransactionId), Is.EqualTo(one.To), one.TransactionId);
        var changes = (await gateway.GetFromJsonAsync<JsonElement>("/sandbox/stripe-updates"))
            .EnumerateArray()
            .Where(done => done.GetProperty("changed").GetBoolean())
            .Select(done => done.GetProperty("id").GetString());
        Assert.That(changes, Is.EquivalentTo(charges), "Each changed once");
        Assert.That(await Count("correction_attempts", "outcome = 'unknown'"), Is.GreaterThan(count / 10), "Answers were lost");
        Assert.That(await Count("correction_attempts", "sendings > 1"), Is.GreaterThan(0), "Attempts were cut off");
        Assert.That(await Count("correction_attempts", "outcome IS NULL OR sendings = 0"), Is.Zero, "The audit has no hole");
        await Eventually.That(() => Told("SourceCorrected", "count(DISTINCT item ->> 'CorrectionId')"), Is.EqualTo(count), "All are told");
        Assert.That(await Told("SourceCorrected"), Is.EqualTo(count));
        Assert.That(await Told("SourceCorrectionRefused"), Is.Zero);
    }

    [Test]
    public async Task the_same_told_twice_is_one_and_another_by_its_id_is_set_aside()
    {
        var charge = (await Charges(1)).Single();
        var first = Ask(charge, to: "one");

        await asker.Send(first, first, first with { To = "two" });

        await Eventually.That(() => Told("SourceCorrected"), Is.EqualTo(1));
        await Eventually.That(async () => (await DeadLetters()).Contains("another"), Is.True, "The one that differs");
        Assert.That(await CostCentre(charge), Is.EqualTo("one").Or.EqualTo("two"));
        Assert.That(await Count("corrections", "true"), Is.EqualTo(1));
    }

    [Test]
    public async Task of_one_transaction_they_go_one_after_the_other()
    {
        var charge = (await Charges(1)).Single();
        await Post("/sandbox/faults", new { target = "stripe", next = new[] { "http_500", "http_500" } });

        await asker.Send(Ask(charge, to: "one"));
        await Eventually.That(() => Count("corrections", "true"), Is.EqualTo(1));
        await asker.Send(Ask(charge, to: "two", from: "one"));

        await Eventually.That(() => Told("SourceCorrected"), Is.EqualTo(2));
        Assert.That(await CostCentre(charge), Is.EqualTo("two"));
    }

    [Test]
    public async Task what_is_never_done_is_refused_and_what_somebody_changed_is_told_with_what_is_there()
    {
        var charges = await Charges(2);
        await Post("/sandbox/faults", new { target = "stripe" });
        using (var form = new FormUrlEncodedContent([new("metadata[cost_centre]", "of somebody else")]))
            (await gateway.PostAsync($"/stripe/v1/charges/{charges[0]}", form)).EnsureSuccessStatusCode();

        await asker.Send(
            Ask(charges[0], to: "one"),
            Ask(charges[1], to: "10.00") with
            {
                Field = "gross",
            },
            Ask(charges[1], to: "one") with
            {
                Source = "nowhere",
            }
        );

        await Eventually.That(() => Told("SourceCorrectionRefused"), Is.EqualTo(3));
        Assert.That(
            await shop.Office.Read<string>(
                "SELECT string_agg(item ->> 'Outcome' || ' ' || coalesce(item ->> 'There', '-'), ', ' ORDER BY item ->> 'Outcome', item ->> 'Source') FROM test_reconciliation.seen"
            ),
            Is.EqualTo("changed of somebody else, refused -, refused -")
        );
        Assert.That(
            await shop.Office.Read<long>(
                "SELECT count(*) FROM ingestion.corrections WHERE position('somebody' IN encode(coalesce(there, ''), 'escape')) > 0"
            ),
            Is.Zero,
            "Texts of the source are encrypted where they lie"
        );
    }

    [Test]
    public async Task a_system_of_ones_own_is_told_by_a_queue_and_its_answer_counts()
    {
        await shop.Connect(new NewConnection(Shop.Organisation, "till", "queue", null, new ConnectionSecrets([], null)));
        await using var connection = await shop.Office.Connect();
        await using var channel = await connection.CreateChannelAsync();
        var asked = Ask("sale-1", to: "kitchen") with { Source = "till", Field = "category" };
        await asker.Send(asked);
        await Eventually.That(() => Count("correction_attempts", "outcome = 'unavailable'"), Is.GreaterThan(0), "Nobody listens yet");

        await channel.QueueDeclareAsync("till-corrections", durable: true, exclusive: false, autoDelete: false);
        await channel.QueueBindAsync("till-corrections", ToldByQueue.Exchange, $"{Shop.Organisation}.till");
        await Eventually.That(() => channel.MessageCountAsync("till-corrections"), Is.GreaterThan(0u), "It is told");
        var told = (await channel.BasicGetAsync("till-corrections", autoAck: true))!;
        var body = JsonDocument.Parse(told.Body).RootElement;
        Assert.That(body.GetProperty("id").GetGuid(), Is.EqualTo(asked.CorrectionId));
        Assert.That((body.GetProperty("field").GetString(), body.GetProperty("to").GetString()), Is.EqualTo(("category", "kitchen")));
        Assert.That(told.BasicProperties.MessageId, Is.EqualTo(asked.CorrectionId.ToString()));

        var answer = Encoding.UTF8.GetBytes($$"""{"id":"{{asked.CorrectionId}}","outcome":"corrected"}""");
        await channel.BasicPublishAsync(CorrectionAnswersQueue.Name, $"{Shop.Organisation}.other-till", answer);
        await Eventually.That(() => channel.MessageCountAsync(CorrectionAnswersQueue.Name + ".rejected"), Is.EqualTo(1u), "Another's answer");
        Assert.That(await Told("SourceCorrected"), Is.Zero);
        await channel.BasicPublishAsync(CorrectionAnswersQueue.Name, $"{Shop.Organisation}.till", answer);
        await channel.BasicPublishAsync(CorrectionAnswersQueue.Name, $"{Shop.Organisation}.till", answer);

        await Eventually.That(() => Told("SourceCorrected"), Is.EqualTo(1));
        Assert.That(await Count("corrections", "state = 'corrected'"), Is.EqualTo(1));
    }

    [Test]
    public async Task one_asked_for_by_hand_is_listed_with_its_attempts()
    {
        var charge = (await Charges(1)).Single();
        var asked = new CorrectionToAsk(Shop.Gateway, charge, Field, "a slip", "Ops laptop", To: "one");

        var answer = await shop.SetUp($"source-corrections?organisation={Shop.Organisation}", asked);

        Assert.That(answer.GetProperty("state").GetString(), Is.EqualTo("open"));
        var ended = await Eventually.That(
            async () =>
                (await shop.Service.Internal.GetFromJsonAsync<JsonElement>($"source-corrections?organisation={Shop.Organisation}&state=corrected")),
            Has.Property("ValueKind").EqualTo(JsonValueKind.Array).And.Matches<JsonElement>(list => list.GetArrayLength() == 1)
        );
        var one = ended[0];
        Assert.That((one.GetProperty("asked_by").GetString(), one.GetProperty("to").GetString()), Is.EqualTo(("Ops laptop", "one")));
        Assert.That(one.GetProperty("attempts")[0].GetProperty("outcome").GetString(), Is.EqualTo("corrected"));
        using var refused = await shop.Service.Internal.PostAsJsonAsync(
            $"source-corrections?organisation={Shop.Organisation}",
            asked with
            {
                Source = "nowhere",
                Reason = "",
            },
            Json.Snake
        );
        Assert.That((int)refused.StatusCode, Is.EqualTo(400));
        Assert.That(await refused.Content.ReadAsStringAsync(), Does.Contain("reason:").And.Contain("nowhere"));
    }

    [Test]
    public async Task what_the_source_tells_of_it_afterwards_is_a_duplicate_and_no_revision()
    {
        var charge = (await Charges(1)).Single();
        var told = (await gateway.GetFromJsonAsync<JsonElement>($"/stripe/v1/charges/{charge}")).GetRawText();
        await shop.Webhook($$$"""{"id":"evt_first","object":"event","type":"charge.succeeded","created":1770000000,"data":{"object":{{{told}}}}}""");
        await asker.Send(Ask(charge, to: "one"));
        await Eventually.That(() => Told("SourceCorrected"), Is.EqualTo(1));
        var duplicates = (await shop.Counts())["duplicates"];

        var echo = (await gateway.GetFromJsonAsync<JsonElement>("/stripe/v1/events?limit=1")).GetProperty("data")[0];
        Assert.That(echo.GetProperty("type").GetString(), Is.EqualTo("charge.updated"));
        Assert.That((await shop.Webhook(echo.GetRawText())).Status, Is.EqualTo(200));

        Assert.That((await shop.Counts())["duplicates"], Is.EqualTo(duplicates + 1));
        Assert.That(await Count("transactions", $"id = '{charge}'"), Is.EqualTo(1));
        Assert.That(await Count("events", "event_id LIKE 'evt_%'"), Is.EqualTo(2), "It is kept all the same");
    }

    static CorrectSource Ask(string charge, string to, string? from = null) =>
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
    async Task<IReadOnlyList<string>> Charges(int count)
    {
        var played = await Post(
            "/sandbox/play",
            new
            {
                target = shop.Service.Http.BaseAddress,
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

    async Task<string?> CostCentre(string charge) =>
        (await gateway.GetFromJsonAsync<JsonElement>($"/stripe/v1/charges/{charge}"))
            .GetProperty("metadata")
            .TryGetProperty("cost_centre", out var text)
            ? text.GetString()
            : null;

    Task<string> DeadLetters() => shop.Service.Internal.GetStringAsync("dead-letters");

    Task<long> Count(string table, string where) => shop.Office.Read<long>($"SELECT count(*) FROM ingestion.{table} WHERE {where}");

    Task<long> Told(string message, string what = "count(*)") =>
        shop.Office.Read<long>($"SELECT {what} FROM test_reconciliation.seen WHERE message = '{message}'");

    async Task<JsonElement> Post(string path, object body)
    {
        using var answer = await gateway.PostAsJsonAsync(path, body);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}
