using System.Text.Json.Nodes;

namespace AccountingSync.Sandbox.Stripe;

/// <summary>Stripe's own example objects; the player fills in what a real one would say.</summary>
internal static class StripeFixtures
{
    static readonly JsonObject ChargeShape = Load("charge");
    static readonly JsonObject RefundShape = Load("refund");
    static readonly JsonObject DisputeShape = Load("dispute");
    static readonly JsonObject PayoutShape = Load("payout");
    static readonly JsonObject BalanceTransactionShape = Load("balance_transaction");
    static readonly JsonObject PaymentIntentShape = Load("payment_intent");

    public static JsonObject Charge() => Copy(ChargeShape);

    public static JsonObject Refund() => Copy(RefundShape);

    public static JsonObject Dispute() => Copy(DisputeShape);

    public static JsonObject Payout() => Copy(PayoutShape);

    public static JsonObject BalanceTransaction() => Copy(BalanceTransactionShape);

    public static JsonObject PaymentIntent() => Copy(PaymentIntentShape);

    static JsonObject Copy(JsonObject shape) => shape.DeepClone().AsObject();

    static JsonObject Load(string name)
    {
        using var resource = typeof(StripeFixtures).Assembly.GetManifestResourceStream($"{name}.json");
        return JsonNode.Parse(resource!)!.AsObject();
    }
}
