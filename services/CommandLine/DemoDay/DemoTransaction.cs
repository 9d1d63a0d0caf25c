using System.Text.Json;
using System.Text.Json.Nodes;

namespace AccountingSync.CommandLine.DemoDay;

/// <summary>One canonical source transaction that the demo sends.</summary>
sealed record DemoTransaction(string Source, string Id, int Revision, string Kind, JsonObject Body)
{
    public static DemoTransaction Of(JsonObject body) =>
        new(
            body["source"]!.GetValue<string>(),
            body["id"]!.GetValue<string>(),
            body["revision"]?.GetValue<int>() ?? 1,
            body["kind"]!.GetValue<string>(),
            body
        );

    public byte[] Bytes() => JsonSerializer.SerializeToUtf8Bytes(Body);

    public static byte[] Array(IEnumerable<DemoTransaction> transactions) =>
        JsonSerializer.SerializeToUtf8Bytes(new JsonArray([.. transactions.Select(transaction => transaction.Body.DeepClone())]));
}
