using System.Globalization;
using AccountingSync.Accounting;
using AccountingSync.Ingestion.Files.Csv;

namespace AccountingSync.Ingestion.Files.Shopify;

/// <summary>Shopify's export of payment transactions: what each charge and refund by Shopify Payments came to in the balance, the fee for it, and the
/// payout that settles it. It is the only place where the fees stand.</summary>
/// <remarks>
/// <para>It names orders by what people call them (#1001) and no ids of Shopify's, so nothing in it can be told from what webhooks or the export of
/// orders tell: sales and refunds are left to those, and only the fees are taken, each with an id made of its row. No webhook tells them.</para>
/// <para>Disputes are left to the webhooks. Where none come, nothing else tells them, and they are adjustments.</para>
/// <para>Rows of payouts themselves, where the export has them, are payouts; adjustments, reserves and whatever is not known here are adjustments, which
/// the shipped rules hold.</para>
/// </remarks>
sealed class ShopifyPayouts : CsvForm
{
    public override string Name => "shopify-payouts";
    public override IReadOnlyList<string> Systems => ["shopify"];

    protected override IReadOnlyList<string> Columns =>
        ["Transaction Date", "Type", "Order", "Payout Status", "Payout Date", "Amount", "Fee", "Net", "Currency"];
    protected override IReadOnlyList<string> Amounts => ["Amount", "Fee", "Net"];
    protected override IReadOnlyList<string> Dates => ["Transaction Date"];
    protected override DecimalSign? Usual => null;

    protected override RowContent Read(IReadOnlyList<CsvRow> rows)
    {
        var row = rows[0];
        var (amount, fee) = (row.RequiredAmount("Amount"), row.AmountOrZero("Fee"));
        SecondHand.MustBe(row.RequiredAmount("Net"), amount - fee, "Net", "net", "amount less fee");
        var type = row.RequiredText("Type").ToLowerInvariant();
        List<SourceTransaction> facts = [.. Moved(row, type, amount), .. Fee(row, type, fee)];
        return facts.Count > 0
            ? new RowContent.Facts(facts)
            : new RowContent.Nothing(
                $"The {CsvRow.Shown(type)} itself is told by {(IsDispute(type) ? "the dispute's webhooks" : "the order's webhooks or by the export of orders")}, and there is no fee for it."
            );
    }

    static IEnumerable<SourceTransaction> Moved(CsvRow row, string type, decimal amount) =>
        type switch
        {
            "charge" or "refund" => [],
            _ when amount == 0m || (IsDispute(type) && row.Settings.System is not null) => [],
            "payout" =>
            [
                SecondHand.Fact(row, TransactionKind.Payout, PayoutOf(row) ?? throw CsvRow.Missing("Payout Date"), At(row), Currency(row), -amount),
            ],
            _ =>
            [
                SecondHand.Adjustment(row, IdOf(row, type), At(row), Currency(row), amount, ("type", type), ("order", row.Text("Order"))) with
                {
                    Payout = PayoutOf(row),
                },
            ],
        };

    static bool IsDispute(string type) => type is "chargeback" or "chargeback won" or "chargeback_won" or "dispute";

    static IEnumerable<SourceTransaction> Fee(CsvRow row, string type, decimal fee)
    {
        if (fee != 0m)
            yield return SecondHand.Fact(
                row,
                TransactionKind.Fee,
                IdOf(row, type) + ":fee",
                At(row),
                Currency(row),
                fee,
                ("fee_type", $"shopify_payments_{type.Replace(' ', '_')}"),
                ("order", row.Text("Order"))
            ) with
            {
                Payout = PayoutOf(row),
            };
    }

    /// <summary>Checkout, order, kind and second: two rows of one piece that share them all are refused, for which is which cannot be told.</summary>
    static string IdOf(CsvRow row, string type) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{type}:{row.Text("Order") ?? "none"}:{row.Text("Checkout")?.TrimStart('#') ?? "none"}:{At(row).ToUnixTimeSeconds()}"
        );

    /// <returns>Null while it is not settled by one.</returns>
    static string? PayoutOf(CsvRow row) =>
        row.Text("Payout ID") is { } id ? $"payout_{id}"
        : row.Text("Payout Date") is { } date ? $"payout:{date}:{Currency(row)}"
        : null;

    static DateTimeOffset At(CsvRow row) => row.RequiredTime("Transaction Date");

    static string Currency(CsvRow row) => row.RequiredText("Currency").ToUpperInvariant();
}
