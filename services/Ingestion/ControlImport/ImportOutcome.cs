namespace AccountingSync.Ingestion.ControlImport;

/// <summary>What became of reading a file.</summary>
abstract record ImportOutcome
{
    ImportOutcome() { }

    public sealed record Done : ImportOutcome;

    /// <summary>It cannot be read beyond a line; what was before it is dealt with.</summary>
    public sealed record Broken(long Line, string Message) : ImportOutcome;

    /// <summary>What was taken in before stays.</summary>
    public sealed record Cancelled : ImportOutcome;

    /// <summary>The same file was sent again meanwhile, and whoever sends it now goes on.</summary>
    public sealed record TakenOver : ImportOutcome;
}
