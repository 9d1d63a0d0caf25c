using AccountingSync.Accounting.Matching;
using static AccountingSync.Accounting.Tests.Matching.Bank;

namespace AccountingSync.Accounting.Tests.Matching;

/// <summary>Whatever lines there are: few amounts, days, names and references, so that everything collides.</summary>
public sealed class Matching_at_random
{
    const int Rounds = 1_500;
    static readonly MatchRules Narrow = new()
    {
        MostCandidates = 5,
        MostPairs = 4,
        MostGroups = 3,
    };

    [Test]
    public void never_uses_a_line_twice_and_agrees_to_the_last_digit()
    {
        var (accepted, groups, proposals) = (0, 0, 0);
        ForEachRound(
            (round, lines, rules) =>
            {
                var result = Match(lines, null, rules);
                var used = result
                    .Accepted.SelectMany(match => match.Books.Concat(match.Bank))
                    .Concat(result.Proposals.SelectMany(one => one.Lines))
                    .ToList();
                Assert.That(used.Concat(result.Unmatched), Is.EquivalentTo(lines), $"round {round}: each line is in one place");
                foreach (var match in result.Accepted)
                {
                    Assert.That(match.Difference, Is.Zero, $"round {round}");
                    Assert.That(match.Books.Concat(match.Bank).Select(line => line.Currency).Distinct().Count(), Is.EqualTo(1), $"round {round}");
                    Assert.That(match.Books.Count == 1 || match.Bank.Count == 1, $"round {round}");
                    Assert.That(match.IsAccepted, $"round {round}");
                }
                foreach (var proposal in result.Proposals)
                {
                    Assert.That(proposal.Candidates.Where(match => match.IsAccepted), Is.Empty, $"round {round}");
                    Assert.That(proposal.Candidates, Is.Not.Empty, $"round {round}");
                    Assert.That(proposal.Candidates, Has.Count.EqualTo(Math.Min(proposal.Count, rules.MostListed)), $"round {round}");
                    Assert.That(
                        proposal.Candidates.SelectMany(one => one.Books.Concat(one.Bank)).Distinct(),
                        Is.SubsetOf(proposal.Lines),
                        $"round {round}"
                    );
                }
                accepted += result.Accepted.Count;
                groups += result.Accepted.Count(match => match.Confidence == MatchConfidence.OnlyOne && match.Books.Count + match.Bank.Count > 2);
                proposals += result.Proposals.Count;
            }
        );
        Assert.That((accepted > 400, groups > 20, proposals > 200), Is.EqualTo((true, true, true)), "the rounds must show them all");
    }

    [Test]
    public void says_the_same_in_whatever_order_the_lines_come() =>
        ForEachRound(
            (round, lines, rules) =>
                Assert.That(
                    Everything(Match(new Dice(round + 7_000).Shuffled(lines), null, rules)),
                    Is.EqualTo(Everything(Match(lines, null, rules))),
                    $"round {round}"
                )
        );

    [Test]
    public void is_not_changed_by_a_line_that_has_nothing_to_do_with_the_others() =>
        ForEachRound(
            (round, lines, rules) =>
            {
                var stranger = new Dice(round).One(
                    Entry("stranger", 10m, currency: "CHF"),
                    Entry("stranger", 10m, day: 400, "STRIPE"),
                    Entry("stranger", -77m),
                    Payout("stranger-9999", 10m, day: -400),
                    Payout("stranger-9999", 10m, currency: "CHF")
                );
                var with = Match([.. lines, stranger], null, rules);
                Assert.That(with.Unmatched, Does.Contain(stranger), $"round {round}");
                var without = with with { Unmatched = [.. with.Unmatched.Where(line => line != stranger)] };
                Assert.That(Everything(without), Is.EqualTo(Everything(Match(lines, null, rules))), $"round {round}");
            }
        );

    [Test]
    public void accepts_by_amount_only_what_trying_everything_finds_to_be_the_only_one()
    {
        var proved = 0;
        ForEachRound(
            (round, lines, rules) =>
            {
                if (round % 3 != 0)
                    return;
                var plain = lines.Select(line => line with { References = [], Text = "", Names = [] }).ToList();
                var expected = OnlyOnes(plain, rules.Days);
                var found = Match(plain, null, rules with { MostCandidates = 20, MostPairs = 100, MostGroups = 1_000 })
                    .Accepted.Select(match => match.Key);
                Assert.That(found, Is.EquivalentTo(expected), $"round {round}");
                proved += expected.Count;
            }
        );
        Assert.That(proved, Is.GreaterThan(100));
    }

    /// <summary>All assignments by brute force, and of them those that share no line with another.</summary>
    static List<string> OnlyOnes(IReadOnlyList<MatchLine> lines, int days)
    {
        var all = new List<IReadOnlyList<MatchLine>>();
        foreach (var whole in lines.Where(line => line.Amount != 0m))
        {
            var parts = lines
                .Where(line => line.Side != whole.Side && line.Currency == whole.Currency && line.Amount * whole.Amount > 0m)
                .Where(line => Math.Abs(line.Date.DayNumber - whole.Date.DayNumber) <= days)
                .ToList();
            for (var subset = 1; subset < 1 << parts.Count; subset++)
            {
                var chosen = parts.Where((_, i) => (subset >> i & 1) == 1).ToList();
                // A pair is seen from both sides and counts once.
                if (chosen.Sum(line => line.Amount) == whole.Amount && (chosen.Count > 1 || whole.Side == MatchSide.Books))
                    all.Add([whole, .. chosen]);
            }
        }
        return
        [
            .. all.Where(one => !all.Exists(other => other != one && other.Intersect(one).Any()))
                .Select(one => MatchKey.Of(one.Where(line => line.Side == MatchSide.Books), one.Where(line => line.Side == MatchSide.Bank))),
        ];
    }

    static void ForEachRound(Action<uint, IReadOnlyList<MatchLine>, MatchRules> look)
    {
        for (var round = 1u; round <= Rounds; round++)
        {
            var dice = new Dice(round);
            var lines = Enumerable.Range(0, 2 + dice.Below(9)).Select(i => Line(dice, i)).ToList();
            look(round, lines, round % 2 == 0 ? Narrow : MatchRules.Standard);
        }
    }

    static MatchLine Line(Dice dice, int number)
    {
        var amount = dice.One(10m, 10m, 20m, 30m, 30.01m, -10m, 0m, 40m);
        var (day, currency) = (dice.Below(12), dice.One("USD", "USD", "EUR"));
        var reference = dice.Below(4) == 0 ? $"ref-{dice.Below(3)}000" : null;
        if (dice.Below(2) == 0)
            return Payout($"payout-{number}", amount, day, dice.One("STRIPE", "PAYPAL", null), currency, reference is null ? [] : [reference]);
        var text = $"{dice.One("STRIPE", "PAYPAL", "", "STRIPE PAYPAL")} {(dice.Below(4) == 0 ? $"ref-{dice.Below(3)}000" : "")}";
        return Entry($"entry-{number}", amount, day, text, currency, reference is null ? [] : [reference]);
    }

    static IEnumerable<string> Everything(MatchingResult result) =>
        [
            .. result.Accepted.Select(match => $"{Text(match)} {match.DaysApart} {string.Join('+', match.References)}"),
            .. result.Proposals.Select(one =>
                $"{one.Count}: {string.Join(" or ", one.Candidates.Select(match => $"{Text(match)} {match.Alternatives} {match.DaysApart}"))}"
            ),
            .. result.Alone(),
        ];
}
