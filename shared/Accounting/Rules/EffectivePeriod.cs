using System.Globalization;
using AccountingSync.Accounting.Days;

namespace AccountingSync.Accounting.Rules;

/// <summary>The business days for which a rule set holds, and how the time of a transaction becomes a business day where none was fixed when it was
/// accepted.</summary>
/// <param name="Until">The last day, itself included; null when no end is known.</param>
/// <param name="Zone">Where the business looks at the clock.</param>
/// <param name="DayEnds">See <see cref="DayClock"/>.</param>
public sealed record EffectivePeriod(DateOnly From, DateOnly? Until, TimeZoneInfo Zone, TimeOnly DayEnds)
{
    public DayBasis By { get; init; } = DayBasis.OccurredAt;

    /// <summary>The transaction's business day: which version holds, and the date of the entry. An example that was never accepted counts as accepted when it
    /// occurred.</summary>
    public DateOnly DayOf(SourceTransaction transaction)
    {
        var first = transaction.FirstAccepted;
        return By == DayBasis.AcceptedAt
            ? first?.AcceptedOn ?? BusinessDate(first?.At ?? transaction.OccurredAt)
            : first?.OccurredOn ?? BusinessDate(transaction.OccurredAt);
    }

    public DateOnly BusinessDate(DateTimeOffset time) => DayClock.DayOf(time, Zone, DayEnds);

    public bool Covers(DateOnly date) => date >= From && (Until is not { } until || date <= until);

    public override string ToString() => Until is { } until ? $"{Text(From)} to {Text(until)}" : $"{Text(From)} on";

    static string Text(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
