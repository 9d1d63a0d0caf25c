using System.Text.Json;

namespace AccountingSync.Services.Tests.Sandbox;

sealed class Sending_a_batch : Running_sandbox
{
    static string Batch(params string[] items) => $$"""{"BatchItemRequest":[{{string.Join(',', items)}}]}""";

    static string Item(string bId, string operation, string entry) => $$"""{"bId":"{{bId}}","operation":"{{operation}}","JournalEntry":{{entry}}}""";

    static JsonElement Result(Reply reply, string bId) =>
        reply.Json.GetProperty("BatchItemResponse").EnumerateArray().Single(item => item.GetProperty("bId").GetString() == bId);

    [Test]
    public async Task each_item_has_its_own_result_or_fault()
    {
        var held = await Server.Add("A-0");

        var reply = await Server.Company(
            "batch",
            Batch(
                Item("new", "create", Server.Entry("A-1")),
                Item("bad", "create", """{"Line":[]}"""),
                Item("stale", "update", Server.Entry("A-0", more: $"\"Id\":\"{held}\",\"SyncToken\":\"5\",")),
                Item("gone", "delete", """{"Id":"99","SyncToken":"0"}"""),
                Item("out", "delete", $$"""{"Id":"{{held}}","SyncToken":"0"}"""),
                """{"bId":"ask","Query":"select count(*) from Account"}""",
                """{"bId":"odd","operation":"create","Invoice":{}}"""
            )
        );

        Assert.That(reply.Status, Is.EqualTo(200));
        Assert.That(Result(reply, "new").GetProperty("JournalEntry").GetProperty("DocNumber").GetString(), Is.EqualTo("A-1"));
        Assert.That(Code(Result(reply, "bad")), Is.EqualTo("6000"));
        Assert.That(Code(Result(reply, "stale")), Is.EqualTo("5010"));
        Assert.That(Code(Result(reply, "gone")), Is.EqualTo("610"));
        Assert.That(Result(reply, "out").GetProperty("JournalEntry").GetProperty("status").GetString(), Is.EqualTo("Deleted"));
        Assert.That(Result(reply, "ask").GetProperty("QueryResponse").GetProperty("totalCount").GetInt32(), Is.EqualTo(2));
        Assert.That(Code(Result(reply, "odd")), Is.EqualTo("500"));
        Assert.That(await Server.Entries(), Is.EqualTo(1));
    }

    static string Code(JsonElement item) => item.GetProperty("Fault").GetProperty("Error")[0].GetProperty("code").GetString()!;

    [Test]
    public async Task thirty_items_are_taken_and_thirty_one_are_not()
    {
        var items = Enumerable.Range(1, 31).Select(number => Item(SandboxServer.Number(number), "create", Server.Entry($"A-{number}"))).ToArray();

        var tooMany = await Server.Company("batch", Batch(items));
        var enough = await Server.Company("batch", Batch(items[..30]));

        Assert.That((tooMany.Status, tooMany.FaultCode), Is.EqualTo((400, "1040")));
        Assert.That(enough.Json.GetProperty("BatchItemResponse").GetArrayLength(), Is.EqualTo(30));
        Assert.That(await Server.Entries(), Is.EqualTo(30));
    }

    [Test]
    public async Task with_a_request_id_it_happens_once_and_answers_the_same()
    {
        var body = Batch(Item("1", "create", Server.Entry("A-1")), Item("2", "create", "{}"));

        var first = await Server.Company("batch?requestid=r1", body);
        Server.Clock.Advance(TimeSpan.FromMinutes(5));
        var second = await Server.Company("batch?requestid=r1", body);

        Assert.That(second, Is.EqualTo(first));
        Assert.That(await Server.Entries(), Is.EqualTo(1));
    }

    [Test]
    public async Task with_a_request_id_its_lengths_are_limited()
    {
        var longItem = Batch(Item("12345678901", "create", Server.Entry("A-1")));

        Assert.That((await Server.Company($"batch?requestid={new string('r', 37)}", longItem)).FaultCode, Is.EqualTo("2050"));
        Assert.That((await Server.Company("batch?requestid=r", longItem)).FaultCode, Is.EqualTo("2050"));
        Assert.That((await Server.Company("batch", longItem)).Status, Is.EqualTo(200));
    }
}
