using AccountingSync.Accounting.Matching;
using static AccountingSync.Accounting.Tests.Matching.Bank;

namespace AccountingSync.Accounting.Tests.Matching;

/// <summary>Payouts that the bank gathers, and lines that it splits, found by their sums alone.</summary>
public sealed class Matching_groups
{
    [Test]
    public void accepts_the_only_one_that_comes_to_a_line()
    {
        var result = Match(
            Payout("p1", 60.10m),
            Payout("p2", 39.95m, day: 1),
            Payout("p3", 12m, day: 1),
            Entry("b1", 100.05m, day: 3, "STRIPE PAYMENTS"),
            Entry("b2", 7m, day: 3, "STRIPE PAYMENTS")
        );
        Assert.That(result.Accepted(), Is.EqualTo(["NameAmountAndDay OnlyOne p1+p2 = b1"]));
        Assert.That(result.Accepted[0].DaysApart, Is.EqualTo(3));
        Assert.That(result.Accepted[0].Difference, Is.Zero);
        Assert.That(result.Alone(), Is.EqualTo(["p3", "b2"]));
    }

    [Test]
    public void accepts_the_only_lines_that_come_to_a_payout() =>
        Assert.That(
            Match(Payout("po", 100m), Entry("b1", 61m, text: "STRIPE"), Entry("b2", 39m, day: 2, "STRIPE"), Entry("b3", 38m, text: "STRIPE"))
                .Accepted(),
            Is.EqualTo(["NameAmountAndDay OnlyOne po = b1+b2"])
        );

    [Test]
    public void proposes_all_when_two_come_to_it()
    {
        var result = Match(Payout("p1", 60m), Payout("p2", 40m), Payout("p3", 40m), Entry("b1", 100m, text: "STRIPE"));
        Assert.That(result.Accepted(), Is.Empty);
        Assert.That(result.Proposed(), Is.EquivalentTo(["NameAmountAndDay Ambiguous p1+p2 = b1", "NameAmountAndDay Ambiguous p1+p3 = b1"]));
    }

    [Test]
    public void does_not_count_strangers_on_the_account_where_the_bank_names_the_gateway() =>
        Assert.That(
            Match([
                    Payout("po", 100m),
                    Entry("b1", 100m, text: "STRIPE"),
                    .. Enumerable.Range(0, 300).Select(i => Entry($"c{i}", 1m + i * 0.11m, day: i % 5, "A CUSTOMER")),
                ])
                .Accepted(),
            Is.EqualTo(["NameAmountAndDay OnlyOne po = b1"])
        );

    [Test]
    public void proves_nothing_among_strangers()
    {
        var result = Match([
            Payout("po", 100m),
            Entry("b1", 100m, text: "TRANSFER"),
            .. Enumerable.Range(0, 300).Select(i => Entry($"c{i}", 1m + i * 0.11m, day: i % 5, "A CUSTOMER")),
        ]);
        Assert.That(result.Accepted(), Is.Empty);
        Assert.That(result.Proposed(), Is.EqualTo(["AmountAndDay NotProved po = b1"]));
    }

    [Test]
    public void taints_only_what_could_be_a_part_of_it()
    {
        // Of 1,000 nobody knows what it consists of; 2,000 is no part of it, and 500 may be.
        MatchLine[] lines =
        [
            Payout("large", 2_000m, day: 0),
            Payout("small", 500m, day: 0),
            Entry("whole", 1_000m, day: 5, "STRIPE"),
            Entry("b-large", 2_000m, day: -5, "STRIPE"),
            Entry("b-small", 500m, day: -5, "STRIPE"),
            .. Enumerable.Range(0, 3).Select(i => Payout($"p{i}", 300m + i, day: 9)),
        ];
        var result = Match(lines, null, new MatchRules { MostCandidates = 3 });
        Assert.That(result.Accepted(), Is.EqualTo(["NameAmountAndDay OnlyOne large = b-large"]));
        Assert.That(result.Proposed(), Is.EqualTo(["NameAmountAndDay NotProved small = b-small"]));
    }

    [Test]
    public void leaves_a_group_that_a_person_ruled_out()
    {
        MatchLine[] lines = [Payout("p1", 60m), Payout("p2", 40m), Payout("p3", 40m), Entry("b1", 100m, text: "STRIPE")];
        var result = Match(lines, new HashSet<string> { MatchKey.Of(["p2", "p1"], ["b1"]) });
        Assert.That(result.Accepted(), Is.EqualTo(["NameAmountAndDay OnlyOne p1+p3 = b1"]));
    }

    [TestCase("stripe", ExpectedResult = "STRIPE")]
    [TestCase("stripe-eu", ExpectedResult = "STRIPE")]
    [TestCase("eu-stripe", ExpectedResult = "STRIPE")]
    [TestCase("front-shop", ExpectedResult = null, Description = "Any name may be that of its gateway")]
    public string? know_a_source_by_what_banks_call_it(string source) => Gateways.OfSource(source).SingleOrDefault();

    [Test]
    public void know_a_gateway_in_a_text_by_whole_words()
    {
        var names = new HashSet<string> { "STRIPE", "FRONTSHOP", "TOAST" };
        Assert.That(Gateways.InText("Front Shop Ltd / STRIPE-PAYOUT", names), Is.EqualTo(["FRONTSHOP", "STRIPE"]));
        Assert.That(Gateways.InText("PINSTRIPES AND TOASTER", names), Is.Empty);
    }
}
