namespace AccountingSync.Accounting.Days;

/// <summary>When a fact was accepted for the first time, in whichever revision, and the business days that were fixed then. No part of what the source
/// said.</summary>
/// <param name="OccurredOn">The day on which it happened; null where none was fixed, so that the rules' own clock says it.</param>
/// <param name="AcceptedOn">The day of <paramref name="At"/>, by the same clock; null where none was fixed.</param>
public sealed record FirstAcceptance(DateTimeOffset At, DateOnly? OccurredOn = null, DateOnly? AcceptedOn = null);

/// <summary>A revision of a fact that is accepted already.</summary>
/// <param name="OccurredAt">See <see cref="DayFixing.Kept"/>; null where it was not noted, because no day was fixed.</param>
public sealed record KnownRevision(DateTimeOffset? OccurredAt, FirstAcceptance First);

/// <summary>Fixes the days of a revision when it is accepted, for good. Pure.</summary>
public static class DayFixing
{
    /// <summary>A later revision keeps the days of the first one: what is corrected is the same fact. Only one that says another time of it gets the day of
    /// that, by the clock that counts now. What was accepted before any clock was set keeps the days that rules give it, in all its revisions.</summary>
    /// <param name="now">When this revision is accepted.</param>
    /// <param name="clock">The source's; null where none is set.</param>
    /// <param name="known">All revisions of the fact that are accepted already, the first one first.</param>
    public static FirstAcceptance Of(DateTimeOffset occurredAt, DateTimeOffset now, DayClock? clock, IReadOnlyList<KnownRevision> known)
    {
        if (known.Count == 0)
            return clock is null ? new FirstAcceptance(now) : new FirstAcceptance(now, clock.DayOf(occurredAt), clock.DayOf(now));
        var first = known[0].First;
        if (first.OccurredOn is null)
            return first;
        return known.FirstOrDefault(revision => revision.OccurredAt == Kept(occurredAt))?.First
            ?? first with
            {
                OccurredOn = clock?.DayOf(occurredAt),
            };
    }

    /// <summary>As it is kept beside the days: in microseconds.</summary>
    public static DateTimeOffset Kept(DateTimeOffset occurredAt) =>
        new(occurredAt.UtcTicks - occurredAt.UtcTicks % TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);
}
