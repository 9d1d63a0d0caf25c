namespace AccountingSync.Ingestion.Sources.Mollie;

/// <summary>What a webhook of Mollie tells.</summary>
/// <param name="Id">Empty where Mollie gives none: then each delivery is a new one, and what is fetched recognises what is known.</param>
sealed record MollieEvent(string Source, string Id, string Type) : VendorEvent(Source, Id, Type);
