using AccountingSync.Accounting.Summaries;

namespace AccountingSync.Accounting.Tests.Summaries;

public sealed class Summing_up_a_payout
{
    static readonly DateTimeOffset Known = new(2026, 2, 1, 12, 0, 0, TimeSpan.Zero);

    [TestCase("2026-02-03", "2026-02-05", Description = "with the others of the month, on the payout's day")]
    [TestCase("2026-02-05", "2026-02-05")]
    [TestCase("2026-02-07", "2026-02-05", Description = "a correction of the same month")]
    [TestCase("2026-01-30", "2026-01-31", Description = "sold in January and paid in February")]
    [TestCase("2025-12-30", "2025-12-31")]
    [TestCase("2024-02-10", "2024-02-29")]
    [TestCase("2026-03-02", "2026-03-02", Description = "taken back a month later")]
    public void No_amount_moves_to_another_month(string entry, string document) =>
        Assert.That(Settled(Summaries(), entry).Date, Is.EqualTo(Day(document)));

    [Test]
    public void Random_entries_stay_in_their_month()
    {
        var summaries = Summaries();
        for (var day = Day("2025-11-01"); day < Day("2026-05-01"); day = day.AddDays(1))
            Assert.That(
                (Settled(summaries, $"{day:yyyy-MM-dd}").Date is var date ? (date.Year, date.Month) : default),
                Is.EqualTo((day.Year, day.Month))
            );
    }

    [Test]
    public void A_payout_is_written_on_the_morning_after_it() =>
        Assert.That(Settled(Summaries(), "2026-02-03").DueAt, Is.EqualTo(new DateTimeOffset(2026, 2, 6, 4, 0, 0, TimeSpan.Zero)));

    [Test]
    public void Its_day_is_that_of_the_connections_zone_where_none_is_told()
    {
        var summaries = Summaries(("time_zone", "America/Los_Angeles"));
        var by = new SettlingPayout("stripe", "po_1", new DateTimeOffset(2026, 3, 1, 2, 0, 0, TimeSpan.Zero));

        var place = summaries.Settled(by, Day("2026-02-20"), Lines("USD"), Known);

        Assert.That(place.Date, Is.EqualTo(Day("2026-02-28")), "it was still February there");
    }

    [Test]
    public void Its_day_is_that_of_its_entry_where_that_is_told()
    {
        var by = new SettlingPayout("stripe", "po_1", new DateTimeOffset(2026, 3, 1, 2, 0, 0, TimeSpan.Zero), Day("2026-02-28"));

        var place = Summaries().Settled(by, Day("2026-02-20"), Lines("USD"), Known);

        Assert.That(
            place,
            Is.EqualTo(new SummaryPlace(Day("2026-02-28"), "payout:stripe/po_1/USD", new DateTimeOffset(2026, 3, 1, 4, 0, 0, TimeSpan.Zero)))
        );
    }

    [Test]
    public void What_no_payout_settles_waits_and_is_then_summed_up_by_its_day_and_source()
    {
        var place = Summaries(("payout_wait", "10")).Unsettled("stripe", "sale.card", Day("2026-02-03"), Lines("USD"), Known);

        Assert.That(place, Is.EqualTo(new SummaryPlace(Day("2026-02-03"), "stripe/USD", new DateTimeOffset(2026, 2, 14, 4, 0, 0, TimeSpan.Zero))));
    }

    [Test]
    public void Payouts_of_other_sources_and_currencies_never_share_a_document()
    {
        string[] names = ["a", "a/b", "b", "%", "-", "b/USD"];
        var groups =
            from source in names
            from id in names
            from currency in new[] { "USD", "EUR" }
            select Summaries().Settled(new SettlingPayout(source, id, Known), Day("2026-02-03"), Lines(currency), Known).Group;

        Assert.That(groups, Is.Unique);
    }

    [TestCase("payout_wait", "0", "payout_wait is '0'; it is a number of days from 1 to 60.")]
    [TestCase("payout_wait", "61", "payout_wait is '61'; it is a number of days from 1 to 60.")]
    [TestCase("payout_wait", "a week", "payout_wait is 'a week'; it is a number of days from 1 to 60.")]
    [TestCase("group_by", "source", "group_by is for daily; with payout the payout is the group.")]
    public void A_setting_that_says_nothing_is_refused(string setting, string value, string problem) =>
        Assert.That(
            Granularity.Of(new Dictionary<string, string> { ["granularity"] = "payout", [setting] = value }),
            Is.EqualTo(new Granularity.Invalid(problem))
        );

    static SummaryPlace Settled(PayoutSummaries summaries, string date) =>
        summaries.Settled(
            new SettlingPayout("stripe", "po_1", new DateTimeOffset(2026, 2, 5, 9, 0, 0, TimeSpan.Zero)),
            Day(date),
            Lines("USD"),
            Known
        );

    static PayoutSummaries Summaries(params (string Name, string Value)[] settings) =>
        (
            (Granularity.PerPayout)
                Granularity.Of(settings.Append(("granularity", "payout")).ToDictionary(setting => setting.Item1, setting => setting.Item2))
        ).Summaries;

    static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    static JournalLine[] Lines(string currency) => [new("assets:cash", currency, 1m), new("income:sales", currency, -1m)];
}
