using System.Net.Http.Json;
using System.Text.Json;
using AccountingSync.Ingestion.CorrectSources;
using AccountingSync.Integration.Tests.Messaging;
using AccountingSync.LocalServers;

namespace AccountingSync.Integration.Tests.Ingestion;

/// <summary>What another service asks for, over the real bus and database, at a gateway that loses answers.</summary>
public sealed class Correcting_sources
{
    CorrectedSources sources = null!;

    [SetUp]
    public async Task Open() => sources = await CorrectedSources.Open("corrections");

    [TearDown]
    public async Task Close() => await sources.DisposeAsync();

    [Test]
    public async Task with_lost_answers_and_kills_each_is_made_once_and_told_once()
    {
        const int count = 200;
        var charges = await sources.Charges(count);
        // Only what changes something suffers these.
        await sources.Post(
            "/sandbox/faults",
            new
            {
                target = "stripe",
                seed = 11,
                rates = new { close_after_commit = 0.2, http_500_after_commit = 0.1 },
            }
        );
        await sources.Shop.Stop();
        var asked = charges.Select((charge, number) => CorrectedSources.Ask(charge, to: $"centre {number}")).ToArray();
        await sources.Asker.Send(asked);

        foreach (var failpoint in new[] { "correct.intent-stored:30", "correct.answered:40" })
        {
            await using var doomed = await ChildProcess.StartAsync(sources.Shop.Process(failpoint, out _));
            await doomed.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        }
        await sources.Shop.Start();

        await Eventually.That(
            () => sources.Count("corrections", "state <> 'open'"),
            Is.EqualTo(count),
            "All are over",
            limit: TimeSpan.FromSeconds(90)
        );
        Assert.That(await sources.Count("corrections", "state = 'corrected'"), Is.EqualTo(count));
        foreach (var one in asked)
            Assert.That(await sources.CostCentre(one.TransactionId), Is.EqualTo(one.To), one.TransactionId);
        var changes = (await sources.Gateway.GetFromJsonAsync<JsonElement>("/sandbox/stripe-updates"))
            .EnumerateArray()
            .Where(done => done.GetProperty("changed").GetBoolean())
            .Select(done => done.GetProperty("id").GetString());
        Assert.That(changes, Is.EquivalentTo(charges), "Each changed once");
        Assert.That(await sources.Count("correction_attempts", "outcome = 'unknown'"), Is.GreaterThan(count / 10), "Answers were lost");
        Assert.That(await sources.Count("correction_attempts", "sendings > 1"), Is.GreaterThan(0), "Attempts were cut off");
        Assert.That(await sources.Count("correction_attempts", "outcome IS NULL OR sendings = 0"), Is.Zero, "The audit has no hole");
        await Eventually.That(() => sources.Told("SourceCorrected", "count(DISTINCT item ->> 'CorrectionId')"), Is.EqualTo(count), "All are told");
        Assert.That(await sources.Told("SourceCorrected"), Is.EqualTo(count));
        Assert.That(await sources.Told("SourceCorrectionRefused"), Is.Zero);
    }

    [Test]
    public async Task the_same_told_twice_is_one_and_another_by_its_id_is_set_aside()
    {
        var charge = (await sources.Charges(1)).Single();
        var first = CorrectedSources.Ask(charge, to: "one");

        await sources.Asker.Send(first, first, first with { To = "two" });

        await Eventually.That(() => sources.Told("SourceCorrected"), Is.EqualTo(1));
        await Eventually.That(async () => (await sources.DeadLetters()).Contains("another"), Is.True, "The one that differs");
        Assert.That(await sources.CostCentre(charge), Is.EqualTo("one").Or.EqualTo("two"));
        Assert.That(await sources.Count("corrections", "true"), Is.EqualTo(1));
    }

    [Test]
    public async Task of_one_transaction_they_go_one_after_the_other()
    {
        var charge = (await sources.Charges(1)).Single();
        await sources.Post("/sandbox/faults", new { target = "stripe", next = new[] { "http_500", "http_500" } });

        await sources.Asker.Send(CorrectedSources.Ask(charge, to: "one"));
        await Eventually.That(() => sources.Count("corrections", "true"), Is.EqualTo(1));
        await sources.Asker.Send(CorrectedSources.Ask(charge, to: "two", from: "one"));

        await Eventually.That(() => sources.Told("SourceCorrected"), Is.EqualTo(2));
        Assert.That(await sources.CostCentre(charge), Is.EqualTo("two"));
    }

    [Test]
    public async Task what_is_never_done_is_refused_and_what_somebody_changed_is_told_with_what_is_there()
    {
        var charges = await sources.Charges(2);
        await sources.Post("/sandbox/faults", new { target = "stripe" });
        using (var form = new FormUrlEncodedContent([new("metadata[cost_centre]", "of somebody else")]))
            (await sources.Gateway.PostAsync($"/stripe/v1/charges/{charges[0]}", form)).EnsureSuccessStatusCode();

        await sources.Asker.Send(
            CorrectedSources.Ask(charges[0], to: "one"),
            CorrectedSources.Ask(charges[1], to: "10.00") with
            {
                Field = "gross",
            },
            CorrectedSources.Ask(charges[1], to: "one") with
            {
                Source = "nowhere",
            }
        );

        await Eventually.That(() => sources.Told("SourceCorrectionRefused"), Is.EqualTo(3));
        Assert.That(
            await sources.Shop.Office.Read<string>(
                "SELECT string_agg(item ->> 'Outcome' || ' ' || coalesce(item ->> 'There', '-'), ', ' ORDER BY item ->> 'Outcome', item ->> 'Source') FROM test_reconciliation.seen"
            ),
            Is.EqualTo("changed of somebody else, refused -, refused -")
        );
        Assert.That(
            await sources.Shop.Office.Read<long>(
                "SELECT count(*) FROM ingestion.corrections WHERE position('somebody' IN encode(coalesce(there, ''), 'escape')) > 0"
            ),
            Is.Zero,
            "Texts of the source are encrypted where they lie"
        );
    }

    [Test]
    public async Task one_asked_for_by_hand_is_listed_with_its_attempts()
    {
        var charge = (await sources.Charges(1)).Single();
        var asked = new CorrectionToAsk(Shop.Gateway, charge, CorrectedSources.Field, "a slip", "Ops laptop", To: "one");

        var answer = await sources.Shop.SetUp($"source-corrections?organisation={Shop.Organisation}", asked);

        Assert.That(answer.GetProperty("state").GetString(), Is.EqualTo("open"));
        var ended = await Eventually.That(
            async () =>
                (
                    await sources.Shop.Service.Internal.GetFromJsonAsync<JsonElement>(
                        $"source-corrections?organisation={Shop.Organisation}&state=corrected"
                    )
                ),
            Has.Property("ValueKind").EqualTo(JsonValueKind.Array).And.Matches<JsonElement>(list => list.GetArrayLength() == 1)
        );
        var one = ended[0];
        Assert.That((one.GetProperty("asked_by").GetString(), one.GetProperty("to").GetString()), Is.EqualTo(("Ops laptop", "one")));
        Assert.That(one.GetProperty("attempts")[0].GetProperty("outcome").GetString(), Is.EqualTo("corrected"));
        using var refused = await sources.Shop.Service.Internal.PostAsJsonAsync(
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
        var charge = (await sources.Charges(1)).Single();
        var told = (await sources.Gateway.GetFromJsonAsync<JsonElement>($"/stripe/v1/charges/{charge}")).GetRawText();
        await sources.Shop.Webhook(
            $$$"""{"id":"evt_first","object":"event","type":"charge.succeeded","created":1770000000,"data":{"object":{{{told}}}}}"""
        );
        await sources.Asker.Send(CorrectedSources.Ask(charge, to: "one"));
        await Eventually.That(() => sources.Told("SourceCorrected"), Is.EqualTo(1));
        var duplicates = (await sources.Shop.Counts())["duplicates"];

        var echo = (await sources.Gateway.GetFromJsonAsync<JsonElement>("/stripe/v1/events?limit=1")).GetProperty("data")[0];
        Assert.That(echo.GetProperty("type").GetString(), Is.EqualTo("charge.updated"));
        Assert.That((await sources.Shop.Webhook(echo.GetRawText())).Status, Is.EqualTo(200));

        Assert.That((await sources.Shop.Counts())["duplicates"], Is.EqualTo(duplicates + 1));
        Assert.That(await sources.Count("transactions", $"id = '{charge}'"), Is.EqualTo(1));
        Assert.That(await sources.Count("events", "event_id LIKE 'evt_%'"), Is.EqualTo(2), "It is kept all the same");
    }
}
