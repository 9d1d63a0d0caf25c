namespace AccountingSync.Ingestion.Pulls;

/// <summary>What a vendor is asked about: from <paramref name="Since"/> on, before <paramref name="Until"/>. Whole seconds, as vendors count. Pure.</summary>
/// <param name="Lost">The first moment that the vendor does not tell any more; null when nothing is lost.</param>
sealed record PullSpan(DateTimeOffset Since, DateTimeOffset Until, DateTimeOffset? Lost)
{
    /// <summary>What happened just now is left to the next pull: its webhook may be on its way.</summary>
    public static readonly TimeSpan Settle = TimeSpan.FromSeconds(30);

    /// <param name="askedUntil">Everything before was asked for.</param>
    /// <param name="reach">How far back the vendor's list goes.</param>
    public static PullSpan After(DateTimeOffset askedUntil, TimeSpan overlap, TimeSpan reach, DateTimeOffset now)
    {
        var until = Second(now - Settle);
        var oldest = Second(now - reach);
        var since = Second(askedUntil - overlap);
        if (until < since)
            until = since;
        return since >= oldest ? new PullSpan(since, until, Lost: null)
            : askedUntil >= oldest ? new PullSpan(oldest, until, Lost: null)
            : new PullSpan(oldest, until, askedUntil);
    }

    static DateTimeOffset Second(DateTimeOffset time) => new(time.UtcTicks - time.UtcTicks % TimeSpan.TicksPerSecond, TimeSpan.Zero);
}
