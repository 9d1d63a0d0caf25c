using System.Diagnostics;
using AccountingSync.Ingestion.Access;
using AccountingSync.Postgres;
using Npgsql;

namespace AccountingSync.Ingestion.ControlImport;

/// <summary><c>GET /v1/imports</c>, <c>GET /v1/imports/{id}</c>, and <c>POST /v1/imports/{id}/pause</c>, <c>/resume</c> and <c>/cancel</c>.</summary>
static class ImportsRoutes
{
    const int MaxListed = 500;
    const int Listed = 50;

    public static void Map(WebApplication app)
    {
        app.MapGet("/v1/imports", List).WithName("listImports");
        app.MapGet("/v1/imports/{import:guid}", Show).WithName("showImport");
        foreach (var command in Enum.GetValues<ImportCommand>())
            app.MapPost(
                    $"/v1/imports/{{import:guid}}/{command.ToString().ToLowerInvariant()}",
                    (Guid import, HttpContext http, Credentials credentials, NpgsqlDataSource database, TimeProvider time, CancellationToken stop) =>
                        Ask(command, import, http, credentials, database, time, stop)
                )
                .WithName($"{command.ToString().ToLowerInvariant()}Import");
    }

    static Task<IResult> List(
        HttpContext http,
        Credentials credentials,
        NpgsqlDataSource database,
        TimeProvider time,
        CancellationToken stop,
        int limit = Listed
    ) =>
        In(
            http,
            credentials,
            database,
            async (session, _) =>
                Results.Ok(
                    new
                    {
                        Imports = (await ImportStore.Latest(session, Math.Clamp(limit, 1, MaxListed), stop)).Select(import =>
                            ImportView.Of(import, time.GetUtcNow())
                        ),
                    }
                ),
            stop
        );

    static Task<IResult> Show(
        Guid import,
        HttpContext http,
        Credentials credentials,
        NpgsqlDataSource database,
        TimeProvider time,
        CancellationToken stop
    ) =>
        In(
            http,
            credentials,
            database,
            async (session, _) =>
                await ImportStore.Find(session, import, locked: false, stop) is { } found
                    ? Results.Ok(ImportView.Of(found, time.GetUtcNow()))
                    : Problems.NoImport(import),
            stop
        );

    static Task<IResult> Ask(
        ImportCommand command,
        Guid import,
        HttpContext http,
        Credentials credentials,
        NpgsqlDataSource database,
        TimeProvider time,
        CancellationToken stop
    ) =>
        In(
            http,
            credentials,
            database,
            async (session, principal) =>
            {
                if (principal.Role is not ("source" or "operator"))
                    return Problems.Forbidden(principal.Role);
                if (await ImportStore.Find(session, import, locked: true, stop) is not { } found)
                    return Problems.NoImport(import);
                var now = time.GetUtcNow();
                switch (ControlDecision.Of(found.State, command))
                {
                    case ControlDecision.TooLate:
                        return Problems.ImportHasEnded(import, found.State);
                    case ControlDecision.Already:
                        return Results.Ok(ImportView.Of(found, now));
                    case ControlDecision.Change(var state):
                        var changed = found.In(state, now, state == ImportState.Cancelled ? $"Cancelled by the key '{principal.KeyName}'." : null);
                        await ImportStore.Change(session, changed, stop);
                        await session.Commit(stop);
                        return Results.Ok(ImportView.Of(changed, now));
                    default:
                        throw new UnreachableException();
                }
            },
            stop
        );

    static async Task<IResult> In(
        HttpContext http,
        Credentials credentials,
        NpgsqlDataSource database,
        Func<Session, Principal, Task<IResult>> work,
        CancellationToken stop
    )
    {
        try
        {
            if (await credentials.Authenticate(http.Request.Headers.Authorization, stop) is not { } principal)
                return Problems.Unauthorized();
            await using var session = await Session.Begin(database, principal.Organisation, stop);
            return await work(session, principal);
        }
        catch (Exception fault) when (DatabaseFaults.MayPass(fault))
        {
            return Problems.Unavailable(http.Response);
        }
    }
}
