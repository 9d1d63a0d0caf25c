using System.Diagnostics;
using AccountingSync.PlatformSync.Platforms;
using AccountingSync.PlatformSync.Platforms.QuickBooks;

namespace AccountingSync.Services.Tests.Platforms.QuickBooks;

public class Keeping_quickbooks_pace : ScriptedCompany
{
    [Test]
    public async Task waits_for_its_turn_rather_than_exceed_a_limit()
    {
        using var pace = new QuickBooksPace(new() { PerSecond = 2 }, TimeProvider.System);
        var watch = Stopwatch.StartNew();

        for (var i = 0; i < 3; i++)
            Assert.That(await pace.Enter(batch: false, Go), Is.True);

        Assert.That(watch.Elapsed, Is.GreaterThan(TimeSpan.FromSeconds(1)));
    }

    [Test]
    public async Task gives_up_after_the_longest_wait()
    {
        using var pace = new QuickBooksPace(new() { BatchesPerMinute = 1, MaxWait = TimeSpan.FromMilliseconds(50) }, TimeProvider.System);

        Assert.That(await pace.Enter(batch: true, Go), Is.True);
        Assert.That(await pace.Enter(batch: true, Go), Is.False);
        Assert.That(await pace.Enter(batch: false, Go), Is.True, "single calls have room left");
    }

    [Test]
    public async Task says_throttled_without_sending_anything_when_its_turn_does_not_come()
    {
        // One call is spent on the chart.
        Connect(new() { Realm = "9130" }, new() { PerMinute = 1, MaxWait = TimeSpan.FromMilliseconds(50) });

        Assert.That(await Write(), Is.InstanceOf<WriteOutcome.Throttled>());
        Assert.That(QuickBooks.Asked, Is.Empty);
    }

    [Test]
    public async Task stops_waiting_when_it_is_told_to()
    {
        using var pace = new QuickBooksPace(new() { PerMinute = 1 }, TimeProvider.System);
        using var stop = new CancellationTokenSource();
        await pace.Enter(batch: false, stop.Token);
        var waiting = pace.Enter(batch: false, stop.Token);
        await stop.CancelAsync();

        Assert.That(async () => await waiting, Throws.InstanceOf<OperationCanceledException>());
    }
}
