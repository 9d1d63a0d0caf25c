namespace AccountingSync.Accounting.Summaries;

/// <summary>A document for each day and group.</summary>
public sealed record DailySummaries(SummaryGrouping Grouping, SummarySchedule Schedule)
{
    public SummaryPlace PlaceOf(string source, string rule, DateOnly date, IReadOnlyList<JournalLine> lines, DateTimeOffset knownSince) =>
        new(date, Grouping.GroupOf(source, rule, lines), Schedule.DueAt(date, knownSince));
}
