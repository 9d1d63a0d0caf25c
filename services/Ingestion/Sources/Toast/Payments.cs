using AccountingSync.Accounting;

namespace AccountingSync.Ingestion.Sources.Toast;

/// <summary>The payments of a check.</summary>
static class Payments
{
    /// <summary>Only those of cards have a status; the others are there or not.</summary>
    public static bool Counts(VendorObject payment) =>
        payment.Child("voidInfo") is null
        && payment.Text("paymentStatus") switch
        {
            null or "AUTHORIZED" or "CAPTURE_IN_PROGRESS" or "CAPTURED" => true,
            "OPEN" or "PROCESSING" or "ERROR" or "ERROR_NETWORK" or "DENIED" or "PROCESSING_VOID" or "CANCELLED" or "VOIDED" => false,
            var status => throw new VendorShapeException($"A payment has the unknown status '{status}'."),
        };

    public static TransactionTender Tender(VendorObject payment) =>
        new(Method(payment), payment.RequiredAmount("amount") + payment.Amount("tipAmount"), payment.RequiredText("guid"));

    /// <summary>cash, card and gift_card as everywhere; what Toast does not pay out is told apart by its type.</summary>
    public static string Method(VendorObject payment) =>
        payment.RequiredText("type") switch
        {
            "CREDIT" => "card",
            "GIFTCARD" => "gift_card",
            var type => type.ToLowerInvariant(),
        };

    /// <summary>What Toast keeps for processing the payment; it is told once the payment is captured.</summary>
    public static SourceTransaction? Fee(Check check, VendorObject payment) =>
        payment.Amount("originalProcessingFee") is 0m
            ? null
            : new SourceTransaction
            {
                Source = check.Received.Source,
                Id = $"{payment.RequiredText("guid")}:fee",
                Kind = TransactionKind.Fee,
                OccurredAt = payment.RequiredMoment("paidDate"),
                Currency = check.Received.Currency,
                Gross = payment.Amount("originalProcessingFee"),
                RelatedTo = check.Guid,
                Location = check.Received.Restaurant,
                Attributes = new Dictionary<string, string>(StringComparer.Ordinal) { ["fee_type"] = "processing_fee" },
            };
}
