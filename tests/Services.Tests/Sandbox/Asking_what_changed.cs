using System.Text.Json;

namespace AccountingSync.Services.Tests.Sandbox;

sealed class Asking_what_changed : Running_sandbox
{
    async Task<JsonElement> Since(string moment, string entities = "JournalEntry")
    {
        var reply = await Server.Company($"cdc?entities={entities}&changedSince={Uri.EscapeDataString(moment)}");
        Assert.That(reply.Status, Is.EqualTo(200), reply.Text);
        return reply.Json.GetProperty("CDCResponse")[0].GetProperty("QueryResponse");
    }

    [Test]
    public async Task whole_objects_and_tombstones_are_answered()
    {
        var (kept, deleted) = (await Server.Add("A-1"), await Server.Add("A-2"));
        Server.Clock.Advance(TimeSpan.FromMinutes(10));
        await Server.Add("A-3");
        await Server.Company("journalentry?operation=delete", $$"""{"Id":"{{deleted}}","SyncToken":"0"}""");

        var all = (await Since("2026-03-10T11:00:00-08:00"))[0];
        var late = (await Since("2026-03-10T20:05:00Z"))[0];

        Assert.That(all.GetProperty("JournalEntry").GetArrayLength(), Is.EqualTo(3));
        Assert.That(all.GetProperty("startPosition").GetInt32(), Is.EqualTo(1));
        Assert.That(all.GetProperty("maxResults").GetInt32(), Is.EqualTo(3));
        var changed = late.GetProperty("JournalEntry").EnumerateArray().ToDictionary(entry => entry.GetProperty("Id").GetString()!);
        Assert.That(changed.Keys, Is.EquivalentTo(new[] { deleted, "3" }));
        Assert.That(changed[deleted].GetProperty("status").GetString(), Is.EqualTo("Deleted"));
        Assert.That(changed[deleted].TryGetProperty("Line", out _), Is.False);
        Assert.That(changed["3"].GetProperty("Line").GetArrayLength(), Is.EqualTo(2));
        Assert.That(kept, Is.EqualTo("1"));
    }

    [Test]
    public async Task several_entities_have_a_place_each()
    {
        var changed = await Since("2026-03-10T11:00:00-08:00", "journalentry,Account");

        Assert.That(changed.GetArrayLength(), Is.EqualTo(2));
        Assert.That(changed[0].EnumerateObject(), Is.Empty);
        Assert.That(changed[1].GetProperty("Account").GetArrayLength(), Is.EqualTo(2));
    }

    [Test]
    public async Task not_more_than_a_thousand_objects_come_at_once_oldest_first()
    {
        for (var batch = 0; batch < 34; batch++)
        {
            var items = Enumerable
                .Range(0, 30)
                .Select(item => $$"""{"bId":"{{item}}","operation":"create","JournalEntry":{{Server.Entry($"N-{batch * 30 + item}")}}}""");
            await Server.Company("batch", $$"""{"BatchItemRequest":[{{string.Join(',', items)}}]}""");
        }

        var changed = (await Since("2026-03-10T11:00:00-08:00"))[0].GetProperty("JournalEntry");

        Assert.That(changed.GetArrayLength(), Is.EqualTo(1000));
        Assert.That(changed[0].GetProperty("DocNumber").GetString(), Is.EqualTo("N-0"));
    }

    [TestCase("entities=JournalEntry&changedSince=2026-02-08T19:59:59Z", "6000")]
    [TestCase("entities=JournalEntry", "2020")]
    [TestCase("changedSince=2026-03-10T00:00:00Z", "2020")]
    [TestCase("entities=TaxCode&changedSince=2026-03-10T00:00:00Z", "500")]
    public async Task a_question_that_cannot_be_answered_is_refused(string query, string code)
    {
        var reply = await Server.Company($"cdc?{query}");

        Assert.That((reply.Status, reply.FaultCode), Is.EqualTo((400, code)));
    }
}
