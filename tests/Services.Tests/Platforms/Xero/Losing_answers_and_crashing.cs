using AccountingSync.Services.Tests.Sandbox;

namespace AccountingSync.Services.Tests.Platforms.Xero;

/// <inheritdoc cref="LossyPushes"/>
public class Losing_answers_and_crashing
{
    readonly SettableClock clock = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    [Test]
    public async Task leaves_nothing_missing_and_nothing_doubled()
    {
        await using var organisation = await SandboxOrganisation.Start(clock: clock);
        await organisation.Suffer(LossyPushes.Losses);
        var pushes = new LossyPushes(organisation.Platform, clock);

        await pushes.Run();

        var posted = await organisation.Posted();
        Assert.That(posted, Is.Unique);
        Assert.That(posted, Is.EquivalentTo(pushes.Keys));
        Assert.That((await organisation.Census()).GetProperty("duplicates").GetArrayLength(), Is.Zero);
        Assert.That(pushes.SentAgain, Is.GreaterThan(0), "Some were sent again.");
    }
}
