namespace AccountingSync.Ingestion.Sources.PayPal;

/// <summary>The envelope of a PayPal event. Its resource is of version 1 or 2 of PayPal's interface, which name the same things
/// differently: subscriptions still tell their payments as sales of version 1.</summary>
/// <param name="Resource">The capture, sale, refund, dispute … as it was when the event was made.</param>
sealed record PayPalEvent(string Source, string Id, string Type, VendorObject Resource) : VendorEvent(Source, Id, Type)
{
    /// <summary>In capitals, as version 2 writes it.</summary>
    public string? Status => (Resource.Text("status") ?? Resource.Text("state"))?.ToUpperInvariant();

    /// <summary>The merchant's own numbers, by which a payment is found in the shop.</summary>
    public Dictionary<string, string> MerchantsNumbers()
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        attributes.Put("invoice", Resource.Text("invoice_id") ?? Resource.Text("invoice_number"));
        attributes.Put("custom", Resource.Text("custom_id") ?? Resource.Text("custom"));
        return attributes;
    }
}

static class PayPalReading
{
    /// <summary>Adds what is there.</summary>
    public static void Put(this Dictionary<string, string> attributes, string name, string? value)
    {
        if (value is { Length: > 0 })
            attributes.Add(name, value);
    }

    /// <summary>The id at the end of a link, as in …/captures/0JF852973C016714D.</summary>
    /// <returns>Null when no link of that relation leads to such an object.</returns>
    public static string? Linked(this VendorObject resource, string relation, string kind) =>
        resource
            .Objects("links")
            .Where(link => link.Text("rel") == relation)
            .Select(link => link.Text("href")?.Split('/'))
            .Where(parts => parts is { Length: > 1 } && parts[^2] == kind && parts[^1].Length > 0 && parts[^1].All(char.IsAsciiLetterOrDigit))
            .Select(parts => parts![^1])
            .FirstOrDefault();
}
