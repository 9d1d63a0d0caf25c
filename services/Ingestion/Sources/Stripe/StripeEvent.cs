namespace AccountingSync.Ingestion.Sources.Stripe;

/// <summary>The envelope of a Stripe event.</summary>
/// <param name="Previous">What an update changed; null for other events.</param>
sealed record StripeEvent(string Source, string Id, string Type, DateTimeOffset Created, VendorObject Object, VendorObject? Previous)
    : VendorEvent(Source, Id, Type)
{
    /// <summary>Its bytes; empty for what was fetched.</summary>
    public ReadOnlyMemory<byte> Kept { get; init; }
}
