using AccountingSync.Accounting;
using AccountingSync.Ingestion.Files.Csv;
using AccountingSync.Ingestion.Sources.Shopify;

namespace AccountingSync.Ingestion.Files.Shopify;

/// <summary>Shopify's export of orders: a row for each line item, the first of them with the order's totals. An order that was paid becomes a sale with
/// the id that orders/paid gives it.</summary>
/// <remarks>
/// <para>Prices are as the customer saw them. Whether they hold the tax stands nowhere: only one answer makes subtotal, shipping and taxes add up to the
/// total. Where they do, the tax is shared among lines and shipping in proportion, to the cent (<see cref="OrderSplit"/>).</para>
/// <para>The event knows each line's own taxes, how much came by gift card or in cash, what was removed: so what it tells stays
/// (<see cref="SourceTransaction.SecondHand"/>).</para>
/// <para>What was refunded is named as a sum, without day and id, so it cannot be told from what refunds/create tells, and nobody can say which refunds
/// were before the webhooks began. It is an adjustment, which the shipped rules hold: seen, and booked by nothing.</para>
/// </remarks>
sealed class ShopifyOrders : CsvForm
{
    public override string Name => "shopify-orders";
    public override IReadOnlyList<string> Systems => ["shopify"];

    protected override IReadOnlyList<string> Columns =>
        [
            "Name",
            "Financial Status",
            "Currency",
            "Subtotal",
            "Shipping",
            "Taxes",
            "Total",
            "Discount Amount",
            "Created at",
            "Lineitem quantity",
            "Lineitem price",
            "Lineitem sku",
            "Payment Method",
            "Refunded Amount",
            "Id",
        ];
    protected override IReadOnlyList<string> Amounts => ["Subtotal", "Shipping", "Taxes", "Total", "Discount Amount", "Lineitem price"];
    protected override IReadOnlyList<string> Dates => ["Created at"];
    protected override DecimalSign? Usual => null;

    protected override string? GroupOf(CsvHeader header, IReadOnlyList<string> cells) =>
        header.PlaceOf("Name") is { } place && place < cells.Count && cells[place].Trim() is { Length: > 0 } name ? name : null;

    protected override RowContent Read(IReadOnlyList<CsvRow> rows)
    {
        var order = rows[0];
        switch (order.RequiredText("Financial Status").ToLowerInvariant())
        {
            case "paid" or "partially_refunded" or "refunded":
                break;
            case "pending" or "authorized" or "partially_paid" or "expired" or "voided" or "unpaid":
                return new RowContent.Nothing($"The order is {order.Text("Financial Status")}: a sale is booked when it is paid in full.");
            case var status:
                throw new RowProblemException("Financial Status", "status", $"The status '{CsvRow.Shown(status)}' is not known.");
        }
        var total = order.RequiredAmount("Total");
        if (total == 0m)
            return new RowContent.Nothing("Nothing was paid for it.");
        var sale = Sale(rows, total);
        var refunded = order.AmountOrZero("Refunded Amount");
        return refunded == 0m
            ? new RowContent.Facts([sale])
            : new RowContent.Facts([
                sale,
                SecondHand.Adjustment(order, sale.Id + ":refunded", sale.OccurredAt, sale.Currency, -refunded, ("status", "refunded")) with
                {
                    RelatedTo = sale.Id,
                },
            ]);
    }

    static SourceTransaction Sale(IReadOnlyList<CsvRow> rows, decimal total)
    {
        var order = rows[0];
        var currency = Currencies.TryFind(order.RequiredText("Currency").ToUpperInvariant(), out var known)
            ? known
            : throw new RowProblemException("Currency", "unknown-currency", "The cell is no ISO 4217 currency in use.");
        var split = OrderSplit.Of(rows, total, currency);
        return SecondHand.Fact(
            order,
            TransactionKind.Sale,
            $"order_{Number(order)}",
            order.RequiredTime("Created at"),
            currency.Code,
            total,
            ("order", order.Text("Name")),
            ("channel", order.Text("Source"))
        ) with
        {
            Items = split.Items,
            Taxes = split.Taxes,
            Discount = split.Discount,
            Shipping = split.Shipping,
            Tenders = order.Text("Payment Method") is { } method ? [new TransactionTender(Tender(method), total, order.Text("Name"))] : [],
        };
    }

    static string Tender(string method) =>
        method.Contains('+', StringComparison.Ordinal) || method.Contains(',', StringComparison.Ordinal)
            ? throw new RowProblemException(
                "Payment Method",
                "several-methods",
                $"It was paid in several ways ('{CsvRow.Shown(method)}'), and the file does not say how much by each. The webhooks do; or write one method, or book it by hand."
            )
            : Gateways.Method(method);

    static string Number(CsvRow order) =>
        order.RequiredText("Id") is var id && id.All(char.IsAsciiDigit)
            ? id
            : throw new RowProblemException(
                "Id",
                "id",
                "The cell is no order's number as Shopify counts them. A spreadsheet may have rounded it (5.55E+09)."
            );
}
