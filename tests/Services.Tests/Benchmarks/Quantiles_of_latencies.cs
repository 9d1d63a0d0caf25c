using AccountingSync.Benchmarks.Measuring;

namespace AccountingSync.Services.Tests.Benchmarks;

public sealed class Quantiles_of_latencies
{
    static readonly double[] Hundred = [.. Enumerable.Range(1, 100).Select(value => (double)value)];

    [TestCase(0.5, 50)]
    [TestCase(0.9, 90)]
    [TestCase(0.99, 99)]
    [TestCase(1, 100)]
    [TestCase(0.001, 1)]
    public void are_values_that_were_measured(double fraction, double expected) => Assert.That(Quantiles.At(Hundred, fraction), Is.EqualTo(expected));

    [Test]
    public void are_never_exceeded_by_more_than_the_rest([Range(1, 40)] int count, [Values(0.5, 0.9, 0.99)] double fraction)
    {
        var values = Enumerable.Range(1, count).Select(value => (double)value).ToList();
        var quantile = Quantiles.At(values, fraction);
        Assert.That(values.Count(value => value > quantile), Is.LessThanOrEqualTo(count * (1 - fraction) + 1e-9));
    }

    [Test]
    public void do_not_exist_without_values() => Assert.That(Quantiles.At([], 0.99), Is.NaN);

    [Test]
    public void the_median_of_an_even_number_lies_between_the_middle_two() => Assert.That(Quantiles.Median([4, 1, 3, 2]), Is.EqualTo(2.5));

    [Test]
    public void the_median_needs_no_order() => Assert.That(Quantiles.Median([9, 1, 5]), Is.EqualTo(5));
}
