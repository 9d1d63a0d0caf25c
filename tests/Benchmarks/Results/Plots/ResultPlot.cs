using System.Globalization;
using System.Xml.Linq;
using AccountingSync.Benchmarks.Measuring;

namespace AccountingSync.Benchmarks.Results.Plots;

/// <summary>The results as a picture: rates beside those of the comparators, and latencies.</summary>
static class ResultPlot
{
    const double HeadHeight = 90;
    const double Between = 16;

    const string StyleSheet = """
        text { font: 13px system-ui, 'Segoe UI', Helvetica, Arial, sans-serif; }
        .head { font-size: 18px; font-weight: 600; }
        .title { font-size: 15px; font-weight: 600; }
        .strong { font-weight: 600; }
        .paper { fill: #ffffff; }
        .head, .title, .ink { fill: #1f2328; }
        .faint { fill: #59636e; font-size: 12px; }
        .grid { stroke: #d8dee4; }
        .ours { fill: #0969da; }
        .other { fill: #a8b1bb; }
        .whisker { stroke: #1f2328; stroke-width: 1.5; }
        @media (prefers-color-scheme: dark) {
            .paper { fill: #0d1117; }
            .head, .title, .ink { fill: #f0f6fc; }
            .faint { fill: #9198a1; }
            .grid { stroke: #2b323b; }
            .ours { fill: #4493f8; }
            .other { fill: #656d76; }
            .whisker { stroke: #f0f6fc; }
        }
        """;

    public static string Draw(ResultDocument results)
    {
        var panels = new[] { PlotRows.OfRates(results.Figures), PlotRows.OfLatencies(results.Figures) }.Where(panel => panel.Bars.Count > 0).ToList();
        var height = HeadHeight + panels.Sum(panel => panel.Height + Between);
        var svg = new XElement(
            Svg.Space + "svg",
            new XAttribute("viewBox", $"0 0 {Svg.Number(BarPanel.Width)} {Svg.Number(height)}"),
            new XAttribute("width", Svg.Number(BarPanel.Width)),
            new XAttribute("height", Svg.Number(height)),
            new XAttribute("role", "img"),
            new XElement(Svg.Space + "title", "Sales posted a second and how long one takes, beside the comparators"),
            new XElement(Svg.Space + "style", StyleSheet),
            Svg.Box("paper", 0, 0, BarPanel.Width, height),
            Svg.Text("head", 24, 34, "AccountingSync beside its comparators, in one run on one machine"),
            Svg.Text("faint", 24, 54, Conditions(results.Machine)),
            Svg.Text("faint", 24, 72, Runs(results))
        );
        var top = HeadHeight;
        foreach (var panel in panels)
        {
            svg.Add(panel.Draw(top));
            top += panel.Height + Between;
        }
        return svg + "\n";
    }

    static string Conditions(Machine machine)
    {
        var fsync = machine.FdatasyncMicroseconds is { } microseconds ? Invariant($", fdatasync {microseconds:#,0} µs") : string.Empty;
        return Invariant($"{machine.Processor}, {machine.Cores} cores, {machine.MemoryGigabytes} GB{fsync}");
    }

    static string Runs(ResultDocument results)
    {
        var runs = results.Figures.Select(figure => figure.Runs.Count).DefaultIfEmpty().Max();
        var spread = runs > 1 ? Invariant($"medians of {runs} runs, whiskers from the lowest to the highest") : "one run";
        return $"commit {results.Commit}; {spread}";
    }

    static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
