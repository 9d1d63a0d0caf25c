namespace AccountingSync.Messaging;

/// <summary>Decides how long the batch lane rests after a turn, from how late live items came through meanwhile. Doubles the rest when
/// they are late and lessens it slowly when they are not; without live items there is none. Pure.</summary>
sealed class RestAfterTurns
{
    /// <summary>Live items that take longer than this from their acceptance have been kept waiting.</summary>
    static readonly TimeSpan Late = TimeSpan.FromMilliseconds(50);

    /// <summary>As parts of the turn: a quarter at first, and never more than a turn in sixteen.</summary>
    const double First = 0.25;
    const double Most = 15;
    const double Lessening = 0.9;

    double parts;
    TimeSpan? latest;

    public void NoteLive(TimeSpan age)
    {
        if (latest is null || age > latest)
            latest = age;
    }

    /// <param name="took">How long the turn took.</param>
    public TimeSpan After(TimeSpan took)
    {
        parts = latest switch
        {
            null => parts / 2,
            { } age when age > Late => Math.Min(Most, Math.Max(First, parts * 2)),
            _ => parts * Lessening,
        };
        if (parts < First / 2)
            parts = 0;
        latest = null;
        return took * parts;
    }
}
