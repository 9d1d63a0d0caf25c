using System.Globalization;
using System.Text.RegularExpressions;

namespace AccountingSync.Benchmarks.Results.Plots;

/// <summary>Which figures are drawn, and under which words. What was not measured has no row.</summary>
static partial class PlotRows
{
    static readonly (string Name, string Label, bool IsOurs)[] Rates =
    [
        ("live.posted_per_s", "live lane, three services", true),
        ("backfill.posted_per_s", "batch lane, three services", true),
        ("plain_consumer.posted_per_s", "plain consumer, one hop", false),
        ("batch_consumer.posted_per_s", "batch consumer, one hop", false),
        ("hledger.entries_per_s", "hledger, nothing stored", false),
        ("raw_amqp.messages_per_s", "raw AMQP, 1 KB messages", false),
        ("unnest.entries_per_s", "unnest, 500 a commit", false),
        ("copy.entries_per_s", "binary COPY, 500 a commit", false),
        ("copy.by_5000.entries_per_s", "binary COPY, 5,000 a commit", false),
    ];

    static readonly (string Name, string Label, bool IsOurs)[] Latencies =
    [
        ("idle.live_p50_ms", "idle, p50", true),
        ("idle.live_p99_ms", "idle, p99", true),
        ("backfill.live_p50_ms", "idle but for a backfill, p50", true),
        ("backfill.live_p99_ms", "idle but for a backfill, p99", true),
        ("live.half_rate.p50_ms", "half rate, p50", true),
        ("live.half_rate.p99_ms", "half rate, p99", true),
        ("live.half_rate.scheduled.p99_ms", "half rate, p99 as scheduled", true),
    ];

    public static BarPanel OfRates(IReadOnlyList<Figure> figures) =>
        new(
            "How many",
            "entries a second (raw AMQP: messages)",
            [.. Rows(figures, Rates[..1]), .. FullLedger(figures), .. Rows(figures, Rates[1..])]
        );

    public static BarPanel OfLatencies(IReadOnlyList<Figure> figures) =>
        new("How long one takes, from acceptance to the commit that posted it", "milliseconds", [.. Rows(figures, Latencies)]);

    static IEnumerable<PlotBar> Rows(IReadOnlyList<Figure> figures, IEnumerable<(string Name, string Label, bool IsOurs)> rows) =>
        from row in rows
        join figure in figures on row.Name equals figure.Name
        select new PlotBar(row.Label, row.IsOurs, figure);

    /// <summary>The name of this figure says how many entries were stored.</summary>
    static IEnumerable<PlotBar> FullLedger(IReadOnlyList<Figure> figures) =>
        from figure in figures
        let match = FullLedgerRate().Match(figure.Name)
        where match.Success
        let stored = match.Groups["stored"] is { Success: true } number ? long.Parse(number.Value, CultureInfo.InvariantCulture) : 10_000_000
        select new PlotBar(string.Create(CultureInfo.InvariantCulture, $"live lane, {stored:#,0} stored"), true, figure);

    [GeneratedRegex(@"^full_ledger(_of_(?<stored>\d+))?\.posted_per_s$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FullLedgerRate();
}
