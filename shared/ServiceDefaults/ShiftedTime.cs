using System.Globalization;

namespace AccountingSync.ServiceDefaults;

/// <summary>The system's time, so many seconds off, so that a fault campaign can let the clocks of services disagree. Never set in use:
/// <c>ACCOUNTINGSYNC_CLOCK_SHIFT=-600</c>.</summary>
sealed class ShiftedTime(TimeSpan shift) : TimeProvider
{
    public static TimeProvider FromEnvironment() =>
        Environment.GetEnvironmentVariable("ACCOUNTINGSYNC_CLOCK_SHIFT") is { Length: > 0 } seconds
            ? new ShiftedTime(TimeSpan.FromSeconds(int.Parse(seconds, CultureInfo.InvariantCulture)))
            : System;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + shift;
}
