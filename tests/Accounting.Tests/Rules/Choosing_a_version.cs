using System.Globalization;
using AccountingSync.Accounting.Rules;
using static AccountingSync.Accounting.Tests.Rules.Written;

namespace AccountingSync.Accounting.Tests.Rules;

public sealed class Choosing_a_version
{
    static DateOnly Day(string text) => DateOnly.ParseExact(text, "O", CultureInfo.InvariantCulture);

    static RuleSet Version(int version, string from, string? until = null, string name = "shop", string? source = null) =>
        new()
        {
            Name = name,
            Version = version,
            Hash = $"{name} {version} {from} {until}",
            Scope = new RuleSetScope(source is null ? [] : [source], []),
            Effective = Always with { From = Day(from), Until = until is null ? null : Day(until) },
            Rules = [Rule("sale", "kind = sale")],
        };

    static SourceTransaction On(string day, string source = "till") =>
        Sale with
        {
            Source = source,
            OccurredAt = new DateTimeOffset(Day(day).ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero),
        };

    static string Chosen(RuleBook book, SourceTransaction transaction) =>
        book.Map(transaction, "acme") switch
        {
            MapResult.Mapped(var entry) => $"{entry.Rule.RuleSet} {entry.Rule.Version}",
            MapResult.Held held => held.ReasonCode,
            _ => "",
        };

    [TestCase("2025-12-31", "not-effective")]
    [TestCase("2026-01-01", "shop 1")]
    [TestCase("2026-03-31", "shop 1")]
    [TestCase("2026-04-01", "shop 2")]
    [TestCase("2027-01-01", "shop 2")]
    public void takes_the_one_that_began_last(string day, string chosen) =>
        Assert.That(Chosen(new RuleBook([Version(2, "2026-04-01"), Version(1, "2026-01-01")]), On(day)), Is.EqualTo(chosen));

    [Test]
    public void does_not_go_back_to_an_earlier_one_when_the_last_has_ended() =>
        Assert.That(
            Chosen(new RuleBook([Version(1, "2026-01-01"), Version(2, "2026-04-01", until: "2026-06-30")]), On("2026-07-01")),
            Is.EqualTo("not-effective")
        );

    [Test]
    public void lets_a_version_with_the_same_first_day_replace_the_one_before() =>
        Assert.That(Chosen(new RuleBook([Version(1, "2026-01-01"), Version(2, "2026-01-01")]), On("2026-01-01")), Is.EqualTo("shop 2"));

    [Test]
    public void tells_sets_apart_by_source()
    {
        var book = new RuleBook([Version(1, "2026-01-01", source: "till"), Version(4, "2026-01-01", name: "web", source: "stripe")]);
        Assert.Multiple(() =>
        {
            Assert.That(Chosen(book, On("2026-02-01")), Is.EqualTo("shop 1"));
            Assert.That(Chosen(book, On("2026-02-01", "stripe")), Is.EqualTo("web 4"));
            Assert.That(Chosen(book, On("2026-02-01", "square")), Is.EqualTo("out-of-scope"));
            Assert.That(Chosen(book, On("2025-02-01", "stripe")), Is.EqualTo("not-effective"));
        });
    }

    [Test]
    public void posts_nothing_by_one_of_two_sets_for_the_same_day() =>
        Assert.That(
            Chosen(new RuleBook([Version(1, "2026-01-01"), Version(1, "2026-01-01", name: "web")]), On("2026-02-01")),
            Is.EqualTo("ambiguous")
        );

    [Test]
    public void without_any_set_says_what_to_do() =>
        Assert.That(((MapResult.Held)RuleBook.Empty.Map(Sale, "acme")).Reason, Does.Contain("acsync rules publish"));

    [Test]
    public void takes_the_same_text_again() => Assert.That(new RuleBook([Version(1, "2026-01-01")]).Objection(Version(1, "2026-01-01")), Is.Null);

    [Test]
    public void never_changes_what_is_published() =>
        Assert.That(
            new RuleBook([Version(1, "2026-01-01")]).Objection(Version(1, "2026-02-01")),
            Is.EqualTo("shop 1 is published already with other content. Raise the version.")
        );

    [Test]
    public void counts_upwards() =>
        Assert.That(
            new RuleBook([Version(3, "2026-01-01")]).Objection(Version(2, "2026-01-01")),
            Is.EqualTo("shop 3 is published already, so 2 would come too late. Raise the version.")
        );

    [Test]
    public void refuses_a_second_set_for_the_same_days() =>
        Assert.That(
            new RuleBook([Version(1, "2026-01-01")]).Objection(Version(1, "2027-01-01", name: "web")),
            Does.StartWith("shop 1 is for the same sources, and holds from 2026-01-01 on; two sets must not hold on the same day.")
        );

    [TestCase("2026-01-01", "2026-12-31", "2027-01-01", null)]
    [TestCase("2026-01-01", null, "2025-01-01", "2025-12-31")]
    public void takes_a_second_set_for_other_days(string from, string? until, string otherFrom, string? otherUntil) =>
        Assert.That(new RuleBook([Version(1, from, until)]).Objection(Version(1, otherFrom, otherUntil, name: "web")), Is.Null);

    [Test]
    public void takes_a_second_set_after_a_version_that_ends_the_first() =>
        Assert.That(
            new RuleBook([Version(1, "2026-01-01"), Version(2, "2026-01-01", until: "2026-06-30")]).Objection(Version(1, "2026-07-01", name: "web")),
            Is.Null
        );

    [Test]
    public void takes_a_second_set_for_other_sources() =>
        Assert.That(
            new RuleBook([Version(1, "2026-01-01", source: "till")]).Objection(Version(1, "2026-01-01", name: "web", source: "stripe")),
            Is.Null
        );

    [Test]
    public void looks_at_an_older_version_in_place_of_the_later_ones()
    {
        var book = new RuleBook([Version(1, "2026-01-01"), Version(2, "2026-04-01"), Version(3, "2026-06-01")]);
        var looked = book.InPlace(Version(2, "2026-04-01"), out var replaced);
        Assert.Multiple(() =>
        {
            Assert.That(Chosen(looked, On("2026-02-01")), Is.EqualTo("shop 1"));
            Assert.That(Chosen(looked, On("2026-07-01")), Is.EqualTo("shop 2"));
            Assert.That(replaced.Select(set => set.Version), Is.EqualTo([3]));
        });
    }

    [Test]
    public void looks_at_a_set_for_the_same_sources_in_place_of_what_holds_on_its_days()
    {
        var book = new RuleBook([Version(1, "2026-01-01"), Version(1, "2026-01-01", name: "bank", source: "bank")]);
        var looked = book.InPlace(Version(1, "2026-03-01", until: "2026-03-31", name: "web", source: "till"), out var replaced);
        Assert.Multiple(() =>
        {
            Assert.That(Chosen(looked, On("2026-02-01")), Is.EqualTo("shop 1"));
            Assert.That(Chosen(looked, On("2026-03-15")), Is.EqualTo("web 1"));
            Assert.That(Chosen(looked, On("2026-04-01")), Is.EqualTo("shop 1"));
            Assert.That(replaced.Select(set => set.Name), Is.EqualTo(["shop"]));
        });
    }
}
