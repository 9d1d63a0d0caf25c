using AccountingSync.Accounting.Reconciliation;

namespace AccountingSync.Accounting.Tests.Reconciliation;

/// <summary>Whatever a payout settles and whatever the books say of it: what is left is the sum of what does not fit, and zero is zero.</summary>
public sealed class Payouts_at_random
{
    const int Rounds = 2_000;
    const string Clearing = "assets:clearing:gateway";
    const string Suspense = "liabilities:suspense:gateway";

    /// <summary>The same ones each time.</summary>
    sealed class Dice(uint seed)
    {
        uint state = seed;

        public int Below(int limit)
        {
            state = unchecked(state * 1664525u + 1013904223u);
            return (int)((state >> 8) % (uint)limit);
        }
    }

    [Test]
    public void come_to_zero_exactly_when_the_books_say_of_everything_what_the_source_says()
    {
        var states = new HashSet<PayoutState>();
        for (var round = 1u; round <= Rounds; round++)
        {
            var dice = new Dice(round);
            var contents = Enumerable.Range(1, 1 + dice.Below(6)).Select(i => Content(dice, i)).ToList();
            var unlisted = dice.Below(4) == 0 ? dice.Below(2_000) / 100m - 10m : 0m;
            var payout = new PayoutSide("gateway", "po", 1, "USD", contents.Sum(one => one.Amount) + unlisted, Clearing, Suspense, contents);
            var recognised = contents.Sum(one => one.Kind is null ? 0m : one.Amount);
            var rest = payout.Gross - recognised;
            // How much each entry is off; one that is not there is off by all of it.
            var off = contents.ToDictionary(
                one => one.Id,
                one =>
                    one.Kind is null ? 0m
                    : !one.Stands ? -one.Amount
                    : dice.Below(5) == 0 ? 0.01m
                    : 0m
            );
            List<Posting> postings =
            [
                .. contents
                    .Where(one => one is { Kind: not null, Stands: true })
                    .Select(one => new Posting(one.Id, Clearing, "USD", one.Amount + off[one.Id])),
                new("po", Clearing, "USD", -recognised),
                new("po", Suspense, "USD", -rest),
                new("somebody-else", Clearing, "USD", 7m),
            ];

            var comparison = new PayoutComparison(payout, postings);

            var left = off.Values.Sum();
            Assert.That(comparison.Residual.GetValueOrDefault("USD"), Is.EqualTo(left), $"round {round}");
            Assert.That(comparison.OnSuspense.GetValueOrDefault("USD"), Is.EqualTo(-rest), $"round {round}");
            Assert.That(
                comparison.State,
                Is.EqualTo(
                    left != 0m ? PayoutState.Residual
                    : rest != 0m ? PayoutState.Suspense
                    : PayoutState.Zero
                ),
                $"round {round}"
            );
            Assert.That(
                comparison.Findings().Select(finding => finding.Type),
                Is.EqualTo(
                    new[] { (Is: left != 0m, DiscrepancyType.PayoutNotCleared), (Is: rest != 0m, DiscrepancyType.PayoutNotRecognised) }
                        .Where(pair => pair.Is)
                        .Select(pair => pair.Item2)
                ),
                $"round {round}"
            );
            states.Add(comparison.State);
        }
        Assert.That(states, Is.EquivalentTo([PayoutState.Zero, PayoutState.Suspense, PayoutState.Residual]), "the rounds must show them all");
    }

    static ContentSide Content(Dice dice, int number)
    {
        var kind = dice.Below(8) == 0 ? null : new[] { "payment", "refund", "fee", "dispute" }[dice.Below(4)];
        return new ContentSide($"t-{number}", kind, dice.Below(20_000) / 100m - 60m) { Stands = kind is not null && dice.Below(6) > 0 };
    }
}
