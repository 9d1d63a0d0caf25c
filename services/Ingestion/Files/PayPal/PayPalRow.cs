using System.Globalization;
using AccountingSync.Accounting;
using AccountingSync.Ingestion.Files.Csv;

namespace AccountingSync.Ingestion.Files.PayPal;

/// <summary>A row of PayPal's activity download. Gross, fee and net have the sign of what they did to the balance.</summary>
sealed class PayPalRow(CsvRow row)
{
    public string Type => row.RequiredText("Type");
    public decimal Gross => row.RequiredAmount("Gross");
    public decimal Fee => row.AmountOrZero("Fee");

    string Id => row.RequiredText("Transaction ID");
    string Currency => row.RequiredText("Currency");

    /// <summary>A memo only tells; what is pending, denied or cancelled did not move the balance. Older downloads have no column for that.</summary>
    /// <returns>Null when the balance moved.</returns>
    public string? WhyNothing()
    {
        var status = row.RequiredText("Status");
        var impact = row.Text("Balance Impact");
        if (impact?.Equals("Memo", StringComparison.OrdinalIgnoreCase) == true)
            return $"A memo ({CsvRow.Shown(Type)}, {CsvRow.Shown(status)}): the balance did not move.";
        return status.ToUpperInvariant() switch
        {
            "PENDING" or "HELD" or "UNCLAIMED" or "PROCESSING" when impact is null =>
                $"Its status is '{status}': the money has not come. Download it once more when it is completed.",
            "DENIED" or "CANCELED" or "CANCELLED" or "FAILED" or "EXPIRED" or "VOIDED" or "REMOVED" when impact is null =>
                $"Its status is '{status}': no money has moved.",
            "PENDING" or "DENIED" => throw new RowProblemException(
                "Status",
                "status",
                $"It is said to have moved the balance ('{CsvRow.Shown(impact!)}') and has the status '{CsvRow.Shown(status)}'. Download it once more."
            ),
            _ => null,
        };
    }

    public void CheckNet() => SecondHand.MustBe(row.RequiredAmount("Net"), Gross + Fee, "Net", "net", "gross with fee");

    public SourceTransaction Payment()
    {
        var shipping = row.AmountOrZero("Shipping and Handling Amount");
        var tax = row.AmountOrZero("Sales Tax");
        return Fact(TransactionKind.Payment, Id, Gross, Numbers()) with
        {
            Shipping = shipping,
            Taxes = tax == 0m ? [] : [new TransactionTax("unspecified", "tax", tax)],
            Tenders = [new TransactionTender("paypal", Gross, Id)],
        };
    }

    /// <param name="reason">As the events say it: refunded, or reversed.</param>
    public SourceTransaction Refund(string reason) =>
        Fact(TransactionKind.Refund, Id, -Gross, [.. Numbers(), ("reason", reason)]) with
        {
            Tenders = [new TransactionTender("paypal", -Gross, Id)],
            RelatedTo = row.Text("Reference Txn ID"),
        };

    public SourceTransaction Withdrawal() => Fact(TransactionKind.Payout, Id, -Gross);

    public SourceTransaction Other() => Moved(Gross);

    public SourceTransaction OtherWithFee() => Moved(Gross + Fee, ("fee", Fee == 0m ? null : Fee.ToString(CultureInfo.InvariantCulture)));

    SourceTransaction Moved(decimal amount, params IReadOnlyList<(string Name, string? Value)> more) =>
        Fact(TransactionKind.Adjustment, Id + ":moved", amount, [.. Numbers(), ("type", Type), ("reference", row.Text("Reference Txn ID")), .. more]);

    /// <summary>What PayPal kept of it is less than zero in the file; what came back with a refund is more.</summary>
    public IEnumerable<SourceTransaction> FeeOfOwner()
    {
        if (Fee != 0m)
            yield return Fact(TransactionKind.Fee, Id + ":fee", -Fee, ("fee_type", "paypal_fee")) with
            {
                RelatedTo = Id,
            };
    }

    (string Name, string? Value)[] Numbers() => [("invoice", row.Text("Invoice Number")), ("custom", row.Text("Custom Number"))];

    SourceTransaction Fact(TransactionKind kind, string id, decimal gross, params IReadOnlyList<(string Name, string? Value)> attributes) =>
        SecondHand.Fact(row, kind, id, At(), Currency, gross, attributes);

    DateTimeOffset At()
    {
        var day = row.Local("Date") ?? throw CsvRow.Missing("Date");
        return DateText.TryParse("2000-01-01 " + row.RequiredText("Time"), order: null, out var time)
            ? ZoneText.At(day.Date + time.TimeOfDay, "TimeZone", row.Text("TimeZone"), row.Settings.TimeZone)
            : throw new RowProblemException("Time", "time", "The cell is no time of day, as in 10:11:12.");
    }
}
