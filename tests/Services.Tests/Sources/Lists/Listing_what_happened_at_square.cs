using System.Globalization;
using System.Text.Json.Nodes;
using AccountingSync.Ingestion.Sources;
using AccountingSync.Ingestion.Sources.Square;

namespace AccountingSync.Services.Tests.Sources.Lists;

/// <summary>Payments, refunds and payouts in turn, at two locations.</summary>
public sealed class Listing_what_happened_at_square : Listing_what_happened
{
    const string Examples = "Sources/Square/derived";

    private protected override ISourceEvents ListOf(SourceApis apis) => new SquareEvents(apis);

    protected override ISourceSystem System { get; } = new SquareSource();

    protected override string Thing(int number, DateTimeOffset at) => Subject(number, at).ToJsonString();

    protected override string Webhook(int number, DateTimeOffset at)
    {
        var (file, kind) = Example(number);
        var body = JsonNode.Parse(TestFiles.Text($"{Examples}/{file}.json"))!;
        body["data"]!["object"]![kind] = Subject(number, at);
        return body.ToJsonString();
    }

    protected override string Answer(Uri address, IReadOnlyList<(DateTimeOffset At, string Body)> things)
    {
        var list = address.AbsolutePath.Split('/')[^1];
        if (list == "locations")
            return """{"locations":[{"id":"LOC2","name":"A"},{"id":"LOC1","name":"B"}]}""";
        var (kind, since, until) = list switch
        {
            "payments" => ("payment", "updated_at_begin_time", "updated_at_end_time"),
            "refunds" => ("refund", "updated_at_begin_time", "updated_at_end_time"),
            "payouts" => ("payout", "begin_time", "end_time"),
            _ => ("dispute", "none", "none"),
        };
        var found = things
            .Select(thing => (thing.At, Body: JsonNode.Parse(thing.Body)!))
            .Where(thing => (string)thing.Body["id"]! is var id && id.StartsWith(kind, StringComparison.Ordinal))
            .Where(thing => PlayedVendor.Query(address, "location_id") is not { } location || (string)thing.Body["location_id"]! == location)
            .Where(thing => Bound(address, since) is not { } from || thing.At >= from)
            .Where(thing => Bound(address, until) is not { } to || thing.At < to)
            .Select(thing => thing.Body.ToJsonString())
            .ToList();
        var skip = int.Parse(PlayedVendor.Query(address, "cursor")?.Split('+')[^1] ?? "0", CultureInfo.InvariantCulture);
        var page = found.Skip(skip).Take(2).ToList();
        if (page.Count == 0)
            return "{}";
        var cursor = skip + 2 < found.Count ? $",\"cursor\":\"a b/c+{skip + 2}\"" : "";
        return $$"""{"{{list}}":[{{string.Join(',', page)}}]{{cursor}}}""";
    }

    static DateTimeOffset? Bound(Uri address, string name) =>
        PlayedVendor.Query(address, name) is { } text ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture) : null;

    static (string File, string Kind) Example(int number) =>
        (number % 4) switch
        {
            1 => ("payment.updated-fee", "payment"),
            2 => ("refund.updated-completed", "refund"),
            3 => ("payout.paid-batch", "payout"),
            _ => ("dispute.state.updated-lost", "dispute"),
        };

    static JsonObject Subject(int number, DateTimeOffset at)
    {
        var (file, kind) = Example(number);
        var subject = JsonNode.Parse(TestFiles.Text($"{Examples}/{file}.json"))!["data"]!["object"]![kind]!.DeepClone().AsObject();
        subject["id"] = $"{kind}_{number}";
        subject["location_id"] = number > 4 ? "LOC2" : "LOC1";
        subject["updated_at"] = at.ToString("yyyy-MM-dd'T'HH:mm:ss'.000Z'", CultureInfo.InvariantCulture);
        return subject;
    }
}
