using System.Text.RegularExpressions;

namespace AccountingSync.Architecture.Tests.Reading;

/// <summary>The instruments that the code makes, by their OpenTelemetry names and as Prometheus shows them.</summary>
static partial class Metrics
{
    // CreateCounter<long>("name", "unit", …): the first two texts after the call; a gauge has its callback in between.
    [GeneratedRegex(@"Create(?<kind>\w+)(?:<[\w.<>?]+>)?\(\s*""(?<name>accountingsync[\w.]*)""(?<rest>[^;]*?);", RegexOptions.Singleline)]
    private static partial Regex Instrument();

    [GeneratedRegex(@"""(?<unit>\{\w+\}|s|ms|By|1)""")]
    private static partial Regex Unit();

    public static IReadOnlySet<string> Names { get; } = Instruments().Select(instrument => instrument.Name).ToHashSet(StringComparer.Ordinal);

    /// <summary>What the collector's Prometheus exporter makes of them: dots to underscores, unit and kind at the end.</summary>
    public static IReadOnlySet<string> PrometheusNames { get; } =
        Instruments().SelectMany(instrument => Shown(instrument.Kind, instrument.Name, instrument.Unit)).ToHashSet(StringComparer.Ordinal);

    static IEnumerable<(string Kind, string Name, string Unit)> Instruments() =>
        from file in SourceFile.All
        where !file.Path.StartsWith("tests/", StringComparison.Ordinal)
        from Match match in Instrument().Matches(file.Whole)
        select (match.Groups["kind"].Value, match.Groups["name"].Value, Unit().Match(match.Groups["rest"].Value).Groups["unit"].Value);

    static IEnumerable<string> Shown(string kind, string name, string unit)
    {
        var shown =
            name.Replace('.', '_')
            + (
                unit switch
                {
                    "s" => "_seconds",
                    "ms" => "_milliseconds",
                    "By" => "_bytes",
                    _ => string.Empty,
                }
            );
        return kind switch
        {
            "Histogram" => [shown + "_bucket", shown + "_sum", shown + "_count"],
            "Counter" or "ObservableCounter" => [shown + "_total"],
            _ => [shown],
        };
    }
}
