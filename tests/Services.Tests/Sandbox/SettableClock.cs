namespace AccountingSync.Services.Tests.Sandbox;

/// <summary>A clock that stands still until a test moves it. Timers still run in real time.</summary>
sealed class SettableClock(DateTimeOffset start) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = start;

    public override DateTimeOffset GetUtcNow() => Now;

    public void Advance(TimeSpan by) => Now += by;
}
