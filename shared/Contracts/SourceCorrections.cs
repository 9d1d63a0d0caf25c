namespace AccountingSync.Contracts;

/// <summary>7. Ask a source to change something of a transaction of its own. Told twice with the same id, it is one correction.</summary>
public sealed record CorrectSource : IOwned
{
    public required string Organisation { get; init; }

    /// <summary>Identity of the correction, for whoever asks.</summary>
    public required Guid CorrectionId { get; init; }
    public required string Source { get; init; }
    public required string TransactionId { get; init; }

    /// <summary>description, category, note, or metadata. and a name.</summary>
    public required string Field { get; init; }

    /// <summary>What the source is believed to say; null: nothing. Where it says something else, nothing is changed.</summary>
    public string? From { get; init; }

    /// <summary>What it is to say; null: nothing.</summary>
    public string? To { get; init; }
    public required string Reason { get; init; }
    public required string AskedBy { get; init; }
}

/// <summary>It is time for an attempt: Ingestion's own.</summary>
public sealed record SendSourceCorrection : IOwned
{
    public required string Organisation { get; init; }
    public required Guid CorrectionId { get; init; }

    /// <summary>From 1. An earlier one is over.</summary>
    public required int Attempt { get; init; }
}

/// <summary>The source says now what it was asked to.</summary>
public sealed record SourceCorrected : IOwned
{
    public required string Organisation { get; init; }
    public required Guid CorrectionId { get; init; }
    public required string Source { get; init; }
    public required string TransactionId { get; init; }
    public required string Field { get; init; }

    /// <summary>It said so before anything was sent.</summary>
    public required bool AlreadySo { get; init; }
    public required DateTimeOffset At { get; init; }
}

/// <summary>The source was not corrected; a person or the books must go another way.</summary>
public sealed record SourceCorrectionRefused : IOwned
{
    public required string Organisation { get; init; }
    public required Guid CorrectionId { get; init; }
    public required string Source { get; init; }
    public required string TransactionId { get; init; }
    public required string Field { get; init; }

    /// <summary>refused (it never will), changed (it says something else than was to be changed, and nothing was sent), altered (something was sent, and it says
    /// neither the one nor the other), or parked (nobody could find out, or it was not to be had for too long; a late answer is told after that).</summary>
    public required string Outcome { get; init; }

    /// <summary>For people.</summary>
    public required string Why { get; init; }

    /// <summary>What it says instead, when the outcome is changed or altered; null: nothing. Card numbers in it are hidden.</summary>
    public string? There { get; init; }
    public required DateTimeOffset At { get; init; }
}
