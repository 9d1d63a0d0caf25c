using AccountingSync.Accounting.Matching;

namespace AccountingSync.Accounting.Tests.Matching;

/// <summary>Each group that comes to an amount is found, and nothing else, or it is told that there are more.</summary>
public sealed class Sums_of_subsets
{
    [Test]
    public void are_those_that_trying_all_finds()
    {
        var several = 0;
        for (var round = 1u; round <= 500; round++)
        {
            var dice = new Dice(round);
            var amounts = Enumerable.Range(0, dice.Below(11)).Select(_ => 1m + dice.Below(40) / 4m).ToArray();
            var target = 1m + dice.Below(120) / 4m;
            var expected = Enumerable
                .Range(0, 1 << amounts.Length)
                .Select(mask => (uint)mask)
                .Where(mask => uint.PopCount(mask) > 1 && amounts.Where((_, i) => (mask >> i & 1) == 1).Sum() == target)
                .ToList();
            Assert.That(SubsetSums.Of(amounts, target, 2_000), Is.EquivalentTo(expected), $"round {round}");
            Assert.That(SubsetSums.Of(amounts, target, 3), Has.Count.EqualTo(Math.Min(expected.Count, 4)), $"round {round}");
            several += expected.Count > 1 ? 1 : 0;
        }
        Assert.That(several, Is.GreaterThan(50));
    }
}
