namespace AccountingSync.Integration.Tests.Reconciliation;

/// <summary>Periods of an account as banks cut them: into statements with gaps, twice a day, over days that overlap.</summary>
public sealed class Statements_of_banks : Told_accounts
{
    [Test]
    public async Task show_one_that_is_missing_between_two_whichever_is_told_first()
    {
        await organisation.Hears(Balance(150m, 150m, 0, Day.AddDays(2), by: "file"), Balance(0m, 0m, 0, Day, by: "file"));
        var told = await After(60);
        Assert.That(told.Select(text => text[..15]), Is.EqualTo(["2026-02-02 gap ", "2026-01-31 comp"]));
        await organisation.Hears(
            Received("in-1", 150m, "transfer"),
            Moved(Day.AddDays(1), ("in-1", 150m)),
            Balance(0m, 150m, 1, Day.AddDays(1), at: 70, by: "file")
        );
        Assert.That(await After(140), Has.Count.EqualTo(3).And.All.Contains("complete"));
        Assert.That(await Gaps(), Is.Empty);
    }

    [Test]
    public async Task follow_from_each_other_though_several_are_of_one_day()
    {
        await organisation.Hears(
            Balance(0m, 5m, 0, reference: "1", by: "file"),
            Balance(5m, 9m, 0, reference: "2", by: "file"),
            Balance(9m, 9m, 0, Day.AddDays(1), by: "file")
        );
        var evidence = (await After(60)).Where(text => text.Contains("gap", StringComparison.Ordinal)).ToList();
        Assert.That(evidence, Has.Count.EqualTo(2), "nothing was told that moved the first two");
        Assert.That(
            (await Gaps()).Select(found => found.Evidence.GetProperty("account").TryGetProperty("before", out _)),
            Is.All.False,
            "but each begins with what another ended with"
        );
    }

    [Test]
    public async Task that_overlap_are_complete_each_by_itself()
    {
        var (first, second) = (new Days(Day, Day.AddDays(2), "a"), new Days(Day.AddDays(1), Day.AddDays(3), "b"));
        await organisation.Hears(
            Received("in-1", 1m, "transfer"),
            Received("in-2", 2m, "transfer"),
            Received("in-3", 4m, "transfer"),
            Moved(first, (Day, "in-1", 1m), (Day.AddDays(1), "in-2", 2m)),
            // The first one was taken before the last entry of its last day.
            Moved(second, (Day.AddDays(1), "in-2", 2m), (Day.AddDays(2), "in-3", 4m)),
            Balance(first, 0m, 3m, 2),
            Balance(second, 1m, 7m, 2),
            Balance(new Days(Day.AddDays(-1), Day.AddDays(-1), "c"), 0m, 0m, 0)
        );
        Assert.That(await After(60), Has.Count.EqualTo(3).And.All.Contains("complete"));
        await organisation.Hears(Received("in-2", 3m, "transfer", revision: 2));
        Assert.That(
            (await After(70)).Count(text => text.Contains("gap", StringComparison.Ordinal)),
            Is.EqualTo(2),
            "its amount is compared, though it is told twice"
        );
    }

    [Test]
    public async Task of_the_same_days_are_complete_each_by_itself()
    {
        var (morning, whole) = (new Days(Day, Day, "a"), new Days(Day, Day, "b"));
        await organisation.Hears(
            Received("in-1", 1m, "transfer"),
            Received("in-2", 2m, "transfer"),
            Moved(morning, (Day, "in-1", 1m)),
            Moved(whole, (Day, "in-1", 1m), (Day, "in-2", 2m)),
            Balance(morning, 0m, 1m, 1),
            Balance(whole, 0m, 3m, 2),
            Balance(new Days(Day.AddDays(1), Day.AddDays(1), "c"), 3m, 3m, 0)
        );
        Assert.That(await After(60), Has.Count.EqualTo(3).And.All.Contains("complete"));
    }
}
