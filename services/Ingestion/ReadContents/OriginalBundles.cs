using AccountingSync.Contracts;
using AccountingSync.Messaging;

namespace AccountingSync.Ingestion.ReadContents;

/// <summary>Cuts what was brought into envelopes that the broker takes: each item carries its original in full, and where it is to be compared the one before and
/// the refund too. Whoever decides locks the original and reads what others gave back of it after that, so it does not matter how they are cut.</summary>
static class OriginalBundles
{
    public static IEnumerable<IReadOnlyList<BroughtOriginal>> Of(IEnumerable<BroughtOriginal> items) =>
        Bundles.Of(items, item => Parts(item.Original) + Parts(item.Former) + Parts(item.GaveBack));

    static int Parts(SourceTransactionData? said) =>
        (said?.Items?.Count ?? 0) + (said?.Taxes?.Count ?? 0) + (said?.Tenders?.Count ?? 0) + (said?.Contents?.Count ?? 0);
}
