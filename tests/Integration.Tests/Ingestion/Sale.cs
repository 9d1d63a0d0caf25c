using System.Globalization;

namespace AccountingSync.Integration.Tests.Ingestion;

/// <summary>Bodies for the doors.</summary>
static class Sale
{
    public static string Json(string id, string gross = "10.00", string more = "", int revision = 1, string source = "front-shop") =>
        $$"""{"source":"{{source}}","id":"{{id}}","revision":{{revision}},"kind":"sale","occurred_at":"2026-01-31T23:30:00-05:00","currency":"USD","gross":"{{gross}}"{{more}}}""";

    /// <summary>With every member of the published example.</summary>
    public static string Whole(string id) =>
        $$"""
            { "source": "front-shop", "id": "{{id}}", "revision": 1, "kind": "sale",
              "occurred_at": "2026-01-31T23:30:00-05:00", "currency": "USD", "gross": "118.00",
              "items":  [ { "sku": "mug", "kind": "product", "category": "kitchen", "quantity": "2", "net": "100.00" } ],
              "taxes":  [ { "jurisdiction": "NY", "code": "sales", "amount": "8.00" } ],
              "tip": "10.00", "discount": "0.00", "shipping": "0.00",
              "tenders": [ { "method": "card", "amount": "118.00", "reference": "pi_123" } ],
              "related_to": null, "payout": null, "customer": null, "location": "main-street", "attributes": { "register": "2" } }
            """;

    /// <summary>A gateway's event about a charge of 10.99.</summary>
    public static string Charge(string id, string type = "charge.succeeded", string? balanceTransaction = null) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            {"id":"evt_{{id}}","object":"event","api_version":"2024-06-20","created":1769900000,"type":"{{type}}","data":{"object":{
              "id":"ch_{{id}}","object":"charge","amount":1099,"amount_captured":1099,"captured":true,"status":"succeeded","currency":"usd",
              "created":1769900000,"payment_intent":"pi_{{id}}","balance_transaction":{{(
                balanceTransaction is null ? "null" : $"\"{balanceTransaction}\""
            )}},
              "payment_method_details":{"type":"card","card":{"brand":"visa","last4":"4242","funding":"credit"} } } } }
            """
        );
}
