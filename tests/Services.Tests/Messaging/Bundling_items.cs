using AccountingSync.Messaging;

namespace AccountingSync.Services.Tests.Messaging;

public sealed class Bundling_items
{
    static string Of(params int[] weights) => string.Join(" | ", Bundles.Of(weights, weight => weight).Select(bundle => string.Join(' ', bundle)));

    [Test]
    public void those_that_weigh_little_share_an_envelope() => Assert.That(Of(0, 0, 1, 2), Is.EqualTo("0 0 1 2"));

    [Test]
    public void none_makes_no_envelope() => Assert.That(Of(), Is.Empty);

    [Test]
    public void an_envelope_is_full_when_the_next_one_weighs_too_much() => Assert.That(Of(12_000, 8_000, 1), Is.EqualTo("12000 8000 | 1"));

    [Test]
    public void one_that_weighs_too_much_by_itself_goes_alone() => Assert.That(Of(1, 30_000, 1), Is.EqualTo("1 | 30000 | 1"));

    [Test]
    public void an_envelope_has_five_hundred_items_at_most() =>
        Assert.That(Bundles.Of(Enumerable.Repeat(0, 1_001), weight => weight).Select(bundle => bundle.Count), Is.EqualTo([500, 500, 1]));
}
