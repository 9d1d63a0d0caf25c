namespace AccountingSync.Accounting.Days;

/// <summary>By which clock the business days of what an organisation's sources tell are fixed. It counts for what is accepted from then on.</summary>
/// <param name="Source">Null for all sources that have none of their own.</param>
/// <param name="TimeZone">An IANA name; null when it was taken back: a source follows its organisation again, and without one of those the rules say it.</param>
/// <param name="SetBy">The name of a person's key.</param>
public sealed record DaySetting(string? Source, string? TimeZone, TimeOnly DayEnds, DateTimeOffset Since, string SetBy)
{
    const int MaxSource = TransactionRules.MaxText;

    /// <exception cref="TimeZoneNotFoundException">This machine does not know the zone any more.</exception>
    public DayClock? Clock => TimeZone is null ? null : new DayClock(TimeZoneInfo.FindSystemTimeZoneById(TimeZone), DayEnds);

    /// <summary>Why it cannot be set.</summary>
    public static IReadOnlyList<FieldProblem> Check(string? source, string? timeZone, TimeOnly dayEnds)
    {
        var problems = new List<FieldProblem>();
        if (source is not null && (source.Length > MaxSource || string.IsNullOrWhiteSpace(source)))
            problems.Add(new("/source", "source", $"Write the name of a source, up to {MaxSource} characters, or leave it out for all sources."));
        if (timeZone is not null && !TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out _))
            problems.Add(
                new("/time_zone", "time-zone", $"'{timeZone}' is no time zone. Write an IANA name such as America/New_York, Europe/Berlin or UTC.")
            );
        if (dayEnds > DayClock.LatestEnd)
            problems.Add(
                new(
                    "/day_ends",
                    "day-ends",
                    $"A business day cannot end at {dayEnds:HH\\:mm}. Write a local time from 00:00 to {DayClock.LatestEnd:HH\\:mm}."
                )
            );
        return problems;
    }
}

/// <summary>The settings of an organisation that count now.</summary>
/// <param name="latest">Of each source the last one, and of the organisation itself.</param>
public sealed class DaySettings(IReadOnlyList<DaySetting> latest)
{
    readonly DayClock? all = latest.FirstOrDefault(setting => setting.Source is null)?.Clock;

    readonly Dictionary<string, DayClock> bySource = latest
        .Where(setting => setting is { Source: not null, TimeZone: not null })
        .ToDictionary(setting => setting.Source!, setting => setting.Clock!, StringComparer.Ordinal);

    public static DaySettings None { get; } = new([]);

    /// <summary>False for an organisation that never had any: nothing of it has a day that is fixed.</summary>
    public bool Any { get; } = latest.Count > 0;

    /// <returns>Null where no day is fixed, so that the rules say it.</returns>
    public DayClock? For(string source) => bySource.GetValueOrDefault(source) ?? all;
}
