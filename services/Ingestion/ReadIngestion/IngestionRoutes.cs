using AccountingSync.Ingestion.Access;
using AccountingSync.Ingestion.CorrectSources;
using AccountingSync.Ingestion.FixDays;
using AccountingSync.Ingestion.Pulls;
using AccountingSync.Ingestion.ReadContents;
using AccountingSync.Messaging;
using AccountingSync.Postgres;
using AccountingSync.ServiceDefaults;
using Npgsql;

namespace AccountingSync.Ingestion.ReadIngestion;

/// <summary>What Ingestion tells the installation's other services.</summary>
static class IngestionRoutes
{
    const int MaxListed = 1_000;

    public static void Map(WebApplication app)
    {
        var routes = app.MapInternal();
        SetUpRoutes.Map(routes);
        DayRoutes.Map(routes);
        routes.MapGet(
            "/counts",
            (string organisation, NpgsqlDataSource database, CancellationToken stop) =>
                Read(database, organisation, session => IngestionQueries.Counts(session, stop), stop)
        );
        routes.MapGet(
            "/transactions",
            (string organisation, string source, string id, NpgsqlDataSource database, CancellationToken stop) =>
                Read(database, organisation, session => IngestionQueries.Transaction(session, source, id, stop), stop)
        );
        routes.MapGet(
            "/unknown-events",
            (string organisation, NpgsqlDataSource database, CancellationToken stop) =>
                Read(database, organisation, session => IngestionQueries.UnknownEvents(session, MaxListed, stop), stop)
        );
        routes.MapGet(
            "/conflicts",
            (string organisation, NpgsqlDataSource database, CancellationToken stop) =>
                Read(database, organisation, session => IngestionQueries.Conflicts(session, MaxListed, stop), stop)
        );
        ContentsRoute.Map(routes);
        PullRoutes.Map(routes);
        CorrectionRoutes.Map(routes);
        routes.MapDataKeys();
        routes.MapDeadLetters(Queues.Ingestion, Queues.SourceCorrections, ReceiveFromQueue.InboundQueue.Name, CorrectionAnswersQueue.Name);
    }

    static async Task<T> Read<T>(NpgsqlDataSource database, string organisation, Func<Session, Task<T>> read, CancellationToken stop)
    {
        await using var session = await Session.Begin(database, organisation, stop);
        return await read(session);
    }
}
