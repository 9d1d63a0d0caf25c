using AccountingSync.Ingestion.Access;
using AccountingSync.Postgres;
using Npgsql;

namespace AccountingSync.Ingestion.Pulls;

/// <summary>When sources are asked, for the installation's other services.</summary>
static class PullRoutes
{
    public static void Map(RouteGroupBuilder routes)
    {
        routes.MapGet("/pulls", List);
        routes.MapPost("/pulls", Put);
        routes.MapPost("/pulls/{connection}/run", Run);
        foreach (var (verb, paused) in new[] { ("pause", true), ("resume", false) })
            routes.MapPost(
                $"/pulls/{{connection}}/{verb}",
                (string organisation, string connection, [AsParameters] Deciding with, CancellationToken stop) =>
                    Pause(organisation, connection, paused, with, stop)
            );
    }

    static async Task<IReadOnlyList<PullView>> List(string organisation, NpgsqlDataSource database, TimeProvider time, CancellationToken stop)
    {
        await using var session = await Session.Begin(database, organisation, stop);
        var last = await PullRunStore.Latest(session, stop);
        var now = time.GetUtcNow();
        return
        [
            .. (await PullStore.Of(database, organisation, stop)).Select(pull => PullView.Of(pull, last.GetValueOrDefault(pull.Connection), now)),
        ];
    }

    static async Task<IResult> Put(
        string organisation,
        NewPull asked,
        Connections connections,
        PullPages pages,
        [AsParameters] Deciding with,
        CancellationToken stop
    )
    {
        if (await connections.Find(asked.Connection, stop) is not { } connection || connection.Organisation != organisation)
            return Results.Problem(
                statusCode: StatusCodes.Status404NotFound,
                title: $"There is no connection '{asked.Connection}' to a source.",
                detail: "Add it first: 'acsync connections add'."
            );
        if (pages.ListOf(connection.SourceSystem) is not { } list)
            return Refused([
                new PullProblem("connection", $"What happened at {connection.SourceSystem} cannot be asked for. It can at: {pages.Known}."),
            ]);
        var now = with.Time.GetUtcNow();
        if (PullReading.Of(asked, now) is not PullReading.Read read)
            return Refused(((PullReading.Refused)PullReading.Of(asked, now)).Problems);
        await PullStore.Put(with.Database, read.At(organisation, asked.Connection, now), read.Since, read.FirstDayWithin(list.Reach, now), now, stop);
        return await Answer(organisation, asked.Connection, with, stop);
    }

    static async Task<IResult> Pause(string organisation, string connection, bool paused, Deciding with, CancellationToken stop)
    {
        await PullStore.SetPaused(with.Database, organisation, connection, paused, with.Time.GetUtcNow(), stop);
        return await Answer(organisation, connection, with, stop);
    }

    static async Task<IResult> Run(string organisation, string connection, [AsParameters] Deciding with, CancellationToken stop)
    {
        if (await PullStore.Find(with.Database, organisation, connection, stop) is not { } pull)
            return NoPull(connection);
        if (pull.Paused)
            return Results.Problem(
                statusCode: StatusCodes.Status409Conflict,
                title: $"The pull of '{connection}' is paused.",
                detail: $"Resume it first: 'acsync pulls resume {connection}'."
            );
        return await with.Scheduler.Begin(pull, stop)
            ? await Answer(organisation, connection, with, stop)
            : Results.Problem(statusCode: StatusCodes.Status503ServiceUnavailable, title: "The schedule is not started yet. Ask again in a moment.");
    }

    static async Task<IResult> Answer(string organisation, string connection, Deciding with, CancellationToken stop)
    {
        if (await PullStore.Find(with.Database, organisation, connection, stop) is not { } pull)
            return NoPull(connection);
        await with.Scheduler.Agree(pull, stop);
        await using var session = await Session.Begin(with.Database, organisation, stop);
        var last = await PullRunStore.Latest(session, stop);
        return Results.Ok(PullView.Of(pull, last.GetValueOrDefault(connection), with.Time.GetUtcNow()));
    }

    static IResult NoPull(string connection) =>
        Results.Problem(
            statusCode: StatusCodes.Status404NotFound,
            title: $"There is no pull of '{connection}'.",
            detail: "'acsync pulls list' names those that there are; 'acsync pulls add' adds one."
        );

    static IResult Refused(IReadOnlyList<PullProblem> problems) =>
        Results.Problem(
            statusCode: StatusCodes.Status400BadRequest,
            title: "The pull cannot be added; nothing was changed.",
            detail: string.Join(' ', problems.Select(problem => $"{problem.Field}: {problem.Message}")),
            extensions: new Dictionary<string, object?> { ["errors"] = problems }
        );

    /// <summary>What all decisions about a pull need.</summary>
    sealed record Deciding(NpgsqlDataSource Database, PullScheduler Scheduler, TimeProvider Time);
}
