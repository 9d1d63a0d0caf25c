using AccountingSync.Accounting;

namespace AccountingSync.Ingestion.Sources.Stripe;

/// <summary>A balance transaction in the list of a payout, as the transactions that this source makes of it elsewhere: the object that it is
/// about, by its category, and its fee. Of all other categories no event tells anything: they are named and not told.
/// (docs.stripe.com/reports/reporting-categories)</summary>
static class PayoutRow
{
    const string FeeCategory = "fee";

    /// <param name="payout">Whose list it is: of its own row only the fee is settled by it.</param>
    public static IEnumerable<PayoutContent> Of(VendorObject row, string payout)
    {
        var amount = Major(row, "amount");
        var fee = Major(row, "fee");
        var category = row.RequiredText("reporting_category");
        var about = row.IdOf("source");
        IEnumerable<PayoutContent> feeOfIt = fee == 0m ? [] : [new PayoutContent(row.Id, TransactionKind.Fee, -fee)];
        if (category == "payout" && about == payout)
            return feeOfIt;
        PayoutContent? told = (category, about) switch
        {
            (FeeCategory, _) => new PayoutContent(row.Id, TransactionKind.Fee, amount - fee),
            ("charge", { } id) => new PayoutContent(id, TransactionKind.Payment, amount),
            // Before API version 2025-03-31.basil the charge's row is what was authorised, and this one takes back what was not captured.
            ("refund" or "partial_capture_reversal", { } id) => new PayoutContent(id, TransactionKind.Refund, amount),
            ("dispute", { } id) => new PayoutContent(id, TransactionKind.Dispute, amount),
            ("dispute_reversal", { } id) => new PayoutContent(Disputes.ClosedId(id), TransactionKind.Dispute, amount),
            _ => null,
        };
        return told is null ? [new PayoutContent(row.Id, null, amount - fee)]
            : told.Kind == TransactionKind.Fee ? [told]
            : [told, .. feeOfIt];
    }

    /// <summary>A fee that belongs to no charge, such as the monthly one for a product: no event tells it, only this list.</summary>
    /// <returns>Null for other rows, whose fee is told with the object that it is for.</returns>
    public static SourceTransaction? Fee(string source, VendorObject row)
    {
        if (row.RequiredText("reporting_category") != FeeCategory)
            return null;
        var (currency, amount) = StripeMoney.ToMajor(row.RequiredNumber("amount"), row.RequiredText("currency"));
        return new SourceTransaction
        {
            Source = source,
            Id = row.Id,
            Kind = TransactionKind.Fee,
            OccurredAt = row.RequiredUnixTime("created"),
            Currency = currency,
            // Negative when Stripe gives one back.
            Gross = Major(row, "fee") - amount,
            Attributes = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["fee_type"] = row.RequiredText("type"),
                ["reporting_category"] = FeeCategory,
            },
        };
    }

    static decimal Major(VendorObject row, string name) => StripeMoney.ToMajor(row.RequiredNumber(name), row.RequiredText("currency")).Amount;
}
