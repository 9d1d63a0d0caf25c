using System.Globalization;

namespace AccountingSync.Accounting.Reconciliation;

/// <summary>Words that several reasons share.</summary>
static class Gone
{
    public const string Unknown = "Nothing is known of it any more.";

    /// <summary>" at 2026-01-31T23:30:00Z", or nothing when the time is not known.</summary>
    public static string At(DateTimeOffset? time) =>
        time is { } known ? string.Create(CultureInfo.InvariantCulture, $" at {known.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}") : string.Empty;
}
