using System.CommandLine;

namespace AccountingSync.CommandLine.Commands;

/// <summary>How a platform gets the books: each entry, or a document for each day or payout. The service checks what they say.</summary>
static class GranularityOptions
{
    static readonly Option<string?> Granularity = new("--granularity") { Description = "entry (a document for each; the default), daily or payout." };
    static readonly Option<string?> GroupBy = new("--group-by")
    {
        Description = "With daily: source, rule or names of dimensions, with commas; source when not given.",
    };
    static readonly Option<string?> SummaryAt = new("--summary-at")
    {
        Description = "With daily or payout: when a day is written, on the next; 04:00.",
    };
    static readonly Option<string?> TimeZone = new("--time-zone") { Description = "Of that time, like America/New_York; UTC." };

    static readonly Option<string?> PayoutWait = new("--payout-wait")
    {
        Description = "With payout: days for which an entry waits for its payout before it is summed up by day; 14.",
    };

    public static Option[] All { get; } = [Granularity, GroupBy, PayoutWait, SummaryAt, TimeZone];

    public static void AddTo(Dictionary<string, string> settings, Invocation given)
    {
        foreach (
            var (name, option) in new[]
            {
                ("granularity", Granularity),
                ("group_by", GroupBy),
                ("payout_wait", PayoutWait),
                ("summary_at", SummaryAt),
                ("time_zone", TimeZone),
            }
        )
            if (given.Value(option) is { } value)
                settings[name] = value;
    }
}
