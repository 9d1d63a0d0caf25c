using System.Text.Json;
using System.Text.Json.Nodes;

namespace AccountingSync.Sandbox.Stripe;

/// <summary>The balance as its transactions make it. Everything is available at once.</summary>
internal static class StripeBalance
{
    /// <param name="transactions">All of them, as the API serves them.</param>
    public static string Of(IEnumerable<StripeObject> transactions)
    {
        var sums = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var made in transactions)
        {
            using var row = JsonDocument.Parse(made.Json);
            var currency = row.RootElement.GetProperty("currency").GetString()!;
            sums[currency] = sums.GetValueOrDefault(currency) + row.RootElement.GetProperty("net").GetInt64();
        }
        return new JsonObject
        {
            ["object"] = "balance",
            ["available"] = Amounts(sums, amount => amount),
            ["livemode"] = false,
            ["pending"] = Amounts(sums, _ => 0),
        }.ToJsonString();
    }

    static JsonArray Amounts(SortedDictionary<string, long> sums, Func<long, long> part)
    {
        var amounts = new JsonArray();
        foreach (var (currency, sum) in sums)
            amounts.Add(
                new JsonObject
                {
                    ["amount"] = part(sum),
                    ["currency"] = currency,
                    ["source_types"] = new JsonObject { ["card"] = part(sum) },
                }
            );
        return amounts;
    }
}
