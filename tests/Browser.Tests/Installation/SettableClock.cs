namespace AccountingSync.Browser.Tests.Installation;

/// <summary>A clock that stands still until a test moves it.</summary>
sealed class SettableClock(DateTimeOffset start) : TimeProvider
{
    DateTimeOffset now = start;

    public override DateTimeOffset GetUtcNow() => now;

    public void Advance(TimeSpan by) => now += by;
}
