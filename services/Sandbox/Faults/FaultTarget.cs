namespace AccountingSync.Sandbox.Faults;

/// <summary>One target's plan with its draws: which request suffers what.</summary>
internal sealed class FaultTarget(FaultPlan plan)
{
    readonly Lock gate = new();
    readonly SeededNumbers numbers = new(plan.Seed);
    readonly Queue<FaultKind> next = new(plan.Next);
    readonly SortedDictionary<FaultKind, long> fired = [];

    public FaultPlan Plan => plan;

    /// <summary>How often each fault has happened.</summary>
    public IReadOnlyDictionary<FaultKind, long> Fired
    {
        get
        {
            lock (gate)
                return new SortedDictionary<FaultKind, long>(fired);
        }
    }

    /// <summary>One-shot faults that are still to come.</summary>
    public IReadOnlyList<FaultKind> Pending
    {
        get
        {
            lock (gate)
                return [.. next];
        }
    }

    /// <summary>The fault of the request that has just arrived. Every request draws once, so that the n-th draw stays the n-th.</summary>
    public FaultKind? Draw(bool isWrite)
    {
        lock (gate)
        {
            var drawn = ByRate(numbers.Share());
            if (next.TryPeek(out var queued) && (isWrite || !queued.NeedsWrite()))
                drawn = next.Dequeue();
            if (drawn is not { } kind || (!isWrite && kind.NeedsWrite()))
                return null;
            fired[kind] = fired.GetValueOrDefault(kind) + 1;
            return kind;
        }
    }

    FaultKind? ByRate(double share)
    {
        foreach (var kind in Enum.GetValues<FaultKind>())
        {
            var rate = plan.Rates.GetValueOrDefault(kind);
            if (share < rate)
                return kind;
            share -= rate;
        }
        return null;
    }
}
