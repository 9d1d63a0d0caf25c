using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using AccountingSync.Integration.Tests.Messaging;

namespace AccountingSync.Integration.Tests.Ingestion;

/// <summary>By <c>POST /v1/imports</c>.</summary>
public sealed class Importing_history
{
    Shop shop = null!;

    [OneTimeSetUp]
    public async Task Open() => shop = await Shop.Open("imports");

    [OneTimeTearDown]
    public async Task Close() => await shop.DisposeAsync();

    [Test]
    public async Task takes_the_good_lines_names_the_others_and_knows_them_again()
    {
        List<string> lines = [.. Enumerable.Range(1, 1_200).Select(number => Sale.Json($"old-{number}"))];
        lines[9] = "this is no JSON";
        lines[699] = Sale.Json("old-700", more: ""","colour":"blue" """);
        lines[1_099] = "[" + Sale.Json("old-1100") + "]";
        lines.Insert(1_100, "");
        lines.Add(Sale.Json("old-1", gross: "11.00"));

        var first = await Import(lines);
        var second = await Import(lines);

        Assert.That(Counts(first), Is.EqualTo((1_201L, 1_197L, 0L, 1L, 3L)));
        Assert.That(Counts(second), Is.EqualTo((1_201L, 0L, 1_197L, 1L, 3L)));
        Assert.That(
            first.GetProperty("problems").EnumerateArray().Select(problem => problem.GetProperty("line").GetInt32()),
            Is.EquivalentTo(new[] { 10, 700, 1_100, 1_202 })
        );
        Assert.That(
            first.GetProperty("problems").EnumerateArray().Select(problem => problem.GetProperty("error").GetString()),
            Has.One.StartsWith("The body is no JSON").And.One.Contains("/colour").And.One.EqualTo("A line must be one transaction object.")
        );
    }

    [Test]
    public async Task goes_by_the_batch_lane_and_leaves_the_live_one_alone()
    {
        await Import([.. Enumerable.Range(1, 20).Select(number => Sale.Json($"lane-{number}"))]);

        Assert.That(
            await shop.Office.Read<string>("SELECT string_agg(DISTINCT array_to_string(awaiting, ' '), ', ') FROM ingestion.outbox"),
            Is.EqualTo("transformation-batch reconciliation-batch")
        );
        Assert.That(await shop.Office.Read<long>("SELECT count(*) FROM ingestion.events WHERE door = 'import'"), Is.GreaterThan(0));
    }

    [Test]
    public async Task is_for_sources_and_wants_lines()
    {
        Assert.That((await Send("{}", "application/json")).Status, Is.EqualTo(415));
        Assert.That((await Send("{}", key: "acs_nobody")).Status, Is.EqualTo(401));
        Assert.That((await Send("{}", key: await shop.NewKey(Shop.Organisation, "finance", "looks only"))).Status, Is.EqualTo(403));
    }

    [Test]
    public async Task that_breaks_off_keeps_what_came_and_is_finished_by_sending_it_again()
    {
        List<string> lines = [.. Enumerable.Range(1, 1_500).Select(number => Sale.Json($"torn-{number}"))];
        using var torn = new TornContent(Encoding.UTF8.GetBytes(string.Join('\n', lines.Take(1_100)) + "\n{\"source\":\"front"), () => Stored(1_000));
        torn.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        Assert.That(async () => await Post(torn, shop.Key), Throws.InstanceOf<HttpRequestException>());

        var again = Counts(await Import(lines));

        Assert.That((again.Lines, again.Accepted + again.Duplicates, again.Rejected), Is.EqualTo((1_500L, 1_500L, 0L)));
        Assert.That(again.Duplicates, Is.GreaterThanOrEqualTo(1_000));
        Assert.That(await shop.Office.Read<long>("SELECT count(*) FROM ingestion.transactions WHERE id LIKE 'torn-%'"), Is.EqualTo(1_500));
    }

    Task Stored(long atLeast) =>
        Eventually.That(
            () => shop.Office.Read<long>("SELECT count(*) FROM ingestion.transactions WHERE id LIKE 'torn-%'"),
            Is.GreaterThanOrEqualTo(atLeast),
            "The chunks that were whole"
        );

    static (long Lines, long Accepted, long Duplicates, long Conflicts, long Rejected) Counts(JsonElement result)
    {
        long Number(string name) => result.GetProperty(name).GetInt64();
        return (Number("lines"), Number("accepted"), Number("duplicates"), Number("conflicts"), Number("rejected"));
    }

    async Task<JsonElement> Import(IEnumerable<string> lines)
    {
        var answer = await Send(string.Join('\n', lines));
        Assert.That(answer.Status, Is.EqualTo(200), answer.Text);
        return JsonDocument.Parse(answer.Text).RootElement;
    }

    async Task<Answer> Send(string body, string contentType = "application/x-ndjson", string? key = null)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        return await Post(content, key ?? shop.Key);
    }

    async Task<Answer> Post(HttpContent content, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/imports") { Content = content };
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {key}");
        return await Answer.Of(shop.Service.Http, request);
    }
}
