using AccountingSync.Accounting.Periods;
using AccountingSync.Contracts;
using AccountingSync.LedgerWriter.Journal;
using AccountingSync.Messaging;
using AccountingSync.Postgres;
using Npgsql;

namespace AccountingSync.LedgerWriter.Periods;

/// <param name="By">The name of a person's key.</param>
public sealed record DecideOnPeriod(string By, string? Reason = null);

/// <param name="EntryIds">Those that are to be posted on the next open day.</param>
public sealed record PostLater(string By, IReadOnlyList<Guid> EntryIds);

/// <param name="Waiting">Entries that wait for it.</param>
public sealed record PeriodView(
    string Period,
    string ClosedBy,
    DateTimeOffset ClosedAt,
    string? AskedBy,
    DateTimeOffset? AskedAt,
    string? AskedWhy,
    long Waiting
);

/// <summary>Closing and opening periods, and what waits for them.</summary>
static class PeriodRoutes
{
    const int MaxListed = 1_000;
    const int MaxInEnvelope = 500;

    public static void Map(RouteGroupBuilder routes)
    {
        routes.MapGet("/periods", List);
        routes.MapGet(
            "/periods/decisions",
            async (string organisation, int? limit, NpgsqlDataSource database, CancellationToken stop) =>
            {
                await using var session = await Session.Begin(database, organisation, stop);
                return await PeriodStore.Decisions(session, Math.Clamp(limit ?? 100, 1, MaxListed), stop);
            }
        );
        routes.MapGet(
            "/periods/waiting",
            async (string organisation, DateOnly? period, int? limit, NpgsqlDataSource database, CancellationToken stop) =>
            {
                await using var session = await Session.Begin(database, organisation, stop);
                AccountingPeriod? only = period is { } day ? AccountingPeriod.Of(day) : null;
                return await WaitingEntryStore.List(session, only, Math.Clamp(limit ?? 100, 1, MaxListed), stop);
            }
        );
        routes.MapPost("/periods/waiting/post", PostOnNextOpenDay);
        MapDecision(
            routes,
            "close",
            (period, known, _, now) => PeriodRules.WhyNotClose(period, known, DateOnly.FromDateTime(now.UtcDateTime)),
            (session, _, period, decision, now, stop) => PeriodStore.Close(session, period, decision.By, decision.Reason, now, stop)
        );
        MapDecision(
            routes,
            "ask",
            (period, known, _, _) => PeriodRules.WhyNotAsk(period, known),
            (session, _, period, decision, now, stop) =>
                PeriodStore.AskUnlessAsked(session, period, decision.By, decision.Reason ?? "No reason given.", now, stop)
        );
        MapDecision(
            routes,
            "decline",
            (period, known, _, _) => PeriodRules.WhyNotDecline(period, known),
            (session, _, period, decision, now, stop) => PeriodStore.Decline(session, period, decision.By, decision.Reason, now, stop)
        );
        MapDecision(
            routes,
            "reopen",
            (period, known, decision, _) => PeriodRules.WhyNotReopen(period, known, decision.By),
            async (session, outbox, period, decision, now, stop) =>
            {
                await PeriodStore.Reopen(session, period, decision.By, decision.Reason, now, stop);
                outbox.Add(new PostWaitingEntries { Organisation = session.Organisation!, Items = [new PeriodToPost(period.FirstDay)] });
            }
        );
    }

    static async Task<IReadOnlyList<PeriodView>> List(string organisation, NpgsqlDataSource database, CancellationToken stop)
    {
        await using var session = await Session.Begin(database, organisation, stop);
        var waiting = await PeriodStore.Waiting(session, stop);
        return
        [
            .. (await PeriodStore.List(session, stop)).Select(known => new PeriodView(
                known.Period.ToString(),
                known.ClosedBy,
                known.ClosedAt,
                known.AskedBy,
                known.AskedAt,
                known.AskedWhy,
                waiting.GetValueOrDefault(known.Period)
            )),
        ];
    }

    /// <param name="objection">Why not; null when it may be.</param>
    static void MapDecision(
        RouteGroupBuilder routes,
        string verb,
        Func<AccountingPeriod, ClosedPeriod?, DecideOnPeriod, DateTimeOffset, string?> objection,
        Func<Session, Outbox, AccountingPeriod, DecideOnPeriod, DateTimeOffset, CancellationToken, Task> decide
    ) =>
        routes.MapPost(
            $"/periods/{{period}}/{verb}",
            async (
                string period,
                string organisation,
                DecideOnPeriod decision,
                NpgsqlDataSource database,
                FreshMessages fresh,
                TimeProvider time,
                CancellationToken stop
            ) =>
            {
                if (!AccountingPeriod.TryParse(period, out var month))
                    return Results.Problem(statusCode: StatusCodes.Status400BadRequest, title: $"'{period}' is no period; write it like 2026-03.");
                await using var session = await Session.Begin(database, organisation, stop);
                await JournalStore.LockAlone(session, stop);
                var now = time.GetUtcNow();
                if (objection(month, await PeriodStore.Find(session, month, stop), decision, now) is { } why)
                    return Results.Problem(statusCode: StatusCodes.Status409Conflict, title: why);
                var outbox = new Outbox(fresh);
                await decide(session, outbox, month, decision, now, stop);
                await outbox.Flush(session, stop);
                await session.Commit(stop);
                return Results.Ok(new { Period = month.ToString() });
            }
        );

    static async Task<IResult> PostOnNextOpenDay(
        string organisation,
        PostLater request,
        NpgsqlDataSource database,
        FreshMessages fresh,
        TimeProvider time,
        CancellationToken stop
    )
    {
        await using var session = await Session.Begin(database, organisation, stop);
        await JournalStore.LockAlone(session, stop);
        var now = time.GetUtcNow();
        var entries = await WaitingEntryStore.Take(session, [.. request.EntryIds.Take(MaxListed)], stop);
        var outbox = new Outbox(fresh);
        var posted = await LateEntries.Post(session, outbox, entries, now, stop);
        foreach (var envelope in posted.Chunk(MaxInEnvelope))
            outbox.Add(new JournalEntriesPosted { Organisation = organisation, Items = envelope });
        foreach (var period in entries.GroupBy(item => AccountingPeriod.Of(item.Entry.Date)))
            await PeriodStore.Note(
                session,
                period.Key,
                "posted later",
                request.By,
                string.Join(", ", period.Select(item => item.Entry.EntryId)),
                now,
                stop
            );
        await outbox.Flush(session, stop);
        await session.Commit(stop);
        return Results.Ok(new { Posted = entries.Count });
    }
}
