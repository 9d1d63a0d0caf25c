using System.Globalization;

namespace AccountingSync.Ingestion.Pulls;

/// <summary>A pull as it is shown.</summary>
/// <param name="State">running, waiting or paused.</param>
/// <param name="Window">Like 22:00-06:00; null: always.</param>
/// <param name="NextRun">Null while it is paused, or when its window never opens.</param>
/// <param name="Last">Null before the first.</param>
sealed record PullView(
    string Connection,
    string State,
    string Cron,
    string TimeZone,
    string? Window,
    IReadOnlyList<DateOnly> Holidays,
    double OverlapSeconds,
    DateTimeOffset AskedUntil,
    DateTimeOffset? NextRun,
    PullRunView? Last
)
{
    public static PullView Of(PullRecord pull, PullRunRecord? last, DateTimeOffset now) =>
        new(
            pull.Connection,
            pull.Paused ? "paused"
                : last?.StateAt(now) == "running" ? "running"
                : "waiting",
            pull.Schedule.Cron,
            pull.Schedule.Zone.Id,
            pull.Schedule.Window is { } window ? $"{Text(window.From)}-{Text(window.Until)}" : null,
            pull.Schedule.Holidays,
            pull.Overlap.TotalSeconds,
            pull.AskedUntil,
            pull.Paused ? null : pull.Schedule.Next(now),
            last is null ? null : PullRunView.Of(last, now)
        );

    static string Text(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);
}

/// <summary>The last time that a source was asked.</summary>
/// <param name="State">running, interrupted (the next one goes on with it), done or failed.</param>
/// <param name="LostFrom">From here to <paramref name="LostUntil"/> the vendor does not tell any more; null when nothing is lost.</param>
/// <param name="Why">It failed, does not go on now, or could not tell the account.</param>
sealed record PullRunView(
    Guid Run,
    string State,
    DateTimeOffset Since,
    DateTimeOffset Until,
    DateTimeOffset? LostFrom,
    DateTimeOffset? LostUntil,
    int Attempts,
    int Pages,
    long Events,
    long Refilled,
    long Duplicates,
    long Conflicts,
    long Unknown,
    DateTimeOffset BeganAt,
    DateTimeOffset? EndedAt,
    string? Why
)
{
    public static PullRunView Of(PullRunRecord run, DateTimeOffset now) =>
        new(
            run.Id,
            run.StateAt(now),
            run.Since,
            run.Until,
            run.LostFrom,
            run.LostUntil,
            run.Attempts,
            run.Counts.Pages,
            run.Counts.Events,
            run.Counts.Refilled,
            run.Counts.Duplicates,
            run.Counts.Conflicts,
            run.Counts.Unknown,
            run.BeganAt,
            run.EndedAt,
            run.Why
        );
}
