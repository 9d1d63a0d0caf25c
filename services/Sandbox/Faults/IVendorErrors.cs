namespace AccountingSync.Sandbox.Faults;

/// <summary>A vendor's own words for what its front door refuses.</summary>
internal interface IVendorErrors
{
    Answer ServerError();

    Answer Unavailable();

    Answer Throttled();

    Answer ExpiredToken();
}
