namespace AccountingSync.Ingestion.Sources.Clover;

/// <summary>An update that Clover tells, or an object that was read because of one.</summary>
/// <param name="Subject">Null when the update is about something that is never read.</param>
sealed record CloverEvent(string Source, string Id, string Type, CloverId? Subject) : VendorEvent(Source, Id, Type)
{
    /// <summary>Each merchant is a place of business.</summary>
    public string Merchant => Subject?.Merchant ?? throw new VendorShapeException("The merchant is not named.");
}
