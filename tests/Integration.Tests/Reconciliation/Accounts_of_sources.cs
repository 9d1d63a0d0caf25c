namespace AccountingSync.Integration.Tests.Reconciliation;

/// <summary>What sources say of their accounts is held against what was received of them, whatever comes first.</summary>
public sealed class Accounts_of_sources : Told_accounts
{
    [Test]
    public async Task are_complete_when_all_that_moved_them_was_received()
    {
        await organisation.Hears(Received("ch-1", 100m), Received("txn-1", 3m), Moved(("ch-1", 100m), ("txn-1", -3m)), Balance(10m, 107m, 2));
        Assert.That(await After(59), Is.EqualTo(["2026-01-31 waiting 0/0 refilled 0 difference "]), "what moved it may still be on its way");
        Assert.That(await After(60), Is.EqualTo(["2026-01-31 complete 2/2 refilled 0 difference 0.00"]));
        Assert.That(await Gaps(), Is.Empty);
    }

    [Test]
    public async Task have_one_gap_until_what_is_missing_comes()
    {
        await organisation.Hears(Received("txn-1", 3m), Balance(10m, 107m, 2), Moved(("ch-1", 100m), ("txn-1", -3m)));
        Assert.That(await After(60), Is.EqualTo(["2026-01-31 gap 1/2 refilled 0 difference 100.00"]));
        Assert.That(await Gaps(), Has.Count.EqualTo(1));
        var evidence = (await Gaps()).Single().Evidence.GetProperty("account");
        Assert.That(evidence.GetProperty("missing")[0].GetProperty("id").GetString(), Is.EqualTo("ch-1"));

        await organisation.Hears(Received("ch-1", 100m), Refilled("ch-1"));

        Assert.That(await After(75), Is.EqualTo(["2026-01-31 complete 2/2 refilled 1 difference 0.00"]));
        Assert.That(await Gaps(), Is.Empty);
        Assert.That((await Gaps("resolved")).Single().Resolution, Is.EqualTo("All that moved the account was received."));
    }

    [Test]
    public async Task count_what_a_report_told_alone_as_refilled()
    {
        await organisation.Hears(Received("ch-1", 100m, revision: 0), Moved(("ch-1", 100m)), Balance(0m, 100m, 1));
        Assert.That(await After(60), Is.EqualTo(["2026-01-31 complete 1/1 refilled 1 difference 0.00"]));
        await organisation.Hears(Received("ch-1", 100m), Balance(0m, 100m, 1, at: 70));
        Assert.That(await After(130), Is.EqualTo(["2026-01-31 complete 1/1 refilled 0 difference 0.00"]), "its webhook came after all");
    }

    [Test]
    public async Task wait_while_what_moved_them_is_not_told_to_its_end()
    {
        await organisation.Hears(Received("ch-1", 100m), Balance(0m, 97m, 2), Moved(("ch-1", 100m)));
        Assert.That(await After(60), Is.EqualTo(["2026-01-31 waiting 1/1 refilled 0 difference -3.00"]));
        Assert.That(await Gaps(), Is.Empty);
    }

    [Test]
    public async Task show_an_amount_that_was_received_otherwise()
    {
        await organisation.Hears(Received("ch-1", 90m), Moved(("ch-1", 100m)), Balance(0m, 100m, 1));
        Assert.That(await After(60), Is.EqualTo(["2026-01-31 gap 1/1 refilled 0 difference 10.00"]));
        await organisation.Hears(Received("ch-1", 100m, revision: 2));
        Assert.That(await After(75), Is.EqualTo(["2026-01-31 complete 1/1 refilled 0 difference 0.00"]));
    }

    [Test]
    public async Task show_what_was_received_and_moved_nothing_once_the_source_had_time_to_say_so()
    {
        await organisation.Hears(Received("ch-1", 100m), Received("ch-2", 100m), Moved(("ch-1", 100m)), Balance(0m, 100m, 1));
        Assert.That((await After(60)).Single(), Does.Contain("complete"), "it came in on the day on which the account was told");
        var tomorrow = (int)TimeSpan.FromDays(1).TotalSeconds;
        await organisation.Hears(Balance(0m, 100m, 1, at: tomorrow));
        Assert.That(await After(tomorrow + 60), Is.EqualTo(["2026-01-31 gap 1/1 refilled 0 difference 0.00"]));
        var evidence = (await Gaps()).Single().Evidence.GetProperty("account");
        Assert.That(evidence.GetProperty("unheard")[0].GetString(), Is.EqualTo("ch-2"));
    }

    [Test]
    public async Task are_looked_at_again_whenever_there_is_news_of_what_moved_them()
    {
        await organisation.Hears(Received("ch-1", 100m), Moved(("ch-1", 100m)), Balance(0m, 100m, 1));
        Assert.That(await After(60), Is.EqualTo(["2026-01-31 complete 1/1 refilled 0 difference 0.00"]));
        await organisation.Hears(Received("ch-1", 90m, revision: 2));
        Assert.That(await After(61), Is.EqualTo(["2026-01-31 gap 1/1 refilled 0 difference 10.00"]));
    }

    [Test]
    public async Task are_looked_at_again_when_the_next_day_is_told()
    {
        await organisation.Hears(Received("ch-1", 100m), Received("ch-2", 100m), Moved(("ch-1", 100m)), Balance(0m, 100m, 1));
        Assert.That((await After(60)).Single(), Does.Contain("complete"));
        var tomorrow = (int)TimeSpan.FromDays(1).TotalSeconds;
        await organisation.Hears(Balance(100m, 100m, 0, Day.AddDays(1), at: tomorrow));
        Assert.That(
            (await After(tomorrow + 60)).Select(text => text[..15]),
            Is.EqualTo(["2026-02-01 comp", "2026-01-31 gap "]),
            "ch-2 moved nothing"
        );
    }

    [Test]
    public async Task with_a_gap_that_lasts_are_looked_at_ever_more_seldom_until_there_is_news()
    {
        await organisation.Hears(Moved(("ch-1", 100m)), Balance(0m, 100m, 1));
        Assert.That((await After(60)).Single(), Does.Contain("gap"));
        await After(36_000);
        Assert.That(await DueIn(), Is.EqualTo(TimeSpan.FromHours(1)), "ten hours later");
        await organisation.Hears(Received("ch-1", 100m));
        Assert.That((await After(36_001)).Single(), Does.Contain("complete"));
    }

    [Test]
    public async Task wait_for_what_is_under_way_until_it_should_have_come()
    {
        await organisation.Hears(Moved(Day, underWayUntil: Day.AddDays(2), ("po-1", -100m)), Balance(100m, 0m, 1));
        Assert.That(await After(60), Is.EqualTo(["2026-01-31 waiting 0/1 refilled 0 difference 0.00"]));
        Assert.That(await Gaps(), Is.Empty);
        Assert.That(await After(3 * 86_400), Is.EqualTo(["2026-01-31 gap 0/1 refilled 0 difference -100.00"]));
        await organisation.Hears(Received("po-1", 100m, "payout"));
        Assert.That(await After(3 * 86_400 + 1), Is.EqualTo(["2026-01-31 complete 1/1 refilled 0 difference 0.00"]));
        Assert.That(await Gaps(), Is.Empty);
    }

    [Test]
    public async Task are_told_twice_without_a_difference()
    {
        object[] all = [Received("ch-1", 100m), Moved(("ch-1", 100m)), Balance(0m, 100m, 1), Refilled("ch-1")];
        await organisation.Hears([.. all, .. all]);
        Assert.That(await After(60), Is.EqualTo(["2026-01-31 complete 1/1 refilled 1 difference 0.00"]));
    }

    [Test]
    public async Task are_nobody_elses()
    {
        await organisation.Hears(Received("ch-1", 100m), Moved(("ch-1", 100m)), Balance(0m, 100m, 1));
        var other = new Organisation(schema.Service, name + "-other", clock);
        Assert.That(await other.Completeness(), Is.Empty);
    }
}
