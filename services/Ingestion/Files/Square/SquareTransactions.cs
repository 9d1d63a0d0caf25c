using AccountingSync.Accounting;
using AccountingSync.Ingestion.Files.Csv;

namespace AccountingSync.Ingestion.Files.Square;

/// <summary>Square's export of transactions: a payment or refund in each row, with its day, time and zone, amounts behind the sign of a currency.
/// A payment has the id that webhooks give it, its fee the one that Square's first fee has (<c>:fee:initial</c>).</summary>
/// <remarks>
/// <para>It says less than the webhooks do (no order, no second fee on a day of its own), and more: taxes, discounts and service charges. All the same
/// what an event tells stays (<see cref="SourceTransaction.SecondHand"/>): who wants the taxes in the books imports days for which no webhook
/// came.</para>
/// <para>Webhooks name a refund by the payment's id and its own with a line between. A row that names it so has the same id. Where it is named
/// otherwise, and the source's webhooks come here too, the two would be booked twice: the row is refused.</para>
/// <para>Which payout settled it is named by a number of the bank deposit, which is no id of Square's payouts: it is kept as an attribute.</para>
/// </remarks>
sealed class SquareTransactions : CsvForm
{
    static readonly string[] Tendered = ["Card", "Cash", "Square Gift Card", "Other Tender", "Cash App"];
    static readonly string[] Money =
    [
        "Gross Sales",
        "Discounts",
        "Service Charges",
        "Net Sales",
        "Gift Card Sales",
        "Tax",
        "Tip",
        "Partial Refunds",
        "Total Collected",
        "Fees",
        "Net Total",
    ];

    public override string Name => "square-transactions";
    public override IReadOnlyList<string> Systems => ["square"];

    protected override IReadOnlyList<string> Columns =>
        ["Date", "Time", "Time Zone", "Gross Sales", "Net Sales", "Tax", "Tip", "Total Collected", "Fees", "Net Total", "Payment ID", "Event Type"];
    protected override IReadOnlyList<string> Amounts => Money;
    protected override IReadOnlyList<string> Dates => ["Date"];
    protected override DecimalSign? Usual => null;

    protected override RowContent Read(IReadOnlyList<CsvRow> rows)
    {
        var row = new SquareRow(rows[0]);
        if (rows[0].Text("Transaction Status") is { } status && !status.Equals("Complete", StringComparison.OrdinalIgnoreCase))
            return new RowContent.Nothing($"Its status is '{CsvRow.Shown(status)}': export it once more when it is complete.");
        row.CheckSums(Tendered);
        if (row.Amount("Partial Refunds") != 0m)
            throw new RowProblemException(
                "Partial Refunds",
                "partial-refund",
                "The row takes a refund off the payment, which has a row or an event of its own: what was paid cannot be told. Book it by hand."
            );
        return rows[0].RequiredText("Event Type") switch
        {
            "Payment" => new RowContent.Facts([Payment(row), .. row.Fee(row.Id)]),
            "Refund" => new RowContent.Facts([Refund(row), .. row.Fee(row.RefundId)]),
            var type => new RowContent.Facts([
                row.Fact(TransactionKind.Adjustment, row.Id + ":moved", row.Amount("Net Total"), ("event_type", type)),
            ]),
        };
    }

    static SourceTransaction Payment(SquareRow row)
    {
        var tax = row.Amount("Tax");
        return row.Fact(TransactionKind.Payment, row.Id, row.Amount("Total Collected"), row.Attributes()) with
        {
            Items = row.Items(sign: 1),
            Tip = row.Amount("Tip"),
            Discount = -row.Amount("Discounts"),
            Taxes = tax == 0m ? [] : [new TransactionTax("unspecified", "tax", tax)],
            Tenders = row.Tenders(sign: 1, row.Id),
        };
    }

    static SourceTransaction Refund(SquareRow row)
    {
        var (tax, tip) = (-row.Amount("Tax"), -row.Amount("Tip"));
        var original = SquareRow.PaymentOf(row.RefundId);
        var refund = row.Fact(TransactionKind.Refund, row.RefundId, -row.Amount("Total Collected"), row.Attributes());
        return refund with
        {
            Items = original is null ? row.Items(sign: -1) : [],
            // With an original, it takes back the same share of everything, as it does when a webhook tells it.
            Tip = original is null ? tip : 0m,
            Taxes = original is not null || tax == 0m ? [] : [new TransactionTax("unspecified", "tax", tax)],
            Discount = original is null ? row.Amount("Discounts") : 0m,
            Tenders = row.Tenders(sign: -1, row.RefundId),
            RelatedTo = original,
        };
    }
}
