using AccountingSync.Accounting;

namespace AccountingSync.Ingestion.Sources.Toast;

/// <summary>A check that is closed → sale, with its items, taxes, tips and tenders, and beside it the fee of each payment and what was given back.</summary>
/// <remarks>Revision: the whole seconds from its opening to <c>closedDate</c>, the latest time that it was closed, from 1 on. So what the kitchen or a
/// refund changes tells the same sale, and a check that was opened again and closed with other amounts is a later revision of it.</remarks>
static class Checks
{
    public static IEnumerable<SourceTransaction> Facts(Check check)
    {
        if (check.Gross != 0m)
            yield return Sale(check);
        foreach (var payment in check.Payments)
        {
            if (Payments.Fee(check, payment) is { } fee)
                yield return fee;
            if (Refunds.Of(check, payment) is { } refund)
                yield return refund;
        }
    }

    static SourceTransaction Sale(Check check)
    {
        var opened = check.Body.Moment("openedDate") ?? check.Order.RequiredMoment("openedDate");
        var closed = check.Body.RequiredMoment("closedDate");
        return new SourceTransaction
        {
            Source = check.Received.Source,
            Id = check.Guid,
            Revision = 1 + (int)Math.Clamp((closed - opened).Ticks / TimeSpan.TicksPerSecond, 0, int.MaxValue - 1),
            Kind = TransactionKind.Sale,
            OccurredAt = check.Payments.Min(payment => payment.Moment("paidDate")) ?? closed,
            Currency = check.Received.Currency,
            Gross = check.Gross,
            Items = [.. CheckParts.Items(check)],
            Taxes = CheckParts.Taxes(check),
            Tip = check.Tip,
            Shipping = CheckParts.Shipping(check),
            Tenders = [.. check.Payments.Select(Payments.Tender)],
            Location = check.Received.Restaurant,
            Attributes = Attributes(check),
        };
    }

    /// <summary>No name of a guest, a tab or a server: they stay in the raw payload.</summary>
    static Dictionary<string, string> Attributes(Check check)
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        void Add(string name, string? value)
        {
            if (value is { Length: > 0 })
                attributes.Add(name, value);
        }

        Add("order", check.Order.Text("guid"));
        Add("channel", check.Order.Text("source"));
        Add("business_date", check.Order.RawNumber("businessDate"));
        Add("revenue_center", check.Order.Child("revenueCenter")?.Text("guid"));
        Add("dining_option", check.Order.Child("diningOption")?.Text("guid"));
        return attributes;
    }
}
