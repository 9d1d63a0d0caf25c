using System.Diagnostics;
using AccountingSync.Postgres;
using Npgsql;

namespace AccountingSync.Reconciliation.Bank;

/// <summary>What a person says of a match.</summary>
/// <param name="By">Who says so, as the audit names them.</param>
/// <param name="Reason">Why; kept.</param>
public sealed record BankVerdict(string By, string? Reason);

/// <summary>Matches of bank lines, and what people decide of them, for the installation's other services.</summary>
static class BankMatchRoutes
{
    const int LongestReason = 1_000;

    public static void Map(RouteGroupBuilder routes)
    {
        routes.MapGet("/bank-matches", List);
        routes.MapPost(
            "/bank-matches/{match:guid}/confirm",
            (string organisation, Guid match, BankVerdict verdict, NpgsqlDataSource database, TimeProvider time, CancellationToken stop) =>
                Decide(organisation, match, BankDesk.Confirmed, verdict, database, time, stop)
        );
        routes.MapPost(
            "/bank-matches/{match:guid}/reject",
            (string organisation, Guid match, BankVerdict verdict, NpgsqlDataSource database, TimeProvider time, CancellationToken stop) =>
                Decide(organisation, match, BankDesk.Rejected, verdict, database, time, stop)
        );
    }

    /// <param name="state">One of <see cref="BankMatchQuery.States"/>; all when it is not given.</param>
    static async Task<IResult> List(string organisation, string? state, int? limit, NpgsqlDataSource database, CancellationToken stop)
    {
        if (state is not null && !BankMatchQuery.States.Contains(state))
            return Problem(
                StatusCodes.Status400BadRequest,
                $"'{state}' is no state of a match.",
                $"There are: {string.Join(", ", BankMatchQuery.States)}."
            );
        await using var session = await Session.Begin(database, organisation, stop);
        return Results.Ok(await BankMatchQuery.List(session, state, only: null, limit ?? 100, stop));
    }

    static async Task<IResult> Decide(
        string organisation,
        Guid match,
        string verdict,
        BankVerdict said,
        NpgsqlDataSource database,
        TimeProvider time,
        CancellationToken stop
    )
    {
        if (said.Reason?.Trim() is not { Length: > 0 and <= LongestReason } reason)
            return Problem(StatusCodes.Status400BadRequest, $"reason must be 1 to {LongestReason} characters: it is kept with the decision.");
        await using var session = await Session.Begin(database, organisation, stop);
        switch (await BankDesk.Decide(session, match, verdict, said.By, reason, time.GetUtcNow(), stop))
        {
            case BankDecision.Unknown:
                return Problem(
                    StatusCodes.Status404NotFound,
                    $"There is no match {match}.",
                    "What was proposed may have been found otherwise since: list the matches again."
                );
            case BankDecision.Taken(var source, var line, var other):
                return Problem(
                    StatusCodes.Status409Conflict,
                    $"'{line}' of '{source}' is in the match {other}, which a person confirmed.",
                    "Reject that one first."
                );
            case BankDecision.Done or BankDecision.Already:
                var now = await BankMatchQuery.List(session, state: null, match, 1, stop);
                await session.Commit(stop);
                return Results.Ok(now[0]);
            default:
                throw new UnreachableException();
        }
    }

    static IResult Problem(int status, string title, string? detail = null) => Results.Problem(statusCode: status, title: title, detail: detail);
}
