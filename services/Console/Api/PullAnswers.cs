using System.ComponentModel;
using AccountingSync.Console.Neighbours;

namespace AccountingSync.Console.Api;

/// <summary>When sources are asked what happened.</summary>
public sealed record PullsAnswer(IReadOnlyList<Pull> Pulls);

/// <summary>That a source is asked at set times.</summary>
public sealed record PullToAdd(
    [property: Description("The connection to the source.")] string Connection,
    [property: Description("Five fields as in crontab: minute, hour, day of the month, month, day of the week.")] string Cron,
    [property: Description("IANA's name; UTC when not given.")] string? TimeZone = null,
    [property: Description("Like 22:00-06:00: it works between these times only. Always when not given.")] string? Window = null,
    [property: Description("Days like 2026-12-25 on which none begins.")] IReadOnlyList<string>? Holidays = null,
    [property: Description("So much of what was asked for before is asked for again; an hour when not given.")] double? OverlapSeconds = null,
    [property: Description("What happened from then on is asked for; a day ago when not given, or where the one that is there has come to.")]
        DateTimeOffset? Since = null
);
