using AccountingSync.Accounting.Summaries;
using AccountingSync.Contracts;
using AccountingSync.Messaging;
using AccountingSync.Postgres;
using Npgsql;

namespace AccountingSync.PlatformSync.Connect;

public sealed record NewConnection(string Connection, string Platform, Dictionary<string, string> Settings, Dictionary<string, string>? Secrets);

static class ConnectionRoutes
{
    /// <summary>An entry posted while the connection is being stored is on the safe side of this.</summary>
    static readonly TimeSpan Margin = TimeSpan.FromSeconds(1);

    public static void Map(RouteGroupBuilder routes)
    {
        routes.MapPost("/connections", Put);
        routes.MapGet(
            "/connections",
            async (string organisation, NpgsqlDataSource database, ConnectionStore store, CancellationToken stop) =>
            {
                await using var session = await Session.Begin(database, organisation, stop);
                return (await store.Of(session, organisation, stop)).Select(connection => new
                {
                    connection.Connection,
                    connection.Platform,
                    connection.Settings,
                    connection.ActiveSince,
                    connection.ChangesUntil,
                });
            }
        );
    }

    static async Task<IResult> Put(
        string organisation,
        NewConnection request,
        NpgsqlDataSource database,
        ConnectionStore store,
        PlatformFactory platforms,
        FreshMessages fresh,
        TimeProvider time,
        CancellationToken stop
    )
    {
        if (PlatformFactory.Problem(request.Platform, request.Settings) is { } wrong)
            return Results.Problem(statusCode: StatusCodes.Status400BadRequest, title: wrong);
        var since = time.GetUtcNow() + Margin;
        var connection = new PlatformConnection(organisation, request.Connection, request.Platform, request.Settings, since, since);
        if (connection.Granularity is Granularity.Invalid(var problem))
            return Results.Problem(statusCode: StatusCodes.Status400BadRequest, title: problem);
        await using var session = await Session.Begin(database, organisation, stop);
        if (!await store.Put(session, connection, request.Secrets ?? [], stop))
            return Results.Problem(
                statusCode: StatusCodes.Status409Conflict,
                title: $"The connection '{request.Connection}' exists with another platform."
            );
        var stored = (await store.Of(session, organisation, stop)).Single(candidate => candidate.Connection == request.Connection);
        var outbox = new Outbox(fresh);
        outbox.Add(
            new PlatformConnectionsChanged
            {
                Organisation = organisation,
                Items =
                [
                    new ConnectionState
                    {
                        Connection = stored.Connection,
                        Platform = stored.Platform,
                        Active = true,
                        Since = stored.ActiveSince,
                    },
                ],
            }
        );
        await outbox.Flush(session, stop);
        await session.Commit(stop);
        platforms.Forget(organisation, request.Connection);
        return Results.Ok(
            new
            {
                stored.Connection,
                stored.Platform,
                stored.ActiveSince,
            }
        );
    }
}
