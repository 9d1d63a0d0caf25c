using System.Text;
using System.Text.Json.Nodes;
using AccountingSync.Accounting;
using AccountingSync.Ingestion.CanonicalForm;

namespace AccountingSync.Services.Tests.CanonicalForm;

/// <summary>The documented example and ways to spoil it.</summary>
static class Canonical
{
    public const string Example = """
        { "source": "front-shop", "id": "sale-1001", "revision": 1, "kind": "sale",
          "occurred_at": "2026-01-31T23:30:00-05:00", "currency": "USD", "gross": "118.00",
          "items":  [ { "sku": "mug", "kind": "product", "category": "kitchen", "quantity": "2", "net": "100.00" } ],
          "taxes":  [ { "jurisdiction": "NY", "code": "sales", "amount": "8.00" } ],
          "tip": "10.00", "discount": "0.00", "shipping": "0.00",
          "tenders": [ { "method": "card", "amount": "118.00", "reference": "pi_123" } ],
          "related_to": null, "payout": null, "customer": null, "location": "main-street",
          "settled": { "currency": "EUR", "amount": "108.90" }, "booked": null, "attributes": { "register": "2" } }
        """;

    public const string Payout = """
        { "source": "stripe", "id": "po_1", "kind": "payout", "occurred_at": "2026-01-31T23:30:00Z", "currency": "USD", "gross": "94.70",
          "contents": [ { "id": "ch_1", "kind": "payment", "amount": "100.00" }, { "id": "txn_1", "kind": "fee", "amount": "-3.30" },
                        { "id": "txn_2", "kind": null, "amount": "-2.00" } ] }
        """;

    public const string Smallest = """
        {"source":"pos","id":"1","kind":"sale","occurred_at":"2026-01-31T23:30:00Z","currency":"USD","gross":"1"}
        """;

    public static DocumentResult Read(string json) => TransactionReader.Read(Encoding.UTF8.GetBytes(json));

    public static ReadResult ReadOne(string json) => ((DocumentResult.Elements)Read(json)).Results.Single();

    /// <summary>The transaction, or a failed test that names the problems.</summary>
    public static SourceTransaction Accepted(string json)
    {
        var result = ReadOne(json);
        Assert.That(result, Is.InstanceOf<ReadResult.Read>(), result is ReadResult.Invalid i ? string.Join(' ', i.Problems) : "");
        return ((ReadResult.Read)result).Transaction;
    }

    /// <summary>The problems as "pointer rule".</summary>
    public static IEnumerable<string> Problems(string json) =>
        Read(json) switch
        {
            DocumentResult.Malformed(var problem) => [problem.Rule],
            DocumentResult.Elements { Results: [ReadResult.Invalid invalid] } => invalid.Problems.Select(problem =>
                $"{problem.Pointer} {problem.Rule}"
            ),
            _ => [],
        };

    /// <summary>The smallest transaction with one member set to other JSON.</summary>
    public static string With(string member, string json)
    {
        var node = JsonNode.Parse(Smallest)!.AsObject();
        node.Remove(member);
        var text = node.ToJsonString();
        return $"{text[..^1]},\"{member}\":{json}}}";
    }

    public static string Without(string member)
    {
        var node = JsonNode.Parse(Smallest)!.AsObject();
        node.Remove(member);
        return node.ToJsonString();
    }
}
