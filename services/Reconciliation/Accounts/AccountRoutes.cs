using AccountingSync.Postgres;
using Npgsql;

namespace AccountingSync.Reconciliation.Accounts;

/// <summary>Whether all that moved sources' accounts was received, for the installation's other services.</summary>
static class AccountRoutes
{
    public static void Map(RouteGroupBuilder routes) => routes.MapGet("/completeness", List);

    static async Task<IReadOnlyList<CompletenessView>> List(
        string organisation,
        string? source,
        DateOnly? from,
        DateOnly? until,
        int? limit,
        NpgsqlDataSource database,
        CancellationToken stop
    )
    {
        await using var session = await Session.Begin(database, organisation, stop);
        return await CompletenessQuery.List(session, source, from, until, limit ?? 1_000, stop);
    }
}
