using AccountingSync.Sandbox.Census;

namespace AccountingSync.Sandbox.Stripe;

/// <summary>Everything that the gateway player has made, as the API serves it.</summary>
internal sealed class StripeObjects(CensusFile census)
{
    readonly Lock gate = new();
    readonly Dictionary<string, StripeObject> byId = [];
    readonly List<string> transactionsInOrder = [];
    readonly Dictionary<string, List<string>> transactionsOfPayout = [];

    public void Add(IReadOnlyList<StripeObject> objects)
    {
        lock (gate)
        {
            Keep(objects);
            census.Append(CensusLines.Stripe(objects));
        }
    }

    public void Restore(IReadOnlyList<StripeObject> objects)
    {
        lock (gate)
            Keep(objects);
    }

    public StripeObject? Find(string kind, string id)
    {
        lock (gate)
            return byId.GetValueOrDefault(id) is { } found && found.Kind == kind ? found : null;
    }

    /// <summary>Balance transactions, newest first, of one payout or all; null when the starting point is not among them.</summary>
    public (IReadOnlyList<StripeObject> Page, bool HasMore)? Transactions(string? payout, string? startingAfter, int limit)
    {
        lock (gate)
        {
            var ids = payout is null ? transactionsInOrder : transactionsOfPayout.GetValueOrDefault(payout) ?? [];
            var last = startingAfter is null ? ids.Count : ids.IndexOf(startingAfter);
            if (last < 0)
                return null;
            var first = Math.Max(0, last - limit);
            var page = ids.GetRange(first, last - first);
            page.Reverse();
            return ([.. page.Select(id => byId[id])], first > 0);
        }
    }

    void Keep(IReadOnlyList<StripeObject> objects)
    {
        foreach (var made in objects)
        {
            // The same day may be played twice; it makes nothing new.
            if (!byId.TryAdd(made.Id, made) || made.Kind != "balance_transaction")
                continue;
            transactionsInOrder.Add(made.Id);
            if (made.Payout is null)
                continue;
            if (!transactionsOfPayout.TryGetValue(made.Payout, out var rows))
                transactionsOfPayout[made.Payout] = rows = [];
            rows.Add(made.Id);
        }
    }
}
