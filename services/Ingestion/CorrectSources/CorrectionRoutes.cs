using System.Diagnostics;
using AccountingSync.Accounting.Corrections;
using AccountingSync.Messaging;
using AccountingSync.Postgres;
using Npgsql;

namespace AccountingSync.Ingestion.CorrectSources;

/// <param name="Id">The asker's; told twice, it is one correction. Null for a new one.</param>
/// <param name="AskedBy">The name of the key that was shown.</param>
sealed record CorrectionToAsk(
    string Source,
    string TransactionId,
    string Field,
    string Reason,
    string AskedBy,
    string? From = null,
    string? To = null,
    Guid? Id = null
);

/// <summary>Asks for corrections by hand, and shows them, for the installation's other services.</summary>
static class CorrectionRoutes
{
    public static void Map(RouteGroupBuilder routes)
    {
        routes.MapGet("/source-corrections", List);
        routes.MapPost("/source-corrections", Ask);
    }

    static async Task<IReadOnlyList<CorrectionView>> List(
        string organisation,
        string? state,
        NpgsqlDataSource database,
        CorrectionQueries corrections,
        CancellationToken stop
    )
    {
        await using var session = await Session.Begin(database, organisation, stop);
        return await corrections.Listed(session, state, id: null, stop);
    }

    static async Task<IResult> Ask(
        string organisation,
        CorrectionToAsk asked,
        CorrectionDesk desk,
        CorrectionQueries corrections,
        NpgsqlDataSource database,
        FreshMessages fresh,
        TimeProvider time,
        CancellationToken stop
    )
    {
        var correction = new SourceCorrection(
            asked.Id ?? Guid.CreateVersion7(time.GetUtcNow()),
            asked.Source,
            asked.TransactionId,
            CorrectionField.Of(asked.Field),
            asked.From,
            asked.To,
            asked.Reason,
            asked.AskedBy
        );
        if (await desk.Problems(organisation, correction, stop) is { Count: > 0 } problems)
            return Results.Problem(
                statusCode: StatusCodes.Status400BadRequest,
                title: "The correction cannot be asked for; nothing was done.",
                detail: string.Join(' ', problems.Select(problem => $"{problem.Field}: {problem.Message}"))
            );
        await using var session = await Session.Begin(database, organisation, stop);
        var outbox = new Outbox(fresh);
        switch (await desk.Ask(session, outbox, correction, stop))
        {
            case CorrectionAsked.Differs:
                return Results.Problem(
                    statusCode: StatusCodes.Status409Conflict,
                    title: $"The correction {correction.Id} was asked for before, and was another; nothing was done.",
                    detail: "Ask with a new id, or without one."
                );
            case CorrectionAsked.Taken or CorrectionAsked.Known or CorrectionAsked.Refused:
                break;
            default:
                throw new UnreachableException();
        }
        var view = (await corrections.Listed(session, state: null, correction.Id, stop)).Single();
        await outbox.Flush(session, stop);
        await session.Commit(stop);
        return Results.Ok(view);
    }
}
