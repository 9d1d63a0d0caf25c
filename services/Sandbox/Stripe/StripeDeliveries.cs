using System.Globalization;
using System.Text;

namespace AccountingSync.Sandbox.Stripe;

/// <summary>One request that the player makes. A forged one is signed with a secret that the receiver does not know.</summary>
public sealed record StripeDelivery(StripeEvent Event, bool Forged, bool Repeated);

/// <summary>How a day reaches the receiver: twice here and there, in the wrong order, with forgeries in between.</summary>
public static class StripeDeliveries
{
    /// <summary>The requests to make for a day, in order; the same arguments give the same list.</summary>
    public static IReadOnlyList<StripeDelivery> Of(StripeDay day, long seed, double duplicates, bool outOfOrder, int forged)
    {
        var numbers = new SeededNumbers(seed ^ 0x5DEECE66D);
        var deliveries = day.Events.Select(sent => new StripeDelivery(sent, Forged: false, Repeated: false)).ToList();
        if (outOfOrder)
        {
            numbers.Shuffle(deliveries);
            PutOneRefundBeforeItsCharge(deliveries);
        }
        var repeats = (int)Math.Round(day.Events.Count * duplicates, MidpointRounding.AwayFromZero);
        for (var made = 0; made < repeats && day.Events.Count > 0; made++)
        {
            var first = numbers.Below(deliveries.Count);
            var repeat = deliveries[first] with { Repeated = true };
            deliveries.Insert(first + 1 + numbers.Below(deliveries.Count - first), repeat);
        }
        for (var made = 0; made < forged && day.Events.Count > 0; made++)
            deliveries.Insert(numbers.Below(deliveries.Count + 1), Forge(day.Events[numbers.Below(day.Events.Count)], made));
        return deliveries;
    }

    // A forgery looks like a new event about an object that exists: only its signature gives it away.
    static StripeDelivery Forge(StripeEvent original, int number)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"evt_forged{number:D18}");
        var body = Encoding.UTF8.GetString(original.Body.Span).Replace(original.Id, id, StringComparison.Ordinal);
        return new StripeDelivery(original with { Id = id, Body = Encoding.UTF8.GetBytes(body) }, Forged: true, Repeated: false);
    }

    // A shuffle may by chance leave every refund behind its charge, and this is the case to show.
    static void PutOneRefundBeforeItsCharge(List<StripeDelivery> deliveries)
    {
        var refund = deliveries.FindIndex(delivery => delivery.Event.Type == "refund.created");
        if (refund < 0)
            return;
        var text = Encoding.UTF8.GetString(deliveries[refund].Event.Body.Span);
        var charge = deliveries.FindIndex(delivery =>
            delivery.Event.Type == "charge.succeeded" && text.Contains(delivery.Event.ObjectId, StringComparison.Ordinal)
        );
        if (charge >= 0 && charge < refund)
            (deliveries[refund], deliveries[charge]) = (deliveries[charge], deliveries[refund]);
    }
}
