namespace AccountingSync.Accounting.Summaries;

/// <summary>Where an entry waits to be summed up.</summary>
/// <param name="Date">Of the document.</param>
/// <param name="DueAt">When the document is made, as far as it is known now.</param>
public sealed record SummaryPlace(DateOnly Date, string Group, DateTimeOffset DueAt);
