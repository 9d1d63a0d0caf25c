using AccountingSync.Accounting.Matching;
using static AccountingSync.Accounting.Tests.Matching.Bank;

namespace AccountingSync.Accounting.Tests.Matching;

/// <summary>A reference that both sides know tells more than any amount, if the amounts agree.</summary>
public sealed class Matching_by_reference
{
    [Test]
    public void is_accepted_though_others_have_the_same_amount() =>
        Assert.That(
            Match(
                    Payout("po_1Nabc", 100m),
                    Payout("po_2Nabc", 100m),
                    Entry("b1", 100m, day: 2, references: "po_2Nabc"),
                    Entry("b2", 100m, day: 2, references: "PO1NABC")
                )
                .Accepted(),
            Is.EquivalentTo(["ReferenceEqual Identified po_1Nabc = b2", "ReferenceEqual Identified po_2Nabc = b1"])
        );

    [TestCase("STRIPE po_1Nabc THANK YOU")]
    [TestCase("stripe/PO1NABC/x")]
    [TestCase("payout po 1Nabc")]
    [TestCase("payout po_1N abc")]
    public void finds_it_in_a_text_as_banks_write_it(string text) =>
        Assert.That(
            Match(Payout("po_1Nabc", 100m), Entry("b1", 100m, day: 20, text)).Accepted(),
            Is.EqualTo(["ReferenceInText Identified po_1Nabc = b1"])
        );

    [TestCase("po_1Nabcd", Description = "a longer word")]
    [TestCase("xpo_1Nabc", Description = "a part of a word")]
    [TestCase("1Nabc")]
    public void does_not_find_it_as_a_part_of_a_word(string text) =>
        Assert.That(Match(Payout("po_1Nabc", 100m), Entry("b1", 100m, day: 20, text)).Accepted(), Is.Empty);

    [Test]
    public void finds_what_the_bank_calls_its_reference_in_the_text_of_the_books() =>
        Assert.That(
            Match(Payout("po_1Nabc", 100m) with { Text = "trace 021000021234567" }, Entry("b1", 100m, references: "021000021234567")).Accepted(),
            Is.EqualTo(["ReferenceInText Identified po_1Nabc = b1"])
        );

    [Test]
    public void is_proposed_when_the_amounts_differ()
    {
        var result = Match(Payout("po_1Nabc", 100m), Entry("b1", 97m, references: "po_1Nabc"));
        Assert.That(result.Accepted(), Is.Empty);
        Assert.That(result.Proposed(), Is.EqualTo(["ReferenceEqual Differs po_1Nabc = b1"]));
        Assert.That(result.Proposals[0].Candidates[0].Difference, Is.EqualTo(-3m));
        Assert.That(result.Proposals[0].Candidates[0].References, Is.EqualTo(["PO1NABC"]));
    }

    [Test]
    public void takes_payouts_that_the_bank_gathered_and_names_one_by_one() =>
        Assert.That(
            Match(Payout("po_1Nabc", 60m), Payout("po_2Nabc", 40m), Entry("b1", 100m, text: "po_1Nabc po_2Nabc")).Accepted(),
            Is.EqualTo(["ReferenceInText Identified po_1Nabc+po_2Nabc = b1"])
        );

    [Test]
    public void takes_all_lines_into_which_the_bank_split_a_payout() =>
        Assert.That(
            Match(Payout("po_1Nabc", 100m), Entry("b1", 60m, references: "po_1Nabc"), Entry("b2", 40m, day: 1, references: "po_1Nabc")).Accepted(),
            Is.EqualTo(["ReferenceEqual Identified po_1Nabc = b1+b2"])
        );

    [Test]
    public void proposes_each_of_two_lines_that_claim_the_same()
    {
        var result = Match(Payout("po_1Nabc", 100m), Entry("b1", 100m, references: "po_1Nabc"), Entry("b2", 100m, references: "po_1Nabc"));
        Assert.That(result.Accepted(), Is.Empty);
        Assert.That(result.Proposed(), Is.EqualTo(["ReferenceEqual Ambiguous po_1Nabc = b1", "ReferenceEqual Ambiguous po_1Nabc = b2"]));
        Assert.That(result.Proposals, Has.Count.EqualTo(1));
    }

    [Test]
    public void shows_what_came_back_again()
    {
        var result = Match(Payout("po_1Nabc", 100m), Entry("b1", 100m, references: "po_1Nabc"), Entry("b2", -100m, day: 3, references: "po_1Nabc"));
        Assert.That(result.Accepted(), Is.Empty);
        Assert.That(result.Proposed(), Is.EqualTo(["ReferenceEqual Ambiguous po_1Nabc = b1"]));
    }

    [Test]
    public void does_not_reach_over_months_currencies_or_what_everybody_bears()
    {
        Assert.That(Match(Payout("po_1Nabc", 100m), Entry("b1", 100m, day: 61, references: "po_1Nabc")).Accepted(), Is.Empty);
        Assert.That(Match(Payout("po_1Nabc", 100m), Entry("b1", 100m, currency: "EUR", references: "po_1Nabc")).Accepted(), Is.Empty);
        var everybody = Enumerable.Range(0, 51).Select(i => Entry($"b{i}", 100m + i, references: "merchant-77"));
        Assert.That(Match([Payout("po_1Nabc", 100m, day: 30, references: "merchant-77"), .. everybody]).Proposals, Is.Empty);
    }

    [TestCase("20260131", false, Description = "a day")]
    [TestCase("PAYOUT", false, Description = "a word")]
    [TestCase("ab1", false, Description = "too short")]
    [TestCase("123456789", true)]
    [TestCase("po_1Nabc", true)]
    public void takes_for_a_reference_what_can_be_one(string text, bool isOne) =>
        Assert.That(Match(Payout("x", 100m, references: text), Entry("b1", 100m, day: 20, references: text)).Accepted().Any(), Is.EqualTo(isOne));

    [Test]
    public void leaves_what_a_person_ruled_out()
    {
        MatchLine[] lines = [Payout("po_1Nabc", 100m), Entry("b1", 100m, references: "po_1Nabc"), Entry("b2", 100m, references: "po_1Nabc")];
        var result = Match(lines, new HashSet<string> { MatchKey.Of(["po_1Nabc"], ["b1"]) });
        Assert.That(result.Accepted(), Is.EqualTo(["ReferenceEqual Identified po_1Nabc = b2"]));
        Assert.That(result.Alone(), Is.EqualTo(["b1"]));
    }
}
