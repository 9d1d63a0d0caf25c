namespace AccountingSync.CommandLine.Run;

/// <summary>How a system on one machine differs from the services' own defaults: everything is traced, and what waits for time to
/// pass waits shorter, so that a person sees it happen.</summary>
static class LocalSettings
{
    public static IReadOnlyDictionary<string, string> All { get; } =
        new Dictionary<string, string>
        {
            ["Otlp:SampleRatio"] = "1",
            ["Changes:EverySeconds"] = "2",
            ["Reconciliation:IntervalSeconds"] = "2",
        };
}
