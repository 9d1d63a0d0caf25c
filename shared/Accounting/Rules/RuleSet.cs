using AccountingSync.Accounting.Periods;
using AccountingSync.Accounting.Rules.Exchange;

namespace AccountingSync.Accounting.Rules;

/// <summary>One version of an organisation's rules. It never changes: what it maps today it maps in ten years.</summary>
public sealed class RuleSet
{
    public required string Name { get; init; }
    public required int Version { get; init; }

    /// <summary>See <see cref="RuleSetHash"/>.</summary>
    public required string Hash { get; init; }
    public RuleSetScope Scope { get; init; } = RuleSetScope.Everything;
    public required EffectivePeriod Effective { get; init; }
    public Rounding? Rounding { get; init; }

    /// <summary>Null when every entry is in the currency of its transaction.</summary>
    public ExchangePolicy? Exchange { get; init; }
    public ClosedPeriodPolicy ClosedPeriod { get; init; } = ClosedPeriodPolicy.Standard;

    /// <summary>How long something may wait for what is to come by itself, such as the original of a refund, before that is a discrepancy.</summary>
    public TimeSpan Patience { get; init; } = StandardPatience;

    public static readonly TimeSpan StandardPatience = TimeSpan.FromDays(14);
    public ChartOfAccounts Accounts { get; init; } = ChartOfAccounts.Empty;
    public required IReadOnlyList<Rule> Rules { get; init; }
    public IReadOnlyList<RuleFixture> Fixtures { get; init; } = [];

    /// <summary>Built on first use; two threads may both build it, with the same result.</summary>
    internal RuleIndex Index => field ??= new RuleIndex(this);
}

/// <summary>Which transactions the set is for. Empty lists mean: all.</summary>
public sealed record RuleSetScope(IReadOnlyList<string> Sources, IReadOnlyList<string> Organisations)
{
    public static RuleSetScope Everything { get; } = new([], []);

    public bool Covers(string source, string organisation) =>
        (Sources.Count == 0 || Sources.Contains(source)) && (Organisations.Count == 0 || Organisations.Contains(organisation));
}

/// <summary>Where differences go that rounding leaves, and how large they may be in one entry.</summary>
/// <param name="Account">A name without fields.</param>
/// <param name="Max">In major units of the entry's currency.</param>
public sealed record Rounding(string Account, decimal Max);
