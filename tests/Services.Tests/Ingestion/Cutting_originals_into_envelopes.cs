using AccountingSync.Contracts;
using AccountingSync.Ingestion.ReadContents;
using AccountingSync.Messaging;

namespace AccountingSync.Services.Tests.Ingestion;

public sealed class Cutting_originals_into_envelopes
{
    static SourceTransactionData Sale(int items) =>
        new()
        {
            Source = "till",
            Id = "s-1",
            Revision = 1,
            Kind = "sale",
            OccurredAt = new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero),
            Currency = "USD",
            Gross = items,
            Items = [.. Enumerable.Range(0, items).Select(i => new ItemData($"sku-{i}", "product", null, 1m, 1m))],
        };

    static BroughtOriginal Brought(int number, int items, bool isCompared = false) =>
        new()
        {
            Source = "till",
            Id = $"r-{number}",
            Original = Sale(items),
            Former = isCompared ? Sale(items) : null,
            GaveBack = isCompared ? Sale(1) : null,
        };

    static int[] Sizes(IEnumerable<BroughtOriginal> items) => [.. OriginalBundles.Of(items).Select(bundle => bundle.Count)];

    [Test]
    public void ten_refunds_of_a_sale_as_large_as_may_be_come_one_by_one() =>
        Assert.That(Sizes(Enumerable.Range(0, 10).Select(i => Brought(i, items: 10_000, isCompared: true))), Is.EqualTo(Enumerable.Repeat(1, 10)));

    [Test]
    public void all_that_is_said_of_each_counts()
    {
        const int Half = Bundles.MostWeight / 2;
        Assert.That(Sizes([Brought(1, Half), Brought(2, Half)]), Is.EqualTo(new[] { 2 }));
        Assert.That(Sizes([Brought(1, Half / 2, isCompared: true), Brought(2, Half)]), Is.EqualTo(new[] { 1, 1 }), "the refund's own item is beyond");
    }

    [Test]
    public void small_ones_go_together() =>
        Assert.That(Sizes(Enumerable.Range(0, 501).Select(i => Brought(i, items: 2))), Is.EqualTo(new[] { 500, 1 }));
}
