using System.Collections.Frozen;

namespace AccountingSync.Messaging;

/// <summary>Leaves out a protection on purpose, so that a fault campaign can show that its checker would notice. Never set in use:
/// <c>ACCOUNTINGSYNC_SABOTAGE=push-without-look-up</c>.</summary>
public static class Sabotage
{
    static readonly FrozenSet<string> Set = (Environment.GetEnvironmentVariable("ACCOUNTINGSYNC_SABOTAGE") ?? string.Empty)
        .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .ToFrozenSet();

    public static bool Is(string protection) => Set.Contains(protection);
}
