using AccountingSync.Accounting;

namespace AccountingSync.Ingestion.Sources.Shopify;

/// <summary>refunds/create → refund of the order, by item, with taxes and shipping, by the ways on which the money goes back. Shopify has no way to
/// change a refund and no topic for it, so it has one revision. What items come to and what was paid are held against each other;
/// figures that do not agree are for a person.</summary>
static class Refunds
{
    public static SourceEvent Created(ShopifyEvent received)
    {
        var refund = received.Subject("Refund");
        var payments = RefundPayments.Of(refund);
        if (payments.Currency is not { } paidIn)
            return received.Ignored(
                "No money goes back with it: items were taken out of the order, it failed, or it is a test. orders/paid tells an order without what was never paid."
            );
        var money = ShopifyMoney.Shop(ShopCurrency(refund, payments));
        var foreign = paidIn != money.Currency.Code;
        var sums = RefundSums.Of(refund, money);
        var seen = foreign ? RefundSums.Of(refund, ShopifyMoney.Presentment(paidIn)) : sums;
        if (seen.TaxesIncluded(payments) is not { } taxesIncluded)
            return received.Unknown(RefundSums.Disagreement(seen, payments));
        var gross = RefundSums.MoneyOf(refund, money);
        var parts = RefundParts.Of(refund, money, sums, taxesIncluded).For(gross, money.Currency);
        if (foreign && payments.Rounding != 0m)
            return received.Unknown("What it was rounded by in cash is in another currency than the shop's: book it by hand.");
        var booked = new SourceTransaction
        {
            Source = received.Source,
            Id = ShopifyId.Of("refund", refund.RequiredNumber("id")),
            Kind = TransactionKind.Refund,
            OccurredAt = refund.Time("processed_at") ?? refund.RequiredTime("created_at"),
            Currency = money.Currency.Code,
            Gross = gross,
            Items = parts.Items,
            Taxes = parts.Taxes,
            Tip = parts.Tip,
            Shipping = parts.Shipping,
            Tenders = Tenders(payments, foreign ? gross : null),
            RelatedTo = ShopifyId.Of("order", refund.RequiredNumber("order_id")),
            // The note is free text of the staff: it may name people, and stays in the raw payload.
            Attributes = foreign
                ? new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["presentment_total"] = ShopifyMoney.Presentment(paidIn).Text(payments.Moved),
                }
                : SourceTransaction.NoAttributes,
        };
        return received.Facts(payments.Rounding == 0m ? [booked] : [booked, Rounded(booked, payments.Rounding)]);
    }

    /// <param name="gross">In the shop's currency, when the transactions are in another one.</param>
    static IReadOnlyList<TransactionTender> Tenders(RefundPayments payments, decimal? gross)
    {
        var each = payments.Each.Select(payment => new TransactionTender(
            Gateways.Method(payment.RequiredText("gateway")),
            ShopifyMoney.Bounded(payment, "amount"),
            payment.Text("payment_id")
        ));
        if (gross is not { } whole)
            return [.. each];
        if (each.DistinctBy(tender => tender.Method, StringComparer.Ordinal).ToList() is not [var only])
            throw new VendorShapeException("It goes back in several ways, in another currency than the shop's, which is not said of each.");
        return [only with { Amount = whole }];
    }

    /// <summary>What the customer got more or less in cash, because the smallest coin is five. The order knows nothing of it, so it is a fact of its
    /// own: a refund of no order, or a payment, of some cents.</summary>
    static SourceTransaction Rounded(SourceTransaction refund, decimal rounding) =>
        new()
        {
            Source = refund.Source,
            Id = refund.Id + ":rounding",
            Kind = rounding > 0m ? TransactionKind.Refund : TransactionKind.Payment,
            OccurredAt = refund.OccurredAt,
            Currency = refund.Currency,
            Gross = Math.Abs(rounding),
            Items = [new TransactionItem("cash-rounding", "cash_rounding", null, 1m, Math.Abs(rounding))],
            Tenders = [new TransactionTender("cash", Math.Abs(rounding), null)],
            Attributes = new Dictionary<string, string>(StringComparer.Ordinal) { ["refund"] = refund.Id },
        };

    /// <summary>A refund names the shop's currency only beside its figures.</summary>
    static string ShopCurrency(VendorObject refund, RefundPayments payments) =>
        ShopifyMoney.ShopCurrencyOf(refund, "total_duties_set")
        ?? First(refund, "refund_line_items", "subtotal_set")
        ?? First(refund, "order_adjustments", "amount_set")
        ?? First(refund, "refund_shipping_lines", "subtotal_amount_set")
        ?? payments.Each[0].RequiredChild("total_unsettled_set").RequiredChild("shop_money").RequiredText("currency");

    static string? First(VendorObject refund, string list, string set) =>
        refund.Objects(list).Select(each => ShopifyMoney.ShopCurrencyOf(each, set)).FirstOrDefault(currency => currency is not null);
}
