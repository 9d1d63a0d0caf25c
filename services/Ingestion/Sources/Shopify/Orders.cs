using AccountingSync.Accounting;

namespace AccountingSync.Ingestion.Sources.Shopify;

/// <summary>orders/paid → sale: items, taxes, tip, shipping and discounts. It is the only topic that books an order; all others about orders
/// name it. Shopify sends it when an order has become paid in full, and again when what was added to it later is paid, too.</summary>
/// <remarks>
/// <para>Whole: <c>total_price</c> and the lines are what was ever ordered, before returns; refunds/create tells what comes back. What was taken
/// out without money going back is not part of the sale (<see cref="RemovedItems"/>). What is booked less what was given back must be
/// what Shopify says is left of the order (<c>current_total_price</c>): so an order that does not add up is never booked.</para>
/// <para>How it was paid is not said here. The whole is told as owed by Shopify (tender "shopify"), and order_transactions/create
/// tells what of it came in another way (<see cref="Payments"/>).</para>
/// <para>Revision: the whole seconds from its creation to <c>updated_at</c>, which is signed with the body, from 1 on. So an event that is sent
/// again hours later with its old body is the same revision or a lower one, and the books end with what the order was last.</para>
/// <para>Limit: an order that is paid weeks later has the day on which it was placed; deposits are booked when all is paid.</para>
/// </remarks>
static class Orders
{
    public static SourceEvent Paid(ShopifyEvent received)
    {
        var order = received.Subject("Order");
        if (order.Flag("test") == true)
            return received.Ignored("A test order: no money has moved.");
        if (order.RequiredText("financial_status") is not ("paid" or "partially_refunded" or "refunded") and var status)
            return received.Unknown($"The order is said to be paid and has the status '{status}'. The topic is not signed; the status is.");
        var money = ShopifyMoney.Shop(order.RequiredText("currency"));
        var refunded = order.Objects("refunds").Sum(refund => RefundSums.MoneyOf(refund, money));
        var removed = RemovedItems.Of(order, money);
        // What was removed after the order was paid is given back by a refund of its own, and is part of the sale: the remainder decides.
        var ways = (removed.IsNone ? new[] { removed } : [removed, RemovedItems.None])
            .Select(gone => (Parts: OrderParts.Of(order, money, gone), Gone: gone))
            .Select(way => (way.Parts, Problem: Unexplained(order, money, way.Parts, way.Gone, refunded)))
            .ToList();
        if (ways.Find(way => way.Problem is null).Parts is not { } parts)
            return received.Unknown(ways[0].Problem!);
        var rounding = money.Of(order, "total_cash_rounding_payment_adjustment_set");
        var gross = parts.Sum + rounding;
        return gross == 0m
            ? received.Ignored("Nothing was paid for it.")
            : received.Facts([Sale(received.Source, order, money, parts, gross, rounding)]);
    }

    /// <summary>An order as a pull lists it, be it because it was shipped: second hand, so that what orders/paid told stands, and no later state of the same sale
    /// is another revision.</summary>
    public static SourceEvent Listed(ShopifyEvent received) =>
        received.Body.RequiredText("financial_status") switch
        {
            "paid" or "partially_refunded" or "refunded" => Paid(received) switch
            {
                SourceEvent.Facts facts => received.SecondHand(facts.Transactions),
                var other => other,
            },
            "pending" or "authorized" or "partially_paid" or "voided" or "expired" => received.Ignored("It is not paid in full."),
            var status => received.Unknown($"An order with the status '{status}' is not understood."),
        };

    static SourceTransaction Sale(string source, VendorObject order, ShopifyMoney money, OrderParts parts, decimal gross, decimal rounding) =>
        new()
        {
            Source = source,
            Id = ShopifyId.Of("order", order.RequiredNumber("id")),
            Revision = Revision(order),
            Kind = TransactionKind.Sale,
            OccurredAt = order.Time("processed_at") ?? order.RequiredTime("created_at"),
            Currency = money.Currency.Code,
            Gross = gross,
            Items = rounding == 0m ? parts.Items : [.. parts.Items, new TransactionItem("cash-rounding", "cash_rounding", null, 1m, rounding)],
            Taxes = parts.Taxes,
            Tip = parts.Tip,
            Discount = parts.Discount,
            Shipping = parts.Shipping,
            Tenders = [new TransactionTender(Gateways.Shopify, gross, order.Text("name"))],
            Customer = order.Child("customer")?.Number("id") is { } customer ? ShopifyId.Of("customer", customer) : null,
            Location = order.Number("location_id") is { } location ? ShopifyId.Of("location", location) : null,
            Attributes = Attributes(order, money),
        };

    /// <returns>Null when the parts are all that Shopify says of the order.</returns>
    static string? Unexplained(VendorObject order, ShopifyMoney money, OrderParts parts, RemovedItems gone, decimal refunded)
    {
        string? Compare(string what, decimal found, decimal said, decimal takenOut) =>
            found == said || found == said - takenOut
                ? null
                : $"{what} {money.Text(found)}, and Shopify says {money.Text(said)}: {money.Text(said - found)} is unexplained.";

        var taken = gone.Subtotal + (OrderParts.TaxesIncluded(order) ? 0m : gone.Tax);
        return Compare("Its parts add up to", parts.Sum, money.Required(order, "total_price_set"), taken)
            ?? Compare("Its taxes add up to", parts.Tax, money.Required(order, "total_tax_set"), gone.Tax)
            ?? Compare("Its tips are", parts.Tip, ShopifyMoney.BoundedOrZero(order, "total_tip_received"), 0m)
            ?? Compare("What is left of it is", parts.Sum - refunded, money.Required(order, "current_total_price_set"), 0m);
    }

    static int Revision(VendorObject order)
    {
        var created = order.RequiredTime("created_at");
        var seconds = (order.RequiredTime("updated_at") - created).Ticks / TimeSpan.TicksPerSecond;
        return 1 + (int)Math.Clamp(seconds, 0, int.MaxValue - 1);
    }

    /// <summary>Where it was sold, what people call it, and what the customer saw when that was another currency.</summary>
    static Dictionary<string, string> Attributes(VendorObject order, ShopifyMoney money)
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        if (order.Text("name") is { Length: > 0 } name)
            attributes.Add("order", name);
        if (order.Text("source_name") is { Length: > 0 } channel)
            attributes.Add("channel", channel);
        if (order.Text("presentment_currency") is { Length: > 0 } currency && currency != money.Currency.Code)
        {
            var seen = ShopifyMoney.Presentment(currency);
            attributes.Add("presentment_total", seen.Text(seen.Required(order, "total_price_set")));
        }
        return attributes;
    }
}
