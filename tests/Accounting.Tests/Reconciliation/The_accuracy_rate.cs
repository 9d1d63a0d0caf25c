using AccountingSync.Accounting.Reconciliation;

namespace AccountingSync.Accounting.Tests.Reconciliation;

public class The_accuracy_rate
{
    [Test]
    public void is_one_only_when_all_are_correct()
    {
        Assert.That(Accuracy.Rate(10_000_000, 10_000_000), Is.EqualTo(1m));
        Assert.That(Accuracy.Rate(10_000_000, 9_999_999), Is.EqualTo(0.999999m));
    }

    [Test]
    public void is_rounded_down() => Assert.That(Accuracy.Rate(3, 2), Is.EqualTo(0.666666m));

    [Test]
    public void is_unknown_where_nothing_is_expected() => Assert.That(Accuracy.Rate(0, 0), Is.Null);

    [TestCase(1, 2)]
    [TestCase(1, -1)]
    public void is_of_some_of_those_that_are_expected(long expected, long correct) =>
        Assert.That(() => Accuracy.Rate(expected, correct), Throws.InstanceOf<ArgumentOutOfRangeException>());
}
