using AccountingSync.Services.Tests.Sandbox;

namespace AccountingSync.Services.Tests.Platforms.Odoo;

/// <inheritdoc cref="LossyPushes"/>
public class Losing_answers_and_crashing
{
    readonly SettableClock clock = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    [Test]
    public async Task leaves_nothing_missing_and_nothing_doubled()
    {
        await using var database = await SandboxDatabase.Start(clock: clock);
        await database.Suffer(LossyPushes.Losses);
        var pushes = new LossyPushes(database.Platform, clock);

        await pushes.Run();

        var posted = await database.Posted();
        Assert.That(posted, Is.Unique);
        Assert.That(posted, Is.EquivalentTo(pushes.Keys));
        var census = await database.Census();
        Assert.That(census.GetProperty("duplicates").GetArrayLength(), Is.Zero);
        Assert.That(census.GetProperty("drafts").GetInt32(), Is.Zero, "Each draft that an attempt left was posted.");
        Assert.That(pushes.SentAgain, Is.GreaterThan(0), "Some were sent again.");
    }
}
