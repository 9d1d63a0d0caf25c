using AccountingSync.Postgres;
using Npgsql;

namespace AccountingSync.Reconciliation.Payouts;

/// <summary>Whether payouts come to zero, for the installation's other services.</summary>
static class PayoutRoutes
{
    public static void Map(RouteGroupBuilder routes)
    {
        routes.MapGet("/payouts", List);
        routes.MapGet("/payout", One);
    }

    /// <param name="state">One of <see cref="PayoutQuery.States"/>; all when it is not given.</param>
    static async Task<IResult> List(string organisation, string? state, int? limit, NpgsqlDataSource database, CancellationToken stop)
    {
        if (state is not null && !PayoutQuery.States.Contains(state))
            return Results.Problem(
                statusCode: StatusCodes.Status400BadRequest,
                title: $"'{state}' is no state of a payout.",
                detail: $"There are: {string.Join(", ", PayoutQuery.States)}."
            );
        await using var session = await Session.Begin(database, organisation, stop);
        return Results.Ok(await PayoutQuery.List(session, state, limit ?? 100, stop));
    }

    /// <returns>An empty list when no rule asserted anything about it.</returns>
    static async Task<IReadOnlyList<PayoutDetail>> One(
        string organisation,
        string source,
        string id,
        NpgsqlDataSource database,
        CancellationToken stop
    )
    {
        await using var session = await Session.Begin(database, organisation, stop);
        return await PayoutQuery.One(session, source, id, stop) is { } payout ? [payout] : [];
    }
}
