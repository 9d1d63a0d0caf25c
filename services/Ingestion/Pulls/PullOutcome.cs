namespace AccountingSync.Ingestion.Pulls;

/// <summary>How the work at a pull ended, for this time.</summary>
abstract record PullOutcome
{
    PullOutcome() { }

    /// <param name="But">What could not be done beside it; null when nothing.</param>
    public sealed record Done(string? But = null) : PullOutcome;

    /// <summary>The next one goes on where it stopped.</summary>
    public sealed record Interrupted(string Why) : PullOutcome;

    /// <summary>A person must do something; the next one begins anew from the same cursor.</summary>
    public sealed record Failed(string Why) : PullOutcome;
}
