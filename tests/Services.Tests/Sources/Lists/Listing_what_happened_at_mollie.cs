using System.Globalization;
using System.Text.Json.Nodes;
using AccountingSync.Ingestion.Sources;
using AccountingSync.Ingestion.Sources.Mollie;

namespace AccountingSync.Services.Tests.Sources.Lists;

/// <summary>Payments, the newest first.</summary>
public sealed class Listing_what_happened_at_mollie : Listing_what_happened
{
    private protected override ISourceEvents ListOf(SourceApis apis) => new MollieEvents(apis);

    protected override ISourceSystem System { get; } = new MollieSource();

    protected override string Thing(int number, DateTimeOffset at) => Body("bare-payment", number, at).ToJsonString();

    protected override string Webhook(int number, DateTimeOffset at) => $"id=tr_{number}";

    protected override string Answer(Uri address, IReadOnlyList<(DateTimeOffset At, string Body)> things) =>
        MollieLists.Answer(address, "payments", [.. things.Select(thing => thing.Body)]);

    internal static JsonObject Body(string example, int number, DateTimeOffset at)
    {
        var body = JsonNode.Parse(TestFiles.Text($"Sources/Mollie/derived/{example}.json"))!.AsObject();
        body["id"] = $"{((string)body["id"]!).Split('_')[0]}_{number}";
        body["createdAt"] = at.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
        if (body.ContainsKey("paidAt"))
            body["paidAt"] = body["createdAt"]!.DeepClone();
        return body;
    }
}
