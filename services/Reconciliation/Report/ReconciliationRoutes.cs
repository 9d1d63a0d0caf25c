using AccountingSync.Accounting.Reconciliation;
using AccountingSync.Messaging;
using AccountingSync.Postgres;
using AccountingSync.Reconciliation.Accounts;
using AccountingSync.Reconciliation.Bank;
using AccountingSync.Reconciliation.Match;
using AccountingSync.Reconciliation.Payouts;
using AccountingSync.ServiceDefaults;
using Npgsql;

namespace AccountingSync.Reconciliation.Report;

/// <summary>A run that somebody asked for, with what it says.</summary>
public sealed record RequestedRun : Run
{
    internal RequestedRun(Run run, IReadOnlyList<DiscrepancyView> discrepancies)
        : base(run) => Discrepancies = discrepancies;

    /// <summary>Those that are open after the run, the newest first, at most 1,000.</summary>
    public IReadOnlyList<DiscrepancyView> Discrepancies { get; }
}

/// <summary>What Reconciliation tells the installation's other services.</summary>
static class ReconciliationRoutes
{
    const int MaxRuns = 1_000;

    public static void Map(WebApplication app)
    {
        var routes = app.MapInternal();
        routes.MapGet(
            "/discrepancies",
            (string organisation, string? state, int? limit, NpgsqlDataSource database, CancellationToken stop) =>
                Discrepancies(database, organisation, state, DiscrepancyTypes.All, limit, stop)
        );
        // What somebody changed in a platform waits for its correction until the sides agree again.
        routes.MapGet(
            "/corrections",
            (string organisation, string? state, int? limit, NpgsqlDataSource database, CancellationToken stop) =>
                Discrepancies(database, organisation, state, DiscrepancyTypes.MadeInPlatform, limit, stop)
        );
        routes.MapGet(
            "/reconciliations",
            (string organisation, int? limit, NpgsqlDataSource database, CancellationToken stop) =>
                Read(database, organisation, session => RunStore.Latest(session, Math.Clamp(limit ?? 50, 1, MaxRuns), stop), stop)
        );
        routes.MapPost("/reconciliations", Reconcile);
        routes.MapGet(
            "/summary",
            (string organisation, NpgsqlDataSource database, ReconciliationOptions options, TimeProvider time, CancellationToken stop) =>
                Read(database, organisation, session => SummaryQuery.Read(session, time.GetUtcNow() - options.Settle, stop), stop)
        );
        routes.MapGet(
            "/timeline",
            (string organisation, string source, string id, NpgsqlDataSource database, CancellationToken stop) =>
                Read(database, organisation, session => TimelineQuery.Read(session, source, id, stop), stop)
        );
        routes.MapGet("/metrics", Metrics);
        PayoutRoutes.Map(routes);
        AccountRoutes.Map(routes);
        BankMatchRoutes.Map(routes);
        routes.MapDeadLetters(Queues.Reconciliation);
    }

    static async Task<IResult> Discrepancies(
        NpgsqlDataSource database,
        string organisation,
        string? state,
        IReadOnlyList<DiscrepancyType> types,
        int? limit,
        CancellationToken stop
    )
    {
        if (state is not (null or "open" or "resolved" or "all"))
            return Results.Problem(
                statusCode: StatusCodes.Status400BadRequest,
                title: $"'{state}' is no state of a discrepancy.",
                detail: "There are: open, resolved, all."
            );
        var only = state == "all" ? null : state ?? "open";
        return Results.Ok(await Read(database, organisation, session => DiscrepancyQuery.List(session, only, types, limit ?? 100, stop), stop));
    }

    /// <param name="hours">How far back, 24 when it is not given.</param>
    static async Task<IResult> Metrics(
        string organisation,
        int? hours,
        NpgsqlDataSource database,
        ReconciliationOptions options,
        TimeProvider time,
        CancellationToken stop
    )
    {
        if (hours is not (null or (>= 1 and <= MetricsQuery.MaxHours)))
            return Results.Problem(statusCode: StatusCodes.Status400BadRequest, title: $"hours must be from 1 to {MetricsQuery.MaxHours}.");
        var until = time.GetUtcNow();
        var since = until - TimeSpan.FromHours(hours ?? MetricsQuery.DefaultHours);
        return Results.Ok(await Read(database, organisation, session => MetricsQuery.Read(session, since, until, options.Settle, stop), stop));
    }

    /// <summary>Compares everything now.</summary>
    /// <param name="settleSeconds">How long something may be on its way; the service's own setting when it is not given.</param>
    static async Task<IResult> Reconcile(
        string organisation,
        double? settleSeconds,
        NpgsqlDataSource database,
        Reconciler reconciler,
        CancellationToken stop
    )
    {
        if (settleSeconds is not (null or (>= 0 and <= 86_400)))
            return Results.Problem(statusCode: StatusCodes.Status400BadRequest, title: "settleSeconds must be from 0 to 86400.");
        TimeSpan? settle = settleSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
        var run = await reconciler.Everything(database, organisation, settle, stop);
        return Results.Ok(
            new RequestedRun(
                run,
                await Read(database, organisation, session => DiscrepancyQuery.List(session, "open", DiscrepancyQuery.MaxListed, stop), stop)
            )
        );
    }

    static async Task<T> Read<T>(NpgsqlDataSource database, string organisation, Func<Session, Task<T>> read, CancellationToken stop)
    {
        await using var session = await Session.Begin(database, organisation, stop);
        return await read(session);
    }
}
