namespace AccountingSync.Ingestion.Pulls;

/// <summary>Which days of an account are told: from <paramref name="Since"/> on, before <paramref name="Until"/>; days of UTC. Pure.</summary>
sealed record AccountSpan(DateOnly Since, DateOnly Until)
{
    /// <summary>So long after midnight the source has listed what moved its balance on the day before.</summary>
    public static readonly TimeSpan Settle = TimeSpan.FromHours(1);

    /// <summary>Of a day that is asked for in part, something would be missing.</summary>
    public static DateOnly FirstWholeDay(DateTimeOffset since)
    {
        var day = DateOnly.FromDateTime(since.UtcDateTime);
        return since.UtcDateTime.TimeOfDay == TimeSpan.Zero ? day : day.AddDays(1);
    }

    /// <summary>The last day that was told is told once more: what the source listed late is in it then.</summary>
    /// <param name="from">The first day that is ever told.</param>
    /// <param name="until">Every day from then to before this one was told.</param>
    /// <returns>Null when no other day has ended.</returns>
    public static AccountSpan? After(DateOnly from, DateOnly until, DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime((now - Settle).UtcDateTime);
        if (until >= today)
            return null;
        return new AccountSpan(until > from ? until.AddDays(-1) : from, today);
    }
}
