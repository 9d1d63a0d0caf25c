using AccountingSync.Accounting;
using AccountingSync.Ingestion.CanonicalForm;

namespace AccountingSync.Ingestion.Sources.PayPal;

/// <summary>A transaction as PayPal's search tells it: what the activity download tells, with the same ids, and like that second hand (revision 0), because
/// events tell more. The group of its code says what it was; what is none of these moved money all the same and is an adjustment, which the shipped rules
/// hold. (developer.paypal.com/docs/transaction-search/transaction-event-codes)</summary>
static class ListedTransactions
{
    /// <param name="fingerprint">Of the whole: when its state changes, it is another event.</param>
    public static SourceEvent Read(string source, VendorObject listed, string fingerprint)
    {
        var id = listed.RequiredText("transaction_id");
        var received = new PayPalEvent(source, $"listed {id} {fingerprint}", listed.Text("transaction_event_code") ?? "transaction", listed);
        return received.Read(() => Read(received, id));
    }

    static SourceEvent Read(PayPalEvent received, string id) =>
        received.Resource.Text("transaction_status") switch
        {
            "P" => received.Ignored("It is pending: the money has not come. Its webhook tells when it has."),
            "D" => received.Ignored("It was denied: no money has moved."),
            // What was reversed had moved before, and the reversal is a transaction of its own.
            "S" or "V" => Moved(received, id),
            var status => received.Unknown($"The transaction {id} has the unknown status '{status}'."),
        };

    static SourceEvent Moved(PayPalEvent received, string id)
    {
        var info = received.Resource;
        var amount = info.RequiredMoney("transaction_amount");
        var fee = info.PartOf(amount, "fee_amount");
        if (amount.Amount == 0m && fee == 0m)
            return received.Ignored("It moved nothing.");
        var whole = new SourceTransaction
        {
            Source = received.Source,
            Id = id,
            Kind = TransactionKind.Adjustment,
            OccurredAt = Time(info.RequiredText("transaction_initiation_date")),
            Currency = amount.Currency,
            Gross = amount.Amount,
            Attributes = received.MerchantsNumbersOfReport(),
        };
        IEnumerable<SourceTransaction> fees = fee == 0m ? [] : [Fee(whole, fee)];
        return received.SecondHand(
            (received.Type, Math.Sign(amount.Amount)) switch
            {
                // Its webhook tells the fee under the item's id, which does not stand here.
                ("T0001", _) => [Other(received, whole, amount.Amount + fee)],
                (var code, 1) when code.StartsWith("T00", StringComparison.Ordinal) => [Payment(info, whole, amount), .. fees],
                ("T1107", -1) => [Refund(info, whole, "refunded"), .. fees],
                ("T1106", -1) => [Refund(info, whole, "reversed"), .. fees],
                ("T0400" or "T0401" or "T0403", -1) =>
                [
                    whole with
                    {
                        Kind = TransactionKind.Payout,
                        Gross = -amount.Amount,
                        Attributes = SourceTransaction.NoAttributes,
                    },
                    .. fees,
                ],
                _ => [Other(received, whole, amount.Amount), .. fees],
            }
        );
    }

    static SourceTransaction Payment(VendorObject info, SourceTransaction whole, PayPalMoney amount)
    {
        var tax = info.PartOf(amount, "sales_tax_amount");
        return whole with
        {
            Kind = TransactionKind.Payment,
            Shipping = info.PartOf(amount, "shipping_amount"),
            Taxes = tax == 0m ? [] : [new TransactionTax("unspecified", "tax", tax)],
            Tenders = [new TransactionTender("paypal", amount.Amount, whole.Id)],
        };
    }

    static SourceTransaction Refund(VendorObject info, SourceTransaction whole, string reason) =>
        whole with
        {
            Kind = TransactionKind.Refund,
            Gross = -whole.Gross,
            Tenders = [new TransactionTender("paypal", -whole.Gross, whole.Id)],
            // The type of the reference says whether it is a transaction, or an order or subscription.
            RelatedTo = info.Text("paypal_reference_id_type") is "TXN" ? info.Text("paypal_reference_id") : null,
            Attributes = new Dictionary<string, string>(whole.Attributes, StringComparer.Ordinal) { ["reason"] = reason },
        };

    static SourceTransaction Other(PayPalEvent received, SourceTransaction whole, decimal amount)
    {
        var attributes = new Dictionary<string, string>(whole.Attributes, StringComparer.Ordinal) { ["type"] = received.Type };
        attributes.Put("reference", received.Resource.Text("paypal_reference_id"));
        return whole with { Id = whole.Id + ":moved", Gross = amount, Attributes = attributes };
    }

    /// <summary>What PayPal kept of it is less than zero; what came back with a refund is more.</summary>
    static SourceTransaction Fee(SourceTransaction owner, decimal fee) =>
        owner with
        {
            Id = owner.Id + ":fee",
            Kind = TransactionKind.Fee,
            Gross = -fee,
            RelatedTo = owner.Id,
            Attributes = new Dictionary<string, string>(StringComparer.Ordinal) { ["fee_type"] = "paypal_fee" },
        };

    static Dictionary<string, string> MerchantsNumbersOfReport(this PayPalEvent received)
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        attributes.Put("invoice", received.Resource.Text("invoice_id"));
        attributes.Put("custom", received.Resource.Text("custom_field"));
        return attributes;
    }

    /// <summary>PayPal writes the offset without a colon, as in 2026-01-31T23:30:00+0000.</summary>
    static DateTimeOffset Time(string text) =>
        TryTime(text) ?? throw VendorObject.Unexpected("transaction_initiation_date", "a time from 1970 to 2200");

    /// <summary>PayPal writes offsets without a colon.</summary>
    public static DateTimeOffset? TryTime(string text)
    {
        var isBare = text.Length > 5 && (text[^5] is '+' or '-') && text[^4..].All(char.IsAsciiDigit);
        return TimeText.TryParse(isBare ? $"{text[..^2]}:{text[^2..]}" : text, out var time) ? time : null;
    }
}
