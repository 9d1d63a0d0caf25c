using AccountingSync.Messaging;
using AccountingSync.PlatformSync.Connect;
using AccountingSync.PlatformSync.Summaries;
using AccountingSync.Postgres;
using AccountingSync.ServiceDefaults;
using Npgsql;

namespace AccountingSync.PlatformSync.ReadPushes;

/// <summary>What PlatformSync tells the installation's other services.</summary>
static class PushRoutes
{
    public static void Map(WebApplication app)
    {
        var routes = app.MapInternal();
        ConnectionRoutes.Map(routes);
        SummaryRoutes.Map(routes);
        routes.MapGet(
            "/pushes",
            (string organisation, string? state, int? limit, NpgsqlDataSource database, CancellationToken stop) =>
                Read(database, organisation, session => PushQueries.List(session, state, Math.Clamp(limit ?? 100, 1, 1_000), stop), stop)
        );
        routes.MapGet(
            "/pushes/by-entry",
            (string organisation, Guid[] id, NpgsqlDataSource database, CancellationToken stop) =>
                Read(database, organisation, session => PushQueries.ByEntry(session, id, stop), stop)
        );
        routes.MapGet(
            "/pushes/counts",
            (string organisation, NpgsqlDataSource database, CancellationToken stop) =>
                Read(database, organisation, session => PushQueries.Counts(session, stop), stop)
        );
        routes.MapDataKeys();
        routes.MapDeadLetters(Queues.PlatformSync, Queues.PushOutcomes);
    }

    static async Task<T> Read<T>(NpgsqlDataSource database, string organisation, Func<Session, Task<T>> read, CancellationToken stop)
    {
        await using var session = await Session.Begin(database, organisation, stop);
        return await read(session);
    }
}
