namespace AccountingSync.Ingestion.Pulls;

/// <summary>When a connection's vendor is asked, and what was asked for.</summary>
/// <param name="AskedUntil">Everything that happened before was asked for.</param>
/// <param name="Account">Of which days the source told what moved its balance; null while no first day is known.</param>
sealed record PullRecord(
    string Organisation,
    string Connection,
    PullSchedule Schedule,
    TimeSpan Overlap,
    bool Paused,
    DateTimeOffset AskedUntil,
    ToldDays? Account
);

/// <summary>Days of an account that are told: from the first one to before <paramref name="Until"/>; none when they are the same.</summary>
sealed record ToldDays(DateOnly From, DateOnly Until);

/// <summary>One pull, over kills and pauses.</summary>
/// <param name="BeganFrom">The pull's cursor when it began. When that is another one meanwhile, a person said so.</param>
/// <param name="Position">Where the list goes on; null at its beginning.</param>
/// <param name="Listed">The list is at its end.</param>
/// <param name="IsHeld">A process works at it.</param>
sealed record PullRunRecord(
    Guid Id,
    string Connection,
    DateTimeOffset BeganFrom,
    DateTimeOffset Since,
    DateTimeOffset Until,
    DateTimeOffset? LostFrom,
    DateTimeOffset? LostUntil,
    string? Position,
    bool Listed,
    bool IsHeld,
    DateTimeOffset SeenAt,
    int Attempts,
    PullCounts Counts,
    DateTimeOffset BeganAt,
    DateTimeOffset? EndedAt,
    string? Outcome,
    string? Why
)
{
    /// <summary>A process that was not heard of for so long works at it no more.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(60);

    /// <returns>running, interrupted (it goes on with the next one), done or failed.</returns>
    public string StateAt(DateTimeOffset now) => Outcome ?? (IsHeld && now - SeenAt < Silence ? "running" : "interrupted");
}

/// <param name="Events">All that the vendor listed, known or not.</param>
/// <param name="Refilled">Transactions that no webhook had told.</param>
/// <param name="Unknown">Events that nobody understands, for a person.</param>
sealed record PullCounts(int Pages, long Events, long Refilled, long Duplicates, long Conflicts, long Unknown);
