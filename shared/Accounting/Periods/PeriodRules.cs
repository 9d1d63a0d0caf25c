using AccountingSync.Accounting.Rules;

namespace AccountingSync.Accounting.Periods;

/// <summary>A period that is closed.</summary>
/// <param name="ClosedBy">The name of a person's key, as with the others.</param>
/// <param name="AskedBy">Who wishes it to be opened again; null when nobody does.</param>
public sealed record ClosedPeriod(
    AccountingPeriod Period,
    string ClosedBy,
    DateTimeOffset ClosedAt,
    string? AskedBy = null,
    DateTimeOffset? AskedAt = null,
    string? AskedWhy = null
);

/// <summary>Who may close and open periods, and when. Each answers null when it is allowed, and else why not.</summary>
public static class PeriodRules
{
    /// <summary>Who asks where the rules of a set do.</summary>
    public const string TheRules = "the rules";

    /// <param name="known">Null when the period is open.</param>
    public static string? WhyNotClose(AccountingPeriod period, ClosedPeriod? known, DateOnly today) =>
        known is not null ? $"{period} is closed already, by {known.ClosedBy}."
        : today < period.FirstDay ? $"{period} has not begun."
        : null;

    public static string? WhyNotAsk(AccountingPeriod period, ClosedPeriod? known) =>
        known is null ? $"{period} is open."
        : known.AskedBy is { } asker ? $"{asker} has asked for it already; somebody else must agree."
        : null;

    /// <summary>Nobody opens a period alone.</summary>
    public static string? WhyNotReopen(AccountingPeriod period, ClosedPeriod? known, string by) =>
        known is null ? $"{period} is open."
        : known.AskedBy is null ? $"Nobody has asked to open {period} again. Ask first; somebody else must agree."
        : known.AskedBy == by ? $"{by} asked to open {period} again, so somebody else must agree."
        : null;

    /// <summary>The first closed period on whose days a version of a rule set would decide.</summary>
    public static AccountingPeriod? FirstTouched(EffectivePeriod effective, IEnumerable<AccountingPeriod> closed) =>
        closed
            .Where(period => period.LastDay >= effective.From && period.FirstDay <= (effective.Until ?? DateOnly.MaxValue))
            .OrderBy(period => period.FirstDay)
            .Select(period => (AccountingPeriod?)period)
            .FirstOrDefault();

    public static string? WhyNotDecline(AccountingPeriod period, ClosedPeriod? known) =>
        known?.AskedBy is null ? $"Nobody has asked to open {period} again." : null;
}
