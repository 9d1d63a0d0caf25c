using System.Globalization;
using System.Text.Json.Nodes;
using AccountingSync.Ingestion.Sources;
using AccountingSync.Ingestion.Sources.GoCardless;

namespace AccountingSync.Services.Tests.Sources.Lists;

/// <summary>The events of its webhooks, the newest first.</summary>
public sealed class Listing_what_happened_at_gocardless : Listing_what_happened
{
    private protected override ISourceEvents ListOf(SourceApis apis) => new GoCardlessEvents(apis);

    protected override ISourceSystem System { get; } = new GoCardlessSource();

    protected override string Thing(int number, DateTimeOffset at)
    {
        var body = JsonNode.Parse(TestFiles.Text("Sources/GoCardless/derived/payments.confirmed.json"))!;
        body["id"] = $"EV{number}";
        body["created_at"] = at.ToString("yyyy-MM-dd'T'HH:mm:ss'.000Z'", CultureInfo.InvariantCulture);
        body["links"]!["payment"] = $"PM{number}";
        return body.ToJsonString();
    }

    protected override string Webhook(int number, DateTimeOffset at) => Thing(number, at);

    protected override string Answer(Uri address, IReadOnlyList<(DateTimeOffset At, string Body)> things)
    {
        Assert.That((address.AbsolutePath, PlayedVendor.Query(address, "limit")), Is.EqualTo(("/events", "500")));
        var (since, until) = (Time("created_at[gte]"), Time("created_at[lt]"));
        var rows = things.Where(thing => thing.At >= since && thing.At < until).Reverse().Select(thing => thing.Body).ToList();
        var after = PlayedVendor.Query(address, "after");
        var skip = after is null ? 0 : rows.FindIndex(row => Id(row) == after) + 1;
        var page = rows.Skip(skip).Take(2).ToList();
        var next = skip + 2 < rows.Count ? $"\"{Id(page[^1])}\"" : "null";
        return $$$"""{"events":[{{{string.Join(',', page)}}}],"meta":{"cursors":{"before":null,"after":{{{next}}}},"limit":500}}""";

        DateTimeOffset Time(string name) => DateTimeOffset.Parse(PlayedVendor.Query(address, name)!, CultureInfo.InvariantCulture);
    }

    static string Id(string row) => (string)JsonNode.Parse(row)!["id"]!;
}
