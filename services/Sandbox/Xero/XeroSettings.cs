namespace AccountingSync.Sandbox.Xero;

/// <summary>The settings of one organisation that change what it accepts.</summary>
internal sealed record XeroSettings
{
    public string Name { get; init; } = "Sandbox Organisation";

    public string BaseCurrency { get; init; } = "USD";

    /// <summary>Nothing dated on or before this day is accepted from ordinary users, which an app is.</summary>
    public DateOnly? PeriodLockDate { get; init; }

    /// <summary>Nothing dated on or before this day is accepted from anybody.</summary>
    public DateOnly? EndOfYearLockDate { get; init; }

    /// <summary>Why a document of this day is refused, in Xero's words; null when it is not.</summary>
    public string? Lock(DateOnly date) =>
        date <= EndOfYearLockDate
            ? $"The document date cannot be before the end of year lock date, currently set at {XeroWire.Words(EndOfYearLockDate.Value)}"
        : date <= PeriodLockDate ? $"The document date cannot be before the period lock date, currently set at {XeroWire.Words(PeriodLockDate.Value)}"
        : null;
}
