using System.Globalization;
using AccountingSync.Accounting.Corrections;

namespace AccountingSync.Ingestion.CorrectSources;

/// <summary>How patient we are with sources that are to be corrected. Settings: <c>Corrections:SettleSeconds</c>, after which nothing that was sent is under
/// way any more, and <c>Corrections:PauseSeconds</c>, the first pause before another attempt; each further one is twice as long.</summary>
static class CorrectionSettings
{
    /// <summary>With pauses of up to an hour, about half a day.</summary>
    const int MostAttempts = 20;
    static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    public static CorrectionPatience From(IConfiguration configuration) =>
        new(
            Seconds(configuration, "Corrections:SettleSeconds", 60),
            Seconds(configuration, "Corrections:PauseSeconds", 2),
            LongestPause,
            MostAttempts
        );

    static TimeSpan Seconds(IConfiguration configuration, string name, double otherwise) =>
        TimeSpan.FromSeconds(configuration[name] is { } text ? double.Parse(text, CultureInfo.InvariantCulture) : otherwise);
}
