namespace AccountingSync.Ingestion.ControlImport;

/// <summary>An import as it is stored.</summary>
/// <param name="IsHeld">Whether anybody reads the file, as far as is known.</param>
/// <param name="SeenAt">When whoever reads it said so last.</param>
/// <param name="Door">http or folder.</param>
/// <param name="Form">Of the file; jsonl for JSON lines.</param>
/// <param name="TotalBytes">Null when its sender did not say.</param>
/// <param name="ReadBytes">The last time that it was read.</param>
/// <param name="Counts">Of the last time that it was read, too.</param>
/// <param name="Worked">Before <paramref name="WorkingSince"/>, without pauses.</param>
sealed record ImportRecord(
    Guid Id,
    ImportState State,
    bool IsHeld,
    DateTimeOffset SeenAt,
    string Door,
    string? Name,
    string Form,
    string? Source,
    long? TotalBytes,
    long ReadBytes,
    ImportCounts Counts,
    TimeSpan Worked,
    DateTimeOffset? WorkingSince,
    DateTimeOffset BeganAt,
    DateTimeOffset? EndedAt,
    string? Why
)
{
    /// <summary>Who reads a file says so at least four times within this time. Who was not heard of for so long is taken for dead.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(60);

    /// <summary>Whether nobody reads the file any more, though it is not at its end: it must be sent again.</summary>
    public bool IsInterrupted(DateTimeOffset now) => State is ImportState.Running or ImportState.Paused && (!IsHeld || now - SeenAt > Silence);

    /// <summary>How long it was worked on until now; until it was last heard of, when it is interrupted.</summary>
    public TimeSpan WorkedBy(DateTimeOffset now)
    {
        if (WorkingSince is not { } since)
            return Worked;
        var until = IsInterrupted(now) ? SeenAt : now;
        return until > since ? Worked + (until - since) : Worked;
    }

    /// <summary>After somebody changed its state.</summary>
    /// <param name="why">Of an end.</param>
    public ImportRecord In(ImportState state, DateTimeOffset now, string? why = null) =>
        this with
        {
            State = state,
            Worked = WorkedBy(now),
            WorkingSince = state == ImportState.Running ? now : null,
            EndedAt = state is ImportState.Running or ImportState.Paused ? null : now,
            Why = why,
        };
}
