namespace AccountingSync.Ingestion.Sources.PayPal;

/// <summary>Events that book nothing. What is in no list may move money and is unknown.</summary>
static class OtherEvents
{
    const string CaptureCarries = "PAYMENT.CAPTURE.COMPLETED carries the money.";
    const string SaleCarries = "PAYMENT.SALE.COMPLETED carries the money of each period.";
    const string NoMoney = "It describes things and moves no money.";

    static readonly (string Type, string Reason)[] Exact =
    [
        ("PAYMENT.AUTHORIZATION.CREATED", "The payment is authorised and not captured: no money has moved. " + CaptureCarries),
        ("PAYMENT.AUTHORIZATION.VOIDED", "An authorisation lapsed or was given up: no money had moved."),
        ("CHECKOUT.PAYMENT-APPROVAL.REVERSED", "The payer's approval was given back before anything was captured: no money had moved."),
        ("PAYMENT.ORDER.CREATED", CaptureCarries),
        ("PAYMENT.ORDER.CANCELLED", "The order was cancelled before it was paid: no money had moved."),
        ("PAYMENTS.PAYMENT.CREATED", "The payer approved it. PAYMENT.SALE.COMPLETED or PAYMENT.CAPTURE.COMPLETED carries the money."),
        ("INVOICING.INVOICE.CREATED", NoMoney),
        ("INVOICING.INVOICE.UPDATED", NoMoney),
        ("INVOICING.INVOICE.SCHEDULED", NoMoney),
        ("INVOICING.INVOICE.CANCELLED", "The invoice was cancelled before it was paid."),
    ];

    // Of developer.paypal.com/api/rest/webhooks/event-names.
    static readonly (string Prefix, string Reason)[] Families =
    [
        ("CHECKOUT.ORDER.", CaptureCarries),
        ("PAYMENT.PAYOUTSBATCH.", "PAYMENT.PAYOUTS-ITEM.SUCCEEDED, .UNCLAIMED and .RETURNED carry the money of each item."),
        ("BILLING.SUBSCRIPTION.", SaleCarries),
        ("BILLING.PLAN.", NoMoney),
        ("BILLING_AGREEMENTS.AGREEMENT.", SaleCarries),
        ("CATALOG.PRODUCT.", NoMoney),
        ("CUSTOMER.MERCHANT-INTEGRATION.", NoMoney),
        ("IDENTITY.AUTHORIZATION-CONSENT.", NoMoney),
        ("MERCHANT.ONBOARDING.", NoMoney),
        ("MERCHANT.PARTNER-CONSENT.", NoMoney),
        ("VAULT.", NoMoney),
    ];

    public static SourceEvent Read(PayPalEvent received) =>
        // It may be paid outside of PayPal (marked by hand), and PayPal does not document whether another event tells the money.
        received.Type
            is "INVOICING.INVOICE.PAID"
                or "INVOICING.INVOICE.REFUNDED"
            ? received.Unknown(
                "PayPal does not say whether PAYMENT.SALE or PAYMENT.CAPTURE tells this money too: book it by hand if none did, else waive it."
            )
            : new UnbookedEvents(Exact, Families).Read(received);
}
