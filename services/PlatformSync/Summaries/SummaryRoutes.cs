using AccountingSync.Postgres;
using Npgsql;

namespace AccountingSync.PlatformSync.Summaries;

static class SummaryRoutes
{
    const int MostListed = 1_000;

    public static void Map(RouteGroupBuilder routes)
    {
        routes.MapGet(
            "/summaries",
            async (string organisation, string? connection, DateOnly? date, int? limit, NpgsqlDataSource database, CancellationToken stop) =>
            {
                await using var session = await Session.Begin(database, organisation, stop);
                return await SummaryQueries.List(session, connection, date, Math.Clamp(limit ?? 100, 1, MostListed), stop);
            }
        );
        routes.MapGet(
            "/summaries/{id:guid}",
            async (string organisation, Guid id, NpgsqlDataSource database, CancellationToken stop) =>
            {
                await using var session = await Session.Begin(database, organisation, stop);
                return await SummaryQueries.One(session, id, stop) is { } summary ? Results.Ok(summary) : Results.NotFound();
            }
        );
        routes.MapGet(
            "/summaries/{id:guid}/entries",
            async (string organisation, Guid id, string? account, Guid? after, int? limit, NpgsqlDataSource database, CancellationToken stop) =>
            {
                await using var session = await Session.Begin(database, organisation, stop);
                return await SummaryQueries.Entries(session, id, account, after, Math.Clamp(limit ?? 100, 1, MostListed), stop);
            }
        );
    }
}
