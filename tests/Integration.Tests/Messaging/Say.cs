using AccountingSync.Contracts;

namespace AccountingSync.Integration.Tests.Messaging;

/// <summary>Messages of which only the names matter.</summary>
static class Say
{
    public const string Organisation = "corner-shop";
    static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    public static SourceTransactionsReceived Received(params string[] ids) =>
        new() { Organisation = Organisation, Items = [.. ids.Select(id => Item(id, 1, "sale", 10m))] };

    public static ReceivedTransaction Item(string id, int revision, string kind, decimal gross, string source = "front-shop") =>
        new()
        {
            ReceivedAt = Noon,
            Transaction = new SourceTransactionData
            {
                Source = source,
                Id = id,
                Revision = revision,
                Kind = kind,
                OccurredAt = Noon,
                Currency = "USD",
                Gross = gross,
            },
        };

    /// <summary>A message that the flow knows no way for.</summary>
    public sealed record Gossip(string Text);
}
