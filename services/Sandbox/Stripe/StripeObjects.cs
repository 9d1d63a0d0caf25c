using AccountingSync.Sandbox.Census;

namespace AccountingSync.Sandbox.Stripe;

/// <summary>Everything that the gateway player has made, as the API serves it.</summary>
internal sealed class StripeObjects(CensusFile census)
{
    public const string Event = "event";

    readonly Lock gate = new();
    readonly Dictionary<string, StripeObject> byId = [];
    readonly List<string> transactionsInOrder = [];
    readonly List<string> eventsInOrder = [];
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

    /// <summary>The charge that a payment intent made; null when there is none.</summary>
    public StripeObject? ChargeOf(string paymentIntent)
    {
        lock (gate)
            return byId.Values.FirstOrDefault(made =>
                made.Kind == "charge" && made.Json.Contains($"\"payment_intent\":\"{paymentIntent}\"", StringComparison.Ordinal)
            );
    }

    /// <summary>Puts the object as it is now in the place of what it was, and adds what is told of that.</summary>
    public void Change(StripeObject now, StripeObject? told)
    {
        lock (gate)
        {
            byId[now.Id] = now;
            if (told is not null)
                Keep([told]);
        }
    }

    /// <summary>Balance transactions, newest first, of one payout or all; null when the starting point is not among them.</summary>
    public (IReadOnlyList<StripeObject> Page, bool HasMore)? Transactions(string? payout, StripeSpan span, string? startingAfter, int limit)
    {
        lock (gate)
            return Page(payout is null ? transactionsInOrder : transactionsOfPayout.GetValueOrDefault(payout) ?? [], span, startingAfter, limit);
    }

    /// <summary>Events, newest first; null when the starting point is not among them.</summary>
    public (IReadOnlyList<StripeObject> Page, bool HasMore)? Events(StripeSpan span, string? startingAfter, int limit)
    {
        lock (gate)
            return Page(eventsInOrder, span, startingAfter, limit);
    }

    public IReadOnlyList<StripeObject> AllTransactions()
    {
        lock (gate)
            return [.. transactionsInOrder.Select(id => byId[id])];
    }

    (IReadOnlyList<StripeObject> Page, bool HasMore)? Page(List<string> ids, StripeSpan span, string? startingAfter, int limit)
    {
        var last = startingAfter is null ? ids.Count : ids.IndexOf(startingAfter);
        if (last < 0)
            return null;
        // One more than the page has, to know whether there are more.
        var page = Enumerable.Range(1, last).Select(back => byId[ids[last - back]]).Where(span.Contains).Take(limit + 1).ToList();
        return ([.. page.Take(limit)], page.Count > limit);
    }

    void Keep(IReadOnlyList<StripeObject> objects)
    {
        foreach (var made in objects)
        {
            // The same day may be played twice; it makes nothing new.
            if (!byId.TryAdd(made.Id, made))
                continue;
            if (made.Kind == Event)
                eventsInOrder.Add(made.Id);
            if (made.Kind != "balance_transaction")
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
