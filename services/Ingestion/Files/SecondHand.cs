using AccountingSync.Accounting;
using AccountingSync.Ingestion.Files.Csv;

namespace AccountingSync.Ingestion.Files;

/// <summary>Facts as reports repeat them: with the ids that the vendor's webhooks give, and the revision below all that these carry.</summary>
static class SecondHand
{
    /// <param name="row">Its settings name the source.</param>
    public static SourceTransaction Fact(
        CsvRow row,
        TransactionKind kind,
        string id,
        DateTimeOffset at,
        string currency,
        decimal gross,
        params IReadOnlyList<(string Name, string? Value)> attributes
    ) =>
        new()
        {
            Source = row.Settings.Source!,
            Id = id,
            Revision = SourceTransaction.SecondHand,
            Kind = kind,
            OccurredAt = at,
            Currency = currency.ToUpperInvariant(),
            Gross = gross,
            Attributes = attributes
                .Where(pair => pair.Value is { Length: > 0 })
                .ToDictionary(pair => pair.Name, pair => pair.Value!, StringComparer.Ordinal),
        };

    /// <summary>Money moved, and what that means only the organisation's own rules can know: the shipped ones hold it.</summary>
    /// <param name="amount">More than zero is money that came into the vendor's balance.</param>
    public static SourceTransaction Adjustment(
        CsvRow row,
        string id,
        DateTimeOffset at,
        string currency,
        decimal amount,
        params IReadOnlyList<(string Name, string? Value)> attributes
    ) => Fact(row, TransactionKind.Adjustment, id, at, currency, amount, attributes);

    public static void MustBe(decimal found, decimal expected, string column, string rule, string what)
    {
        if (found != expected)
            throw new RowProblemException(
                column,
                rule,
                string.Create(
                    System.Globalization.CultureInfo.InvariantCulture,
                    $"{what} is {expected}, and the cell says {found}: {found - expected} is unexplained. Export the row once more."
                )
            );
    }
}
