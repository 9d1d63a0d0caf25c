namespace AccountingSync.Accounting.Summaries;

/// <summary>A payout that tells what it settles.</summary>
/// <param name="On">The day of its entry; null where that was not told.</param>
public sealed record SettlingPayout(string Source, string Id, DateTimeOffset OccurredAt, DateOnly? On = null);

/// <summary>A document for each payout: its own entry, and those of all that it settles. What no payout settles is summed up by day and source.</summary>
/// <param name="WaitDays">So long after its day an entry waits for a payout that settles it.</param>
public sealed record PayoutSummaries(SummarySchedule Schedule, int WaitDays)
{
    /// <summary>With this begins the group of every payout.</summary>
    public const string Prefix = "payout:";

    static readonly SummaryGrouping BySource = new(["source"]);

    /// <summary>Of an entry whose payout is not known yet.</summary>
    public SummaryPlace Unsettled(string source, string rule, DateOnly date, IReadOnlyList<JournalLine> lines, DateTimeOffset knownSince) =>
        new(date, BySource.GroupOf(source, rule, lines), Schedule.DueAt(date.AddDays(WaitDays), knownSince));

    /// <summary>Of an entry that this payout settles, or its own.</summary>
    public SummaryPlace Settled(SettlingPayout by, DateOnly date, IReadOnlyList<JournalLine> lines, DateTimeOffset knownSince)
    {
        var day = by.On ?? DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(by.OccurredAt, Schedule.Zone).DateTime);
        var group =
            $"{Prefix}{SummaryGrouping.Name([by.Source])}/{SummaryGrouping.Name([by.Id])}/{SummaryGrouping.Name(lines.Select(line => line.Currency))}";
        return new SummaryPlace(DateFor(date, day), group, Schedule.DueAt(day, knownSince));
    }

    /// <summary>No document moves an amount into another month: what a payout settles of the month before stands on that month's last day, and
    /// what came into the books after the payout's month on its own.</summary>
    static DateOnly DateFor(DateOnly entry, DateOnly payout)
    {
        var (ofEntry, ofPayout) = (FirstOfMonth(entry), FirstOfMonth(payout));
        return ofEntry == ofPayout ? payout
            : ofEntry < ofPayout ? ofEntry.AddMonths(1).AddDays(-1)
            : entry;
    }

    static DateOnly FirstOfMonth(DateOnly day) => new(day.Year, day.Month, 1);
}
