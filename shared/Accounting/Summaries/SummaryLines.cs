using System.Globalization;

namespace AccountingSync.Accounting.Summaries;

/// <summary>Adds the lines of many entries up. Debits and credits stay apart, so that refunds stand beside sales instead of lowering them, and
/// the total of the summary is the total of its entries.</summary>
public sealed class SummaryLines
{
    readonly Dictionary<Key, Sum> sums = [];

    /// <summary>Entries that were added.</summary>
    public int Entries { get; private set; }

    public void Add(IReadOnlyList<JournalLine> lines)
    {
        Entries++;
        foreach (var line in lines)
        {
            var key = new Key(line.Account, line.Currency, line.Amount < 0m, line.TaxCode, DimensionsText(line.Dimensions));
            var known = sums.GetValueOrDefault(key);
            sums[key] = new Sum((known?.Amount ?? 0m) + line.Amount, (known?.Lines ?? 0) + 1, line.Dimensions);
        }
    }

    /// <summary>By account; the debit before the credit. What the lines say for people is how many they are of.</summary>
    public IReadOnlyList<JournalLine> Lines =>
        [
            .. sums.OrderBy(sum => sum.Key.Account, StringComparer.Ordinal)
                .ThenBy(sum => sum.Key.IsCredit)
                .ThenBy(sum => sum.Key.Currency, StringComparer.Ordinal)
                .ThenBy(sum => sum.Key.TaxCode, StringComparer.Ordinal)
                .ThenBy(sum => sum.Key.Dimensions, StringComparer.Ordinal)
                .Select(sum => new JournalLine(sum.Key.Account, sum.Key.Currency, sum.Value.Amount)
                {
                    Memo = string.Create(CultureInfo.InvariantCulture, $"{sum.Value.Lines:N0} {(sum.Value.Lines == 1 ? "line" : "lines")}"),
                    TaxCode = sum.Key.TaxCode,
                    Dimensions = sum.Value.Dimensions,
                }),
        ];

    static string DimensionsText(IReadOnlyDictionary<string, string>? dimensions) =>
        dimensions is null
            ? string.Empty
            : string.Join('\u001e', dimensions.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}\u001f{pair.Value}"));

    readonly record struct Key(string Account, string Currency, bool IsCredit, string? TaxCode, string Dimensions);

    sealed record Sum(decimal Amount, int Lines, IReadOnlyDictionary<string, string>? Dimensions);
}
