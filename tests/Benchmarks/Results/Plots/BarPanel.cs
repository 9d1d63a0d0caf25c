using System.Globalization;
using System.Xml.Linq;

namespace AccountingSync.Benchmarks.Results.Plots;

/// <param name="IsOurs">The product's own, and not a comparator's.</param>
sealed record PlotBar(string Label, bool IsOurs, Figure Figure);

/// <summary>Bars below each other as long as their medians, whiskers from the lowest run to the highest.</summary>
/// <param name="Measure">What the axis counts, with its unit.</param>
sealed record BarPanel(string Title, string Measure, IReadOnlyList<PlotBar> Bars)
{
    public const double Width = 900;
    const double LabelWidth = 250;
    const double RoomForValue = 90;
    const double TitleHeight = 34;
    const double AxisHeight = 52;
    const double RowHeight = 30;
    const double BarHeight = 16;
    const double WhiskerHeight = 8;

    public double Height => TitleHeight + Bars.Count * RowHeight + AxisHeight;

    public IEnumerable<XElement> Draw(double top)
    {
        var axis = Axis.For(Bars.Max(bar => bar.Figure.Max), Width - LabelWidth - RoomForValue);
        var first = top + TitleHeight;
        return
        [
            Svg.Text("title", 24, top + 16, Title),
            .. DrawAxis(axis, first, first + Bars.Count * RowHeight),
            .. Bars.SelectMany((bar, row) => DrawBar(axis, bar, first + row * RowHeight + RowHeight / 2)),
        ];
    }

    IEnumerable<XElement> DrawAxis(Axis axis, double top, double bottom)
    {
        foreach (var mark in axis.Marks)
        {
            var x = LabelWidth + axis.Place(mark);
            yield return Svg.Line("grid", x, top, x, bottom);
            yield return Svg.Text("faint", x, bottom + 16, Text(mark), "middle");
        }
        yield return Svg.Text("faint", LabelWidth + axis.Length / 2, bottom + 34, Measure, "middle");
    }

    static IEnumerable<XElement> DrawBar(Axis axis, PlotBar bar, double middle)
    {
        var figure = bar.Figure;
        var (low, high) = (LabelWidth + axis.Place(figure.Min), LabelWidth + axis.Place(figure.Max));
        yield return Svg.Text(bar.IsOurs ? "ink strong" : "ink", LabelWidth - 10, middle + 4, bar.Label, "end");
        yield return Svg.Box(bar.IsOurs ? "ours" : "other", LabelWidth, middle - BarHeight / 2, axis.Place(figure.Median), BarHeight);
        if (figure.Max > figure.Min)
        {
            yield return Svg.Line("whisker", low, middle, high, middle);
            yield return Svg.Line("whisker", low, middle - WhiskerHeight / 2, low, middle + WhiskerHeight / 2);
            yield return Svg.Line("whisker", high, middle - WhiskerHeight / 2, high, middle + WhiskerHeight / 2);
        }
        yield return Svg.Text(bar.IsOurs ? "ink strong" : "ink", high + 8, middle + 4, Text(figure.Median));
    }

    static string Text(double value) => value.ToString(value is >= 100 or 0 ? "#,0" : "#,0.##", CultureInfo.InvariantCulture);
}
