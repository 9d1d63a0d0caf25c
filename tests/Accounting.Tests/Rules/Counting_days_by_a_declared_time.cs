using System.Globalization;
using AccountingSync.Accounting.Days;
using AccountingSync.Accounting.Rules;
using static AccountingSync.Accounting.Tests.Rules.Written;

namespace AccountingSync.Accounting.Tests.Rules;

public sealed class Counting_days_by_a_declared_time
{
    static DateOnly Day(string text) => DateOnly.ParseExact(text, "O", CultureInfo.InvariantCulture);

    static DateTimeOffset Noon(string day) => new(Day(day).ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero);

    static RuleSet Version(int version, DayBasis by, string from, string? until = null, string name = "shop", string? source = null) =>
        new()
        {
            Name = name,
            Version = version,
            Hash = $"{name} {version} {by} {from} {until}",
            Scope = new RuleSetScope(source is null ? [] : [source], []),
            Effective = Always with { From = Day(from), Until = until is null ? null : Day(until), By = by },
            Rules = [Rule("sale", "kind = sale")],
        };

    static SourceTransaction Occurred(string day, string accepted) =>
        Sale with
        {
            OccurredAt = Noon(day),
            FirstAccepted = new FirstAcceptance(Noon(accepted)),
        };

    static string Chosen(RuleBook book, SourceTransaction transaction) =>
        book.Map(transaction, "acme") switch
        {
            MapResult.Mapped(var entry) => $"{entry.Rule.RuleSet} {entry.Rule.Version} on {entry.Date:yyyy-MM-dd}",
            MapResult.Held held => held.ReasonCode,
            _ => "",
        };

    [Test]
    public void the_day_that_was_fixed_counts_and_not_the_clock_of_the_set()
    {
        var sale = Sale with
        {
            OccurredAt = Noon("2026-02-01"),
            FirstAccepted = new FirstAcceptance(Noon("2026-03-05"), Day("2026-01-31"), Day("2026-03-04")),
        };
        Assert.Multiple(() =>
        {
            Assert.That(Chosen(new RuleBook([Version(1, DayBasis.OccurredAt, "2026-01-01")]), sale), Is.EqualTo("shop 1 on 2026-01-31"));
            Assert.That(Chosen(new RuleBook([Version(1, DayBasis.AcceptedAt, "2026-01-01")]), sale), Is.EqualTo("shop 1 on 2026-03-04"));
            Assert.That(
                Chosen(
                    new RuleBook([Version(1, DayBasis.OccurredAt, "2026-02-01"), Version(1, DayBasis.OccurredAt, "2020-01-01", "2026-01-31", "old")]),
                    sale
                ),
                Is.EqualTo("old 1 on 2026-01-31"),
                "which version holds is a question of the same day"
            );
        });
    }

    [Test]
    public void where_none_was_fixed_the_clock_of_the_set_says_it() =>
        Assert.Multiple(() =>
        {
            var sale = Occurred("2026-02-01", accepted: "2026-03-05");
            Assert.That(Chosen(new RuleBook([Version(1, DayBasis.OccurredAt, "2026-01-01")]), sale), Is.EqualTo("shop 1 on 2026-02-01"));
            Assert.That(Chosen(new RuleBook([Version(1, DayBasis.AcceptedAt, "2026-01-01")]), sale), Is.EqualTo("shop 1 on 2026-03-05"));
        });

    [Test]
    public void an_example_counts_as_accepted_when_it_occurred() =>
        Assert.That(
            Chosen(new RuleBook([Version(1, DayBasis.AcceptedAt, "2026-01-01")]), Sale with { OccurredAt = Noon("2026-02-01") }),
            Is.EqualTo("shop 1 on 2026-02-01")
        );

    [TestCase("2026-02-20", "2026-02-21", "shop 2 on 2026-02-20")]
    [TestCase(
        "2026-02-20",
        "2026-03-02",
        "shop 3 on 2026-03-02",
        Description = "a late arrival is the later version's: it takes over from its first day on"
    )]
    [TestCase("2026-03-02", "2026-03-02", "shop 3 on 2026-03-02")]
    [TestCase("2026-03-02", "2026-02-28", "not-effective", Description = "the source's clock is ahead: nobody's day")]
    public void a_version_takes_over_by_its_own_count(string occurred, string accepted, string chosen)
    {
        var book = new RuleBook([Version(1, DayBasis.OccurredAt, "2026-01-01"), Version(2, DayBasis.OccurredAt, "2026-01-01", "2026-02-28")]);
        var third = Version(3, DayBasis.AcceptedAt, "2026-03-01");
        Assert.Multiple(() =>
        {
            Assert.That(book.Objection(third), Is.Null);
            Assert.That(Chosen(book.With(third), Occurred(occurred, accepted)), Is.EqualTo(chosen));
        });
    }

    [TestCase(DayBasis.OccurredAt, DayBasis.AcceptedAt, "occurred_at 2026-03-01 and accepted_at 2026-02-28")]
    [TestCase(DayBasis.AcceptedAt, DayBasis.OccurredAt, "accepted_at 2026-03-01 and occurred_at 2026-02-28")]
    public void one_that_would_post_on_the_days_of_the_next_is_an_objection_with_an_example(DayBasis first, DayBasis second, string example) =>
        Assert.That(
            new RuleBook([Version(1, first, "2026-01-01")]).Objection(Version(2, second, "2026-03-01")),
            Is.EqualTo(
                $"shop 2 counts days by {DayBasisName.Of(second)}, and shop 1, which holds from 2026-01-01 on, by {DayBasisName.Of(first)}; two versions must not hold on the same day. "
                    + $"For example, a sale with {example} would be posted by 1 on a day of 2. "
                    + $"Publish a version of shop first that counts by {DayBasisName.Of(first)} and ends (until) before 2026-03-01."
            )
        );

    [Test]
    public void the_example_is_one_that_the_earlier_version_would_post()
    {
        var book = new RuleBook([Version(1, DayBasis.AcceptedAt, "2026-01-01"), Version(2, DayBasis.OccurredAt, "2026-03-01")]);
        Assert.That(Chosen(book, Occurred("2026-02-28", accepted: "2026-03-01")), Is.EqualTo("shop 1 on 2026-03-01"));
    }

    [Test]
    public void two_sets_for_the_same_sources_count_by_the_same_time_whatever_their_days()
    {
        var book = new RuleBook([Version(1, DayBasis.OccurredAt, "2026-01-01", "2026-02-28")]);
        var other = Version(1, DayBasis.AcceptedAt, "2026-03-01", name: "web");
        Assert.Multiple(() =>
        {
            Assert.That(
                book.Objection(other),
                Is.EqualTo(
                    "shop 1 is for the same sources, and counts days by occurred_at, web 1 by accepted_at. "
                        + "For example, a sale with occurred_at 2026-01-01 and accepted_at 2026-03-01 would belong to both. "
                        + "Count by occurred_at, give one of them other sources, or make this a version of shop: that takes over from those before."
                )
            );
            Assert.That(Chosen(book.With(other), Occurred("2026-01-01", accepted: "2026-03-01")), Is.EqualTo("ambiguous"), "as the example says");
            Assert.That(book.Objection(Version(1, DayBasis.AcceptedAt, "2026-03-01", name: "web", source: "stripe")), Is.Not.Null);
        });
    }

    [Test]
    public void two_sets_for_other_sources_may_count_by_different_times() =>
        Assert.That(
            new RuleBook([Version(1, DayBasis.OccurredAt, "2026-01-01", source: "till")]).Objection(
                Version(1, DayBasis.AcceptedAt, "2026-01-01", name: "web", source: "stripe")
            ),
            Is.Null
        );

    [Test]
    public void another_clock_than_the_one_that_fixes_days_is_told()
    {
        DaySetting Setting(string? source, string? zone) => new(source, zone, new TimeOnly(3, 0), Noon("2026-03-01"), "ann");

        var everywhere = Version(1, DayBasis.OccurredAt, "2026-01-01");
        var till = Version(1, DayBasis.OccurredAt, "2026-01-01", source: "till");
        Assert.Multiple(() =>
        {
            Assert.That(
                DayClockWarnings.Of(everywhere, [Setting(null, "Europe/Berlin"), Setting("till", null)]),
                Is.EqualTo(
                    new[]
                    {
                        "The business days of all sources are fixed at acceptance by Europe/Berlin, 03:00, since 2026-03-01 12:00 UTC. "
                            + "shop 1 says UTC, 00:00: that counts only for what was accepted before.",
                    }
                )
            );
            Assert.That(DayClockWarnings.Of(till, [Setting("stripe", "Europe/Berlin")]), Is.Empty, "it is not for that source");
            Assert.That(DayClockWarnings.Of(till, [Setting(null, "Europe/Berlin"), Setting("till", "Asia/Tokyo")]), Has.Count.EqualTo(1));
            Assert.That(DayClockWarnings.Of(till, [Setting(null, "UTC") with { DayEnds = TimeOnly.MinValue }]), Is.Empty, "both agree");
            Assert.That(DayClockWarnings.Of(till, []), Is.Empty);
        });
    }
}
