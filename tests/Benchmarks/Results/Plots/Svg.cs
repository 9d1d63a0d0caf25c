using System.Globalization;
using System.Xml.Linq;

namespace AccountingSync.Benchmarks.Results.Plots;

/// <summary>The few shapes that a plot needs. Colours are the style sheet's, by class.</summary>
static class Svg
{
    public static readonly XNamespace Space = "http://www.w3.org/2000/svg";

    public static XElement Text(string style, double x, double y, string text, string anchor = "start") =>
        new(Space + "text", Style(style), At("x", x), At("y", y), new XAttribute("text-anchor", anchor), text);

    public static XElement Box(string style, double x, double y, double width, double height) =>
        new(Space + "rect", Style(style), At("x", x), At("y", y), At("width", width), At("height", height));

    public static XElement Line(string style, double x1, double y1, double x2, double y2) =>
        new(Space + "line", Style(style), At("x1", x1), At("y1", y1), At("x2", x2), At("y2", y2));

    public static string Number(double value) => Math.Round(value, 2).ToString(CultureInfo.InvariantCulture);

    static XAttribute Style(string name) => new("class", name);

    static XAttribute At(string name, double value) => new(name, Number(value));
}
