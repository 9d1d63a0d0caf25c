using System.Globalization;
using System.Text.Json.Nodes;
using AccountingSync.Ingestion.Sources;
using AccountingSync.Ingestion.Sources.Stripe;

namespace AccountingSync.Services.Tests.Sources.Lists;

/// <summary>The events of its webhooks, the newest first.</summary>
public sealed class Listing_what_happened_at_stripe : Listing_what_happened
{
    private protected override ISourceEvents ListOf(SourceApis apis) => new StripeEvents(apis);

    protected override ISourceSystem System { get; } = new StripeSource();

    protected override string Thing(int number, DateTimeOffset at)
    {
        var body = JsonNode.Parse(TestFiles.Text("Sources/Stripe/documented/payout.paid.json"))!;
        body["id"] = $"evt_{number}";
        body["created"] = at.ToUnixTimeSeconds();
        body["data"]!["object"]!["id"] = $"po_{number}";
        return body.ToJsonString();
    }

    protected override string Webhook(int number, DateTimeOffset at) => Thing(number, at);

    protected override string Answer(Uri address, IReadOnlyList<(DateTimeOffset At, string Body)> things)
    {
        var (since, until) = (Time("created[gte]"), Time("created[lt]"));
        var rows = things.Where(thing => thing.At >= since && thing.At < until).Reverse().Select(thing => thing.Body).ToList();
        var after = PlayedVendor.Query(address, "starting_after");
        var skip = after is null ? 0 : rows.FindIndex(row => (string)JsonNode.Parse(row)!["id"]! == after) + 1;
        var more = skip + 2 < rows.Count ? "true" : "false";
        return $$"""{"object":"list","data":[{{string.Join(',', rows.Skip(skip).Take(2))}}],"has_more":{{more}}}""";

        DateTimeOffset Time(string name) =>
            DateTimeOffset.FromUnixTimeSeconds(long.Parse(PlayedVendor.Query(address, name)!, CultureInfo.InvariantCulture));
    }
}
