using AccountingSync.Accounting;

namespace AccountingSync.Ingestion.Sources.Square;

/// <summary>What is kept back from a payment, or given back with a refund, each as a fee of its own beside it.</summary>
static class Fees
{
    /// <summary>Square's processing fee, which comes some seconds after the completion, with a later update: positive is assessed, negative
    /// given back. The list only grows: an adjustment is one more entry, on a day of its own, and so one more fee.</summary>
    /// <param name="owner">The payment or refund.</param>
    /// <param name="whole">What the owner moved.</param>
    public static IEnumerable<SourceTransaction> Processing(string source, VendorObject owner, SquareMoney whole) =>
        owner
            .Objects("processing_fee")
            .GroupBy(entry => entry.Text("type") ?? "INITIAL", StringComparer.Ordinal)
            .SelectMany(type =>
                type.Select(entry => (At: entry.RequiredTime("effective_at"), Amount: Amount(entry, whole)))
                    .OrderBy(entry => entry.At)
                    .ThenBy(entry => entry.Amount)
                    .Select((entry, index) => Entry(source, owner, whole, type.Key, index + 1, entry.At, entry.Amount))
            )
            .Where(fee => fee.Gross != 0m);

    /// <summary>The share of whoever wrote the application that took the payment; with a refund, what they add to it.</summary>
    public static IEnumerable<SourceTransaction> Application(string source, VendorObject owner, SquareMoney whole, DateTimeOffset at, bool givenBack)
    {
        var amount = owner.PartOf(whole, "app_fee_money");
        if (amount != 0m)
            yield return Fee(source, owner, ":fee:application", whole.Currency, givenBack ? -amount : amount, at, "application_fee");
    }

    /// <param name="suffix">Square gives fees no id, so they have their owner's with this behind it.</param>
    public static SourceTransaction Fee(
        string source,
        VendorObject owner,
        string suffix,
        string currency,
        decimal amount,
        DateTimeOffset at,
        string type
    ) =>
        new()
        {
            Source = source,
            Id = owner.Id + suffix,
            Kind = TransactionKind.Fee,
            OccurredAt = at,
            Currency = currency,
            Gross = amount,
            RelatedTo = owner.Id,
            Location = owner.Text("location_id"),
            Attributes = new Dictionary<string, string>(StringComparer.Ordinal) { ["fee_type"] = type },
        };

    static SourceTransaction Entry(string source, VendorObject owner, SquareMoney whole, string type, int number, DateTimeOffset at, decimal amount)
    {
        var word = type.ToLowerInvariant();
        var suffix = number == 1 ? $":fee:{word}" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $":fee:{word}:{number}");
        return Fee(source, owner, suffix, whole.Currency, amount, at, word == "initial" ? "processing_fee" : $"processing_fee_{word}");
    }

    static decimal Amount(VendorObject entry, SquareMoney whole) =>
        entry.Child("amount_money") is null ? throw new VendorShapeException("A fee has no 'amount_money'.") : entry.PartOf(whole, "amount_money");
}
