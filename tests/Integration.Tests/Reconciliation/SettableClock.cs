namespace AccountingSync.Integration.Tests.Reconciliation;

/// <summary>Stands still until it is set.</summary>
sealed class SettableClock : TimeProvider
{
    public static readonly DateTimeOffset Start = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    public DateTimeOffset Now { get; set; } = Start;

    public override DateTimeOffset GetUtcNow() => Now;
}
