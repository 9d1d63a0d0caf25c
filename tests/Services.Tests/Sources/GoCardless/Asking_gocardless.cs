using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using AccountingSync.Ingestion.Sources;
using AccountingSync.Ingestion.Sources.GoCardless;

namespace AccountingSync.Services.Tests.Sources.GoCardless;

public sealed class Asking_gocardless
{
    const string Said = """{"id":"EV1","resource_type":"payouts","action":"paid","links":{"payout":"PO1"}}""";
    const string Last = """{"events":[{"id":"EV1"}],"payout_items":[{"type":"c"}],"meta":{"cursors":{"before":"b","after":null},"limit":500}}""";

    [Test]
    public async Task reads_a_payout_with_the_items_of_all_pages_and_keeps_the_event_with_them()
    {
        var server = new ScriptedServer(request =>
            request.AbsolutePath.EndsWith("/PO1", StringComparison.Ordinal) ? """{"payouts":{"id": "PO1"}}"""
            : request.Query.Contains("after", StringComparison.Ordinal) ? Last
            : """{"payout_items":[{"type":"a"},{"type":"b"}],"meta":{"cursors":{"before":null,"after":"x/&1"},"limit":500}}"""
        );
        var answer = await Ask(server, new WantedObject("payout", "PO1", Said));
        var kept = JsonNode.Parse(Encoding.UTF8.GetString(((FetchAnswer.Found)answer).Body.Span))!;
        Assert.That(
            kept.ToJsonString(),
            Is.EqualTo($$"""{"event":{{Said}},"payouts":{"id":"PO1"},"payout_items":[{"type":"a"},{"type":"b"},{"type":"c"}]}""")
        );
        Assert.That(
            server.Asked,
            Is.EqualTo([
                "GET https://vendor.example/base/payouts/PO1 Bearer token_1 2015-07-06",
                "GET https://vendor.example/base/payout_items?payout=PO1&limit=500 Bearer token_1 2015-07-06",
                "GET https://vendor.example/base/payout_items?payout=PO1&limit=500&after=x%2F%261 Bearer token_1 2015-07-06",
            ])
        );
    }

    [TestCase("payment", "payments", "PM1")]
    [TestCase("refund", "refunds", "RF1")]
    public async Task reads_payments_and_refunds_with_their_events(string kind, string resource, string id)
    {
        var server = new ScriptedServer(request =>
            request.Query.Length == 0 ? new JsonObject { [resource] = new JsonObject { ["id"] = id } }.ToJsonString() : Last
        );
        Assert.That(await Ask(server, new WantedObject(kind, id, Said)), Is.InstanceOf<FetchAnswer.Found>());
        Assert.That(server.Asked[0], Does.Contain($"/base/{resource}/{id} "));
        Assert.That(server.Asked[1], Does.Contain($"/base/events?{kind}={id}&limit=500 "));
    }

    [TestCase(HttpStatusCode.NotFound, typeof(FetchAnswer.NotFound))]
    [TestCase(HttpStatusCode.Unauthorized, typeof(FetchAnswer.Unauthorized))]
    [TestCase(HttpStatusCode.TooManyRequests, typeof(FetchAnswer.Throttled))]
    [TestCase(HttpStatusCode.BadGateway, typeof(FetchAnswer.Unavailable))]
    public async Task names_what_came_back_for_the_object_or_for_a_page(HttpStatusCode status, Type answer)
    {
        Assert.That(await Ask(new ScriptedServer(_ => null) { Otherwise = status }), Is.InstanceOf(answer));
        var second = new ScriptedServer(request => request.Query.Length == 0 ? """{"payments":{"id":"PM1"}}""" : null) { Otherwise = status };
        Assert.That(await Ask(second), Is.InstanceOf(answer));
    }

    [TestCase("<html>", Last)]
    [TestCase("""{"payments":[]}""", Last)]
    [TestCase("""{"refunds":{}}""", Last)]
    [TestCase("[]", Last)]
    [TestCase("""{"payments":{}}""", "<html>")]
    [TestCase("""{"payments":{}}""", "[]")]
    [TestCase("""{"payments":{}}""", """{"events":[]}""")]
    [TestCase("""{"payments":{}}""", """{"meta":{}}""")]
    public async Task asks_again_later_when_the_answer_is_not_the_documented_one(string single, string list) =>
        Assert.That(await Ask(new ScriptedServer(request => request.Query.Length == 0 ? single : list)), Is.InstanceOf<FetchAnswer.Unavailable>());

    [Test]
    public async Task ends_a_list_that_never_ends()
    {
        var server = new ScriptedServer(request =>
            request.Query.Length == 0 ? """{"payments":{}}""" : """{"events":[],"meta":{"cursors":{"after":"again"}}}"""
        );
        Assert.That(await Ask(server), Is.EqualTo(new FetchAnswer.Unavailable("there are more than 10000 events")));
        Assert.That(server.Asked, Has.Count.EqualTo(21));
    }

    [TestCase("payment", "PM1/../../creditors")]
    [TestCase("payment", "PM1?x=1")]
    [TestCase("payment", "")]
    [TestCase("mandate", "MD1")]
    public async Task never_asks_for_anything_else(string kind, string id)
    {
        var server = new ScriptedServer(_ => "{}");
        Assert.That(await Ask(server, new WantedObject(kind, id, Said)), Is.InstanceOf<FetchAnswer.NotFound>());
        Assert.That(server.Asked, Is.Empty);
    }

    static async Task<FetchAnswer> Ask(ScriptedServer server, WantedObject? wanted = null)
    {
        using var apis = new SourceApis(TimeProvider.System, server);
        var access = new SourceAccess("token_1", new Uri("https://vendor.example/base/"));
        return await new GoCardlessObjects(apis).Fetch(wanted ?? new WantedObject("payment", "PM1", Said), access, CancellationToken.None);
    }
}
