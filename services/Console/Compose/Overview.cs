using AccountingSync.Console.Neighbours;

namespace AccountingSync.Console.Compose;

/// <summary>What the first page shows. A list is null where the service that knows it did not answer.</summary>
public sealed record Overview
{
    public required Summary Summary { get; init; }
    public IReadOnlyList<AccountBalance>? Balances { get; init; }
    public IReadOnlyList<HeldTransaction>? Held { get; init; }
    public IReadOnlyList<Discrepancy>? Discrepancies { get; init; }

    /// <summary>Months of the books that are closed, and what waits for them.</summary>
    public IReadOnlyList<ClosedPeriod>? ClosedPeriods { get; init; }
    public IReadOnlyList<WaitingEntry>? Waiting { get; init; }

    /// <summary>Newest first.</summary>
    public IReadOnlyList<Payout>? Payouts { get; init; }

    /// <summary>The latest day first, with what waits for the next document.</summary>
    public IReadOnlyList<DaySummary>? Summaries { get; init; }

    /// <summary>Newest first.</summary>
    public IReadOnlyList<PostedEntry>? Latest { get; init; }
    public required IReadOnlyList<string> Missing { get; init; }
}

public sealed class OverviewReader(
    SummaryReader summaries,
    Transformation transformation,
    Ledger ledger,
    LedgerPeriods periods,
    Reconciliation reconciliation,
    Payouts payouts,
    PlatformSync platforms
)
{
    const int LatestEntries = 12;
    const int LatestPayouts = 8;
    const int LatestSummaries = 12;
    const int MaxDiscrepancies = 100;
    const int MaxWaiting = 1_000;

    public async Task<Overview> Read(string organisation, CancellationToken stop)
    {
        var gathering = new Gathering();
        var holding = gathering.Ask(transformation.Held(organisation, Transformation.MaxHeld, stop));
        var summing = summaries.Read(organisation, holding, gathering, stop);
        var balancing = gathering.Ask(ledger.TrialBalance(organisation, asOf: null, knownAt: null, stop));
        var disagreeing = gathering.Ask(reconciliation.Discrepancies(organisation, "open", MaxDiscrepancies, stop));
        var paying = gathering.Ask(payouts.List(organisation, state: null, LatestPayouts, stop));
        var summed = gathering.Ask(platforms.Summaries(organisation, connection: null, date: null, LatestSummaries, stop));
        var closing = gathering.Ask(periods.Closed(organisation, stop));
        var waiting = gathering.Ask(periods.Waiting(organisation, period: null, MaxWaiting, stop));
        var latest = await gathering.Ask(ledger.Entries(organisation, new EntryFilter { Newest = true, Limit = LatestEntries }, stop));
        return new Overview
        {
            Summary = await summing,
            Balances = await balancing,
            Held = await holding,
            Discrepancies = await disagreeing,
            Payouts = await paying,
            Summaries = await summed,
            ClosedPeriods = await closing,
            Waiting = await waiting,
            Latest = latest is null ? null : [.. latest.OrderByDescending(entry => entry.Seq)],
            Missing = gathering.Missing,
        };
    }
}
