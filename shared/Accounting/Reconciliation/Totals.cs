namespace AccountingSync.Accounting.Reconciliation;

/// <summary>A currency in which two sides say different totals; zero where a side has none.</summary>
public sealed record AmountDifference(string Currency, decimal Ledger, decimal Platform);

/// <summary>Totals of debits per currency. A currency whose total is zero is as good as absent: not every platform reports it.</summary>
public static class Totals
{
    public static IReadOnlyDictionary<string, decimal> OfDebits(IEnumerable<(string Currency, decimal Amount)> lines) =>
        WithoutZeros(
            lines.GroupBy(line => line.Currency).Select(group => KeyValuePair.Create(group.Key, group.Sum(line => Math.Max(line.Amount, 0m))))
        );

    public static IReadOnlyDictionary<string, decimal> WithoutZeros(IEnumerable<KeyValuePair<string, decimal>> totals) =>
        new SortedDictionary<string, decimal>(
            totals.Where(total => total.Value != 0m).ToDictionary(total => total.Key, total => total.Value),
            StringComparer.Ordinal
        );

    public static IReadOnlyList<AmountDifference> Differences(
        IReadOnlyDictionary<string, decimal> ledger,
        IReadOnlyDictionary<string, decimal> platform
    ) =>
        [
            .. ledger
                .Keys.Union(platform.Keys)
                .Order(StringComparer.Ordinal)
                .Select(currency => new AmountDifference(currency, ledger.GetValueOrDefault(currency), platform.GetValueOrDefault(currency)))
                .Where(pair => pair.Ledger != pair.Platform),
        ];
}
