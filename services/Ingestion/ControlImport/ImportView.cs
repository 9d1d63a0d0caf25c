namespace AccountingSync.Ingestion.ControlImport;

/// <summary>An import as it is shown.</summary>
/// <param name="State">running, paused, interrupted (nobody sends the file; it must be sent again), cancelled, done or broken.</param>
/// <param name="Part">How much of it was read, from 0 to 1; null when its length is not known.</param>
/// <param name="PerSecond">Lines, without the pauses.</param>
/// <param name="SecondsLeft">At that rate; null when it does not go on, or nobody can tell.</param>
/// <param name="Why">It has ended before the end of the file.</param>
sealed record ImportView(
    Guid Import,
    string State,
    string Door,
    string? Name,
    string Form,
    string? Source,
    double? Part,
    long Lines,
    long Accepted,
    long Duplicates,
    long Conflicts,
    long Rejected,
    long Skipped,
    double PerSecond,
    double? SecondsLeft,
    DateTimeOffset BeganAt,
    DateTimeOffset? EndedAt,
    string? Why
)
{
    /// <summary>Pure.</summary>
    public static ImportView Of(ImportRecord import, DateTimeOffset now)
    {
        var worked = import.WorkedBy(now).TotalSeconds;
        var interrupted = import.IsInterrupted(now);
        var part =
            import.State == ImportState.Done ? 1
            : import.TotalBytes is > 0 and var total ? Math.Min(1, (double)import.ReadBytes / total)
            : (double?)null;
        return new ImportView(
            import.Id,
            interrupted && import.State == ImportState.Running ? "interrupted" : import.State.ToString().ToLowerInvariant(),
            import.Door,
            import.Name,
            import.Form,
            import.Source,
            part is { } known ? Math.Round(known, 4) : null,
            import.Counts.Lines,
            import.Counts.Accepted,
            import.Counts.Duplicates,
            import.Counts.Conflicts,
            import.Counts.Rejected,
            import.Counts.Skipped,
            worked > 0 ? Math.Round(import.Counts.Lines / worked, 1) : 0,
            import.State == ImportState.Running && !interrupted && part is > 0 ? Math.Round(worked * (1 - part.Value) / part.Value, 1) : null,
            import.BeganAt,
            import.EndedAt,
            import.Why
        );
    }
}
