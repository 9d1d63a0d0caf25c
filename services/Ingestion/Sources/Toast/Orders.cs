namespace AccountingSync.Ingestion.Sources.Toast;

/// <summary>order_updated, channel_order_updated: each check of the order by itself, because each is paid by itself. One that is closed is a sale; what
/// its payments cost and what was given back of them are facts beside it.</summary>
static class Orders
{
    public static SourceEvent Read(ToastEvent received)
    {
        var order = received.Details.RequiredChild("order");
        if (order.Flag("createdInTestMode") == true)
            return received.Ignored("The restaurant was in test mode: no money has moved.");
        if (order.Flag("excessFood") == true)
            return received.Ignored("It tracks food that was left over: nobody paid for it.");
        var checks = order.Objects("checks").Select(check => new Check(received, order, check)).ToList();
        // Of an order that cannot be booked whole nothing is: the rest would look as if it were all.
        if (checks.Select(check => check.Problem()).FirstOrDefault(problem => problem is not null) is { } why)
            return received.Unknown(why);
        var facts = checks.Where(check => check.IsClosed).SelectMany(check => Checks.Facts(check)).ToList();
        return facts.Count == 0
            ? received.Ignored("No check of the order is paid and closed; order_updated comes again when one is.")
            : received.Facts(facts);
    }
}
