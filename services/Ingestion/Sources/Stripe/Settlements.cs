using System.Text.Json;
using AccountingSync.Accounting;
using AccountingSync.Ingestion.CanonicalForm;

namespace AccountingSync.Ingestion.Sources.Stripe;

/// <summary>What a payment, refund or dispute in another currency became in the balance. Its events may come before that is known, and each of them
/// must tell the same fact; so this is always a revision of its own.</summary>
static class Settlements
{
    /// <summary>The word for a balance transaction that is kept with what it settled.</summary>
    public const string Kind = "settlement";

    const string Said = "said";

    /// <param name="movement">A balance transaction; its amount is in the currency of the balance, before fees.
    /// (docs.stripe.com/api/balance_transactions/object)</param>
    /// <returns>None when nothing was exchanged.</returns>
    public static IEnumerable<SourceTransaction> Of(SourceTransaction booked, VendorObject movement) =>
        Of(booked, movement.RequiredNumber("amount"), movement.RequiredText("currency"));

    /// <param name="minor">In the smallest unit of the balance; its sign says whether it came or went.</param>
    public static IEnumerable<SourceTransaction> Of(SourceTransaction booked, long minor, string stripeCurrency)
    {
        var (currency, amount) = StripeMoney.ToMajor(Math.Abs(minor), stripeCurrency);
        if (currency == booked.Currency || amount == 0m)
            return [];
        return [booked with { Revision = booked.Revision + 1, Settled = new Equivalent(currency, amount) }];
    }

    /// <summary>A balance transaction in another currency, together with what it settled: alone it does not say that.</summary>
    public static ReadOnlyMemory<byte> Together(WantedObject wanted, ReadOnlyMemory<byte> found)
    {
        if (wanted.Said is not { } said || VendorJson.Text(found, "currency") is not { } settled || IsIn(settled, said))
            return found;
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteString("object", Kind);
            writer.WritePropertyName(Said);
            writer.WriteRawValue(said);
            writer.WritePropertyName(BalanceTransactions.Kind);
            writer.WriteRawValue(found.Span);
            writer.WriteEndObject();
        }
        return stream.ToArray();
    }

    static bool IsIn(string currency, string said) =>
        string.Equals(VendorJson.Text(System.Text.Encoding.UTF8.GetBytes(said), "currency"), currency, StringComparison.OrdinalIgnoreCase);

    public static SourceEvent ReadFetched(string source, WantedObject wanted, ReadOnlyMemory<byte> body, VendorObject fetched)
    {
        var movement = fetched.RequiredChild(BalanceTransactions.Kind);
        if (
            VendorJson.Object(body, Said) is not { } said
            || TransactionReader.Read(said.Span) is not DocumentResult.Elements { Results: [ReadResult.Read(var booked, _, _)] }
        )
            return new SourceEvent.Unreadable("The answer does not hold what was settled.");
        // The balance transaction alone may have been kept before, for its fee.
        var id = $"{movement.Id} of {booked.Id}";
        if (wanted.Id != id && wanted.Id != movement.Id)
            return new SourceEvent.Unreadable($"The answer is not {wanted.Kind} {wanted.Id}.");
        var received = new StripeEvent(source, id, Kind, movement.RequiredUnixTime("created"), movement, Previous: null);
        return received.Read(() => received.Facts([.. Of(booked, movement), .. BalanceTransactions.Fees(source, [movement], booked.Id)]));
    }
}
