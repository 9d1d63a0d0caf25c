using AccountingSync.Sandbox.QuickBooks;
using AccountingSync.Sandbox.Xero;

namespace AccountingSync.Sandbox.Faults;

/// <summary>What a target shall suffer from now on.</summary>
public sealed record FaultPlan
{
    public string Target { get; init; } = FaultSwitchboard.QuickBooks;

    /// <summary>The same seed gives the n-th request the same fault.</summary>
    public long Seed { get; init; }

    /// <summary>How long every request waits before anything else happens.</summary>
    public int DelayMs { get; init; }

    /// <summary>Share of requests per fault; together at most 1.</summary>
    public IReadOnlyDictionary<FaultKind, double> Rates { get; init; } = new Dictionary<FaultKind, double>();

    /// <summary>Faults for the next requests, one each. One that needs a write waits for a write.</summary>
    public IReadOnlyList<FaultKind> Next { get; init; } = [];

    /// <summary>Every request is refused with 503.</summary>
    public bool Outage { get; init; }

    /// <summary>Request ids and idempotency keys are not remembered, as if their time were over: a repeated one is done a second time.</summary>
    public bool ForgetRequestIds { get; init; }

    /// <summary>Whether the vendor's limits apply; left out, the configured choice stays.</summary>
    public bool? EnforceLimits { get; init; }

    /// <summary>Other limits than QuickBooks' own.</summary>
    public LimitSettings? Limits { get; init; }

    /// <summary>Other limits than Xero's own.</summary>
    public XeroLimitSettings? XeroLimits { get; init; }

    /// <summary>What is wrong with the plan, or null.</summary>
    public string? Problem() =>
        !FaultSwitchboard.Targets.Contains(Target) ? $"target must be one of {string.Join(", ", FaultSwitchboard.Targets)}"
        : DelayMs is < 0 or > 600_000 ? "delay_ms must be from 0 to 600000"
        : Rates.Values.Any(rate => rate is < 0 or > 1) || Rates.Values.Sum() > 1.000001 ? "rates must be from 0 to 1, and together at most 1"
        : null;
}
