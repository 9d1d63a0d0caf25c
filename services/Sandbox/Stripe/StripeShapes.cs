using System.Text.Json.Nodes;

namespace AccountingSync.Sandbox.Stripe;

/// <summary>Fills Stripe's example objects with what one of the player's payments would say.</summary>
internal static class StripeShapes
{
    public static JsonObject Charge(string id, string transactionId, string paymentIntentId, long amount, string currency, long created, int number)
    {
        var charge = StripeFixtures.Charge();
        charge["id"] = id;
        charge["amount"] = amount;
        charge["amount_captured"] = amount;
        charge["captured"] = true;
        charge["paid"] = true;
        charge["status"] = "succeeded";
        charge["balance_transaction"] = transactionId;
        charge["payment_intent"] = paymentIntentId;
        charge["currency"] = currency;
        charge["created"] = created;
        charge["description"] = $"Order {number}";
        charge["metadata"] = new JsonObject { ["order_id"] = $"order-{number}" };
        charge["outcome"] = new JsonObject
        {
            ["advice_code"] = null,
            ["network_advice_code"] = null,
            ["network_decline_code"] = null,
            ["network_status"] = "approved_by_network",
            ["reason"] = null,
            ["risk_level"] = "normal",
            ["seller_message"] = "Payment complete.",
            ["type"] = "authorized",
        };
        charge["receipt_url"] = null;
        charge["refunds"]!["url"] = $"/v1/charges/{id}/refunds";
        // The example shows every optional part; a plain card charge has none of these.
        foreach (var absent in new[] { "shipping", "transfer_data", "source" })
            charge[absent] = null;
        return charge;
    }

    public static JsonObject Refund(
        string id,
        string transactionId,
        string chargeId,
        string paymentIntentId,
        long amount,
        string currency,
        long created
    )
    {
        var refund = StripeFixtures.Refund();
        refund["id"] = id;
        refund["amount"] = amount;
        refund["balance_transaction"] = transactionId;
        refund["charge"] = chargeId;
        refund["payment_intent"] = paymentIntentId;
        refund["currency"] = currency;
        refund["created"] = created;
        refund["reason"] = "requested_by_customer";
        return refund;
    }

    public static JsonObject Dispute(
        string id,
        JsonObject withdrawal,
        string chargeId,
        string paymentIntentId,
        long amount,
        string currency,
        long created
    )
    {
        var dispute = StripeFixtures.Dispute();
        dispute["id"] = id;
        dispute["amount"] = amount;
        dispute["balance_transactions"] = new JsonArray(withdrawal.DeepClone());
        dispute["charge"] = chargeId;
        dispute["payment_intent"] = paymentIntentId;
        dispute["currency"] = currency;
        dispute["created"] = created;
        dispute["reason"] = "fraudulent";
        dispute["status"] = "needs_response";
        dispute["is_charge_refundable"] = false;
        dispute["payment_method_details"]!["card"]!["case_type"] = "chargeback";
        return dispute;
    }

    public static JsonObject Payout(string id, string transactionId, long amount, string currency, long created)
    {
        var payout = StripeFixtures.Payout();
        payout["id"] = id;
        payout["amount"] = amount;
        payout["balance_transaction"] = transactionId;
        payout["currency"] = currency;
        payout["created"] = created;
        payout["arrival_date"] = created;
        payout["status"] = "paid";
        payout["automatic"] = true;
        payout["reconciliation_status"] = "completed";
        return payout;
    }

    /// <summary>Of a payout that was made and arrives later.</summary>
    public static void SetUnderWay(JsonObject payout, JsonObject transaction, long arrives)
    {
        payout["arrival_date"] = arrives;
        payout["status"] = "in_transit";
        payout["reconciliation_status"] = "in_progress";
        transaction["available_on"] = arrives;
        transaction["status"] = "pending";
    }

    public static JsonObject BalanceTransaction(
        string id,
        string source,
        string type,
        string category,
        Movement movement,
        long fee,
        long created,
        string description
    )
    {
        var transaction = StripeFixtures.BalanceTransaction();
        var (amount, currency, rate) = movement;
        transaction["id"] = id;
        transaction["amount"] = amount;
        transaction["fee"] = fee;
        transaction["net"] = amount - fee;
        transaction["fee_details"] = fee == 0 ? [] : new JsonArray(FeeDetail(fee, currency, type));
        transaction["currency"] = currency;
        transaction["created"] = created;
        transaction["available_on"] = created;
        transaction["exchange_rate"] = rate;
        transaction["description"] = description;
        transaction["source"] = source;
        transaction["type"] = type;
        transaction["reporting_category"] = category;
        transaction["status"] = "available";
        return transaction;
    }

    /// <summary>Of a charge that the player made.</summary>
    public static JsonObject PaymentIntent(JsonObject charge)
    {
        var intent = StripeFixtures.PaymentIntent();
        intent["id"] = charge["payment_intent"]!.GetValue<string>();
        foreach (var name in new[] { "amount", "currency", "created", "description" })
            intent[name] = charge[name]?.DeepClone();
        intent["amount_received"] = charge["amount"]!.DeepClone();
        intent["latest_charge"] = charge["id"]!.DeepClone();
        intent["status"] = "succeeded";
        intent["next_action"] = null;
        intent["last_payment_error"] = null;
        intent["metadata"] = new JsonObject();
        return intent;
    }

    static JsonObject FeeDetail(long fee, string currency, string type) =>
        new()
        {
            ["amount"] = fee,
            ["application"] = null,
            ["currency"] = currency,
            ["description"] = type == "adjustment" ? "Dispute fee" : "Stripe processing fees",
            ["type"] = "stripe_fee",
        };

    public static JsonObject Event(string id, string type, JsonObject about, long created) =>
        new()
        {
            ["id"] = id,
            ["object"] = "event",
            ["api_version"] = "2026-06-24.dahlia",
            ["created"] = created,
            ["data"] = new JsonObject { ["object"] = about.DeepClone() },
            ["livemode"] = false,
            ["pending_webhooks"] = 1,
            ["request"] = new JsonObject { ["id"] = null, ["idempotency_key"] = null },
            ["type"] = type,
        };
}
