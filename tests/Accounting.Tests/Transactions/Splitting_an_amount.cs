using FsCheck;
using FsCheck.Fluent;

namespace AccountingSync.Accounting.Tests.Transactions;

public sealed class Splitting_an_amount
{
    static readonly Gen<(Currency Currency, decimal Total, decimal[] Weights)> Cases =
        from currency in Amounts.Currency
        from total in Amounts.In(currency)
        from weights in Gen.OneOf(Gen.Choose(0, 5), Gen.Choose(0, 1_000_000))
            .Select(weight => weight / 100m)
            .NonEmptyListOf()
            .Where(weights => weights.Sum() > 0m)
        select (currency, total, weights.ToArray());

    [Test]
    public void neither_loses_nor_makes_a_minor_unit() =>
        Amounts.Holds(Cases, made => Allocation.ByLargestRemainder(made.Total, made.Weights, made.Currency).Sum() == made.Total, 5_000);

    [Test]
    public void gives_amounts_that_fit_the_currency() =>
        Amounts.Holds(Cases, made => Allocation.ByLargestRemainder(made.Total, made.Weights, made.Currency).All(made.Currency.Fits));

    [Test]
    public void never_turns_a_sign_around() =>
        Amounts.Holds(
            Cases,
            made =>
                Allocation
                    .ByLargestRemainder(made.Total, made.Weights, made.Currency)
                    .All(share => share == 0m || Math.Sign(share) == Math.Sign(made.Total))
        );

    [Test]
    public void is_off_by_less_than_one_minor_unit() =>
        Amounts.Holds(
            Cases,
            made =>
                Allocation
                    .ByLargestRemainder(made.Total, made.Weights, made.Currency)
                    .Zip(made.Weights)
                    // The comparison itself rounds in the last of 28 digits.
                    .All(pair => Math.Abs(pair.First - made.Total * (pair.Second / made.Weights.Sum())) < 1.000001m / made.Currency.MinorUnits)
        );

    [Test]
    public void gives_nothing_to_a_weight_of_zero() =>
        Amounts.Holds(
            Cases,
            made =>
                Allocation
                    .ByLargestRemainder(made.Total, made.Weights, made.Currency)
                    .Zip(made.Weights)
                    .All(pair => pair.Second != 0m || pair.First == 0m)
        );

    [Test]
    public void splits_a_refund_as_the_negative_of_its_sale() =>
        Amounts.Holds(
            Cases,
            made =>
                Allocation
                    .ByLargestRemainder(made.Total, made.Weights, made.Currency)
                    .SequenceEqual(Allocation.ByLargestRemainder(-made.Total, made.Weights, made.Currency).Select(share => -share))
        );

    [Test]
    public void gives_what_is_left_to_the_largest_remainders()
    {
        var usd = Currencies.Find("USD");
        Assert.That(Allocation.ByLargestRemainder(1.00m, [1m, 1m, 1m], usd), Is.EqualTo([0.34m, 0.33m, 0.33m]));
        Assert.That(Allocation.ByLargestRemainder(0.05m, [3m, 7m], usd), Is.EqualTo([0.02m, 0.03m]));
        Assert.That(Allocation.ByLargestRemainder(0.01m, [1m, 2m], usd), Is.EqualTo([0m, 0.01m]));
        Assert.That(Allocation.ByLargestRemainder(100m, [1m, 1m, 1m], Currencies.Find("JPY")), Is.EqualTo([34m, 33m, 33m]));
    }

    [Test]
    public void refuses_what_cannot_be_split()
    {
        var usd = Currencies.Find("USD");
        Assert.That(() => Allocation.ByLargestRemainder(1m, [], usd), Throws.ArgumentException);
        Assert.That(() => Allocation.ByLargestRemainder(1m, [0m, 0m], usd), Throws.ArgumentException);
        Assert.That(() => Allocation.ByLargestRemainder(1m, [2m, -1m], usd), Throws.ArgumentException);
        Assert.That(() => Allocation.ByLargestRemainder(1.005m, [1m], usd), Throws.ArgumentException);
    }
}
