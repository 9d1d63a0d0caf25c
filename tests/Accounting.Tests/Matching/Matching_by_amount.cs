using AccountingSync.Accounting.Matching;
using static AccountingSync.Accounting.Tests.Matching.Bank;

namespace AccountingSync.Accounting.Tests.Matching;

/// <summary>What only amounts and days tell is accepted when nothing else is possible, and proposed otherwise.</summary>
public sealed class Matching_by_amount
{
    [Test]
    public void is_accepted_when_it_is_the_only_one() =>
        Assert.That(
            Match(Payout("po", 100m), Payout("other", 90m), Entry("b1", 100m, day: 5, "STRIPE"), Entry("b2", 70m, day: 1, "RENT")).Accepted(),
            Is.EqualTo(["NameAmountAndDay OnlyOne po = b1"])
        );

    [Test]
    public void says_less_when_the_bank_names_nobody() =>
        Assert.That(Match(Payout("po", 100m), Entry("b1", 100m, day: -5)).Accepted(), Is.EqualTo(["AmountAndDay OnlyOne po = b1"]));

    [Test]
    public void ends_with_the_window()
    {
        Assert.That(Match(Payout("po", 100m), Entry("b1", 100m, day: 6, "STRIPE")).Alone(), Is.EqualTo(["po", "b1"]));
        Assert.That(Match(Payout("po", 100m), Entry("b1", 100m, day: -6, "STRIPE")).Alone(), Is.EqualTo(["b1", "po"]));
    }

    [Test]
    public void needs_the_currency_the_direction_and_the_last_digit() =>
        Assert.That(
            Match(Payout("po", 100m), Entry("b1", 100m, currency: "EUR"), Entry("b2", -100m), Entry("b3", 100.01m))
                is { Accepted.Count: 0, Proposals.Count: 0 },
            Is.True
        );

    [Test]
    public void does_not_take_what_names_another_gateway() =>
        Assert.That(Match(Payout("po", 100m), Entry("b1", 100m, text: "PAYPAL TRANSFER")).Alone(), Is.EqualTo(["po", "b1"]));

    [Test]
    public void matches_what_a_gateway_collects_from_the_account() =>
        Assert.That(Match(Payout("po", -30m), Entry("b1", -30m, text: "STRIPE")).Accepted(), Is.EqualTo(["NameAmountAndDay OnlyOne po = b1"]));

    [Test]
    public void is_proposed_when_either_side_has_another()
    {
        var twoInTheBank = Match(Payout("po", 100m), Entry("b1", 100m, day: 2, "STRIPE"), Entry("b2", 100m, day: 1));
        Assert.That(twoInTheBank.Accepted(), Is.Empty);
        Assert.That(twoInTheBank.Proposed(), Is.EqualTo(["NameAmountAndDay Ambiguous po = b1", "AmountAndDay Ambiguous po = b2"]), "named first");
        Assert.That(twoInTheBank.Proposals.Single().Candidates[0].Alternatives, Is.EqualTo(1));

        var twoInTheBooks = Match(Payout("po", 100m), Payout("qo", 100m, day: 1), Entry("b1", 100m, text: "STRIPE"));
        Assert.That(twoInTheBooks.Accepted(), Is.Empty);
        Assert.That(twoInTheBooks.Proposed(), Is.EqualTo(["NameAmountAndDay Ambiguous po = b1", "NameAmountAndDay Ambiguous qo = b1"]));
    }

    [Test]
    public void does_not_conclude_by_elimination()
    {
        // po can only be b1; that qo is b2 would follow only if po were sure to be there.
        var result = Match(Payout("po", 100m), Payout("qo", 100m, day: 6), Entry("b1", 100m, day: 3, "STRIPE"), Entry("b2", 100m, day: 9, "STRIPE"));
        Assert.That(result.Accepted(), Is.Empty);
        Assert.That(result.Proposals, Has.Count.EqualTo(1));
        Assert.That(result.Proposals[0].Count, Is.EqualTo(3));
    }

    [Test]
    public void takes_a_group_that_fits_as_another_possibility()
    {
        var result = Match(Payout("po", 100m), Payout("p1", 60m), Payout("p2", 40m), Entry("b1", 100m, text: "STRIPE"));
        Assert.That(result.Accepted(), Is.Empty);
        Assert.That(result.Proposed(), Is.EquivalentTo(["NameAmountAndDay Ambiguous po = b1", "NameAmountAndDay Ambiguous p1+p2 = b1"]));
    }

    [Test]
    public void is_proposed_when_too_many_lines_could_be_groups()
    {
        // 21 payouts below 1,000 and no two sums alike that would show the group: nobody looked.
        var many = Enumerable.Range(0, 21).Select(i => Payout($"p{i}", 1m + i * 7m));
        var result = Match([Payout("po", 1_000m), Entry("b1", 1_000m, text: "STRIPE"), .. many]);
        Assert.That(result.Accepted(), Is.Empty);
        Assert.That(result.Proposed(), Is.EqualTo(["NameAmountAndDay NotProved po = b1"]));
    }

    [Test]
    public void counts_all_candidates_and_lists_some()
    {
        var result = Match([Payout("po", 100m), .. Enumerable.Range(0, 30).Select(i => Entry($"b{i}", 100m))]);
        Assert.That(result.Proposals.Single().Count, Is.EqualTo(30));
        Assert.That(result.Proposals.Single().Candidates, Has.Count.EqualTo(10));
        Assert.That(result.Proposals.Single().Lines, Has.Count.EqualTo(31));
    }

    [Test]
    public void proves_nothing_where_more_lines_are_alike_than_are_paired()
    {
        MatchLine[] lines = [Payout("p1", 100m), Payout("p2", 100m), .. Enumerable.Range(0, 5).Select(i => Entry($"b{i}", 100m, day: i))];
        var result = Match(lines, null, new MatchRules { MostPairs = 1 });
        Assert.That(result.Accepted(), Is.Empty);
    }

    [Test]
    public void refuses_an_id_that_comes_twice() =>
        Assert.That(
            () => Match(Payout("po", 1m), Payout("po", 2m)),
            Throws.ArgumentException.With.Message.Contains("Two lines of the side Books have the id 'po'")
        );
}
