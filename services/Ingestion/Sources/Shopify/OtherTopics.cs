using System.Collections.Frozen;

namespace AccountingSync.Ingestion.Sources.Shopify;

/// <summary>Topics that book nothing. What is in no list may move money and is unknown: so would be a topic about payouts, of which there is none
/// up to API version 2026-07. (shopify.dev/docs/api/admin-graphql/latest/enums/WebhookSubscriptionTopic)</summary>
static class OtherTopics
{
    const string OrderCarries = "orders/paid carries the money when all of it is paid.";

    static readonly FrozenDictionary<string, string> Exact = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["app/uninstalled"] = "The shop has removed the app: nothing more will come from it until it is installed again.",
        ["app/scopes_update"] = NoMoney,
        ["orders/cancelled"] = "refunds/create carries what is given back; what was not paid was never booked.",
        ["orders/edited"] = "orders/paid carries what is paid in addition, refunds/create what is given back.",
        ["orders/create"] = OrderCarries,
        ["orders/updated"] = "orders/paid carries the money, refunds/create what is given back.",
        ["orders/fulfilled"] = OrderCarries,
        ["orders/partially_fulfilled"] = OrderCarries,
        ["orders/risk_assessment_changed"] = NoMoney,
        ["orders/shopify_protect_eligibility_changed"] = NoMoney,
        ["orders/link_requested"] = NoMoney,
        ["tender_transactions/create"] = "orders/paid and refunds/create carry the money, order_transactions/create how it was paid.",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Understood, and for a person.</summary>
    static readonly FrozenDictionary<string, string> ForAPerson = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["orders/delete"] = "An order was deleted. If it was booked, decide whether the books shall keep it.",
        ["customers/data_request"] = PrivacyLaw,
        ["customers/redact"] = PrivacyLaw,
        ["shop/redact"] = PrivacyLaw,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    const string NoMoney = "It describes things and moves no money.";
    const string PrivacyLaw = "Shopify passes on a request under privacy law, which a person must answer.";

    /// <summary>By what stands before the slash.</summary>
    static readonly FrozenDictionary<string, string> Families = new (string Reason, string Names)[]
    {
        (OrderCarries, "carts checkouts draft_orders payment_schedules payment_terms subscription_billing_attempts"),
        ("refunds/create carries what is given back.", "returns reverse_deliveries reverse_fulfillment_orders"),
        (
            NoMoney,
            """
            attributed_sessions audit_events bulk_operations channels checkout_and_accounts_configurations collection_listings
            collection_publications collections companies company_contact_roles company_contacts company_locations
            customer_account_settings customer_groups customer_payment_methods customers customers_email_marketing_consent
            customers_marketing_consent delivery_promise_settings discounts domains finance_app_staff_member
            finance_kyc_information fulfillment_events fulfillment_holds fulfillment_orders fulfillments inventory_items
            inventory_levels inventory_shipments inventory_transfers locales locations markets markets_backup_region
            metafield_definitions metaobjects product_feeds product_listings product_publications products profiles publications
            scheduled_product_listings segments selling_plan_groups shipping_addresses shop subscription_billing_cycle_edits
            subscription_billing_cycles subscription_contracts tax_partners tax_services tax_summaries themes variants
            """
        ),
    }
        .SelectMany(family => family.Names.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(name => (name, family.Reason)))
        .ToFrozenDictionary(pair => pair.name, pair => pair.Reason, StringComparer.Ordinal);

    public static SourceEvent Read(ShopifyEvent received) =>
        ForAPerson.TryGetValue(received.Type, out var call) ? received.Unknown(call)
        : Exact.TryGetValue(received.Type, out var reason) ? received.Ignored(reason)
        : Families.TryGetValue(received.Type.Split('/', '.')[0], out var family) ? received.Ignored(family)
        : received.Unknown($"Events of the topic '{received.Type}' are not known here and may be about money.");
}
