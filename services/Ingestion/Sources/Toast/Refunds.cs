using AccountingSync.Accounting;

namespace AccountingSync.Ingestion.Sources.Toast;

/// <summary>What was given back of a payment → refund of its check. Toast has one refund for each payment, so one that grows is a later revision,
/// numbered by the whole seconds since the payment.</summary>
static class Refunds
{
    /// <returns>Null when nothing was given back.</returns>
    public static SourceTransaction? Of(Check check, VendorObject payment)
    {
        if (payment.Child("refund") is not { } refund || payment.Text("refundStatus") is "NONE")
            return null;
        var amount = refund.Amount("refundAmount");
        var tip = refund.Amount("tipRefundAmount");
        if (amount + tip == 0m)
            return null;
        var at = refund.RequiredMoment("refundDate");
        var booked = new SourceTransaction
        {
            Source = check.Received.Source,
            Id = $"{payment.RequiredText("guid")}:refund",
            Revision = 1 + (int)Math.Clamp((at - payment.RequiredMoment("paidDate")).Ticks / TimeSpan.TicksPerSecond, 0, int.MaxValue - 1),
            Kind = TransactionKind.Refund,
            OccurredAt = at,
            Currency = check.Received.Currency,
            Gross = amount + tip,
            RelatedTo = check.Guid,
            Tenders = [new TransactionTender(Payments.Method(payment), amount + tip, payment.RequiredText("guid"))],
            Location = check.Received.Restaurant,
            // A gratuity that was charged is part of what the rules know as the tip, so this figure alone does not say what to take back.
            Attributes = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["tip_refunded"] = Currencies.TryFind(check.Received.Currency, out var known) && known.Fits(tip) ? known.Format(tip) : "unspecified",
            },
        };
        return Named(check, refund, booked, amount, tip);
    }

    /// <summary>With its parts where Toast names them all and they are the refund; otherwise it is an amount, which the rules take back in
    /// proportion.</summary>
    static SourceTransaction Named(Check check, VendorObject refund, SourceTransaction booked, decimal amount, decimal tip)
    {
        if (refund.Child("refundTransaction")?.Text("guid") is not { Length: > 0 } transaction)
            return booked;
        bool IsOfIt(VendorObject part) => part.Child("refundDetails")?.Child("refundTransaction")?.Text("guid") == transaction;
        decimal Given(VendorObject part, string name) => part.RequiredChild("refundDetails").Amount(name);
        var selections = check.Selections.Where(IsOfIt).ToList();
        var charges = check.Charges.Where(IsOfIt).ToList();
        var tax = selections.Concat(charges).Sum(part => Given(part, "taxRefundAmount"));
        var taxes = CheckParts.Taxes(check);
        var items = selections
            .Select(part => CheckParts.Item(part) with { Net = Given(part, "refundAmount") })
            .Concat(charges.Select(part => CheckParts.Charge(part) with { Net = Given(part, "refundAmount") }))
            .Where(item => item.Net != 0m)
            .ToList();
        // Which of several taxes came back is not said; and a charge for delivery or a gratuity is no item of the sale.
        if (
            items.Count == 0
            || items.Sum(item => item.Net) + tax != amount
            || (tax != 0m && taxes.Count != 1)
            || charges.Exists(charge => Check.IsGratuity(charge) || charge.Flag("delivery") == true)
        )
            return booked;
        return booked with { Items = items, Taxes = tax == 0m ? [] : [taxes[0] with { Amount = tax }], Tip = tip };
    }
}
