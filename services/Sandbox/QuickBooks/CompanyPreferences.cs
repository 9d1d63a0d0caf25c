namespace AccountingSync.Sandbox.QuickBooks;

/// <summary>The settings of one company that change what it accepts.</summary>
internal sealed record CompanyPreferences
{
    /// <summary>Nothing dated on or before this day is accepted any more.</summary>
    public DateOnly? BookCloseDate { get; init; }

    public bool RefuseDuplicateDocNumbers { get; init; }

    public string HomeCurrency { get; init; } = "USD";

    public string CompanyName { get; init; } = "Sandbox Company";
}
