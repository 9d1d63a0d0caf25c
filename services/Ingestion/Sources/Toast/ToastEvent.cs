namespace AccountingSync.Ingestion.Sources.Toast;

/// <summary>What a Toast webhook tells. (doc.toasttab.com/doc/devguide/apiMessageDataSchema.html)</summary>
/// <param name="Currency">Of the restaurant, and so of all its orders.</param>
/// <param name="Details">What is affected, and the restaurant.</param>
sealed record ToastEvent(string Source, string Currency, string Id, string Type, VendorObject Details) : VendorEvent(Source, Id, Type)
{
    /// <summary>When it happened; it is signed beside the body.</summary>
    public const string Timestamp = "timestamp";

    public static ToastEvent Of(string source, string currency, VendorObject root) =>
        new(source, currency, root.RequiredText("guid"), root.RequiredText("eventType"), root.RequiredChild("details"));

    /// <summary>The guid of the restaurant; null when it is not told.</summary>
    public string? Restaurant => Details.Text("restaurantGuid");
}
