using System.Text.Json;
using AccountingSync.Accounting;
using AccountingSync.Postgres;
using AccountingSync.Security;
using Npgsql;

namespace AccountingSync.Ingestion.Access;

public sealed record NewOrganisation(string Organisation, string Name);

public sealed record OrganisationView(string Organisation, string Name, DateTimeOffset CreatedAt);

public sealed record KeyView(string Name, string Role, DateTimeOffset CreatedAt, DateTimeOffset? RevokedAt);

public sealed record NewKey(string Organisation, string Role, string Name);

/// <param name="WebhookAddress">See <see cref="Connection.WebhookAddress"/>; null for vendors that do not sign it.</param>
/// <param name="Source">What its transactions bear as their source; null when that is the connection's name. For systems of one's own.</param>
public sealed record NewConnection(
    string Organisation,
    string Connection,
    string SourceSystem,
    string? BaseAddress,
    ConnectionSecrets Secrets,
    string? WebhookAddress = null,
    string? Source = null
);

/// <summary>Organisations, keys and connections: what the command line sets up.</summary>
static class SetUpRoutes
{
    /// <summary>It is a part of routing keys, which have 255 bytes.</summary>
    const int LongestSource = 60;

    public static void Map(RouteGroupBuilder routes)
    {
        routes.MapGet("/organisations", (NpgsqlDataSource database, CancellationToken stop) => SetUpStore.Organisations(database, stop));
        routes.MapPost("/organisations", AddOrganisation);
        routes.MapGet(
            "/keys",
            (string organisation, NpgsqlDataSource database, CancellationToken stop) => SetUpStore.Keys(database, organisation, stop)
        );
        routes.MapPost("/keys", AddKey);
        routes.MapPost(
            "/keys/revoke",
            async (string organisation, string name, NpgsqlDataSource database, TimeProvider time, CancellationToken stop) =>
                new { Revoked = await SetUpStore.RevokeKeys(database, organisation, name, time.GetUtcNow(), stop) }
        );
        routes.MapPost("/connections", PutConnection);
        routes.MapGet(
            "/principal",
            async (HttpRequest request, Credentials credentials, CancellationToken stop) =>
                await credentials.Authenticate(request.Headers["X-Api-Authorization"], stop) is { } principal
                    ? Results.Ok(principal)
                    : Results.NotFound()
        );
    }

    static async Task<IResult> AddOrganisation(NewOrganisation organisation, NpgsqlDataSource database, CancellationToken stop)
    {
        await SetUpStore.AddOrganisation(database, organisation, stop);
        return Results.Ok(organisation);
    }

    /// <summary>The only time that the key itself is shown.</summary>
    static async Task<IResult> AddKey(NewKey request, NpgsqlDataSource database, KnownOrganisations organisations, CancellationToken stop)
    {
        if (!await organisations.Knows(request.Organisation, stop))
            return NoOrganisation(request.Organisation);
        var key = ApiKey.Generate();
        await SetUpStore.AddKey(database, request, ApiKey.Hash(key), stop);
        return Results.Ok(new { Key = key });
    }

    static async Task<IResult> PutConnection(
        NewConnection request,
        NpgsqlDataSource database,
        KnownOrganisations organisations,
        DataKeys keys,
        CancellationToken stop
    )
    {
        if (!await organisations.Knows(request.Organisation, stop))
            return NoOrganisation(request.Organisation);
        if (request.Source is { } source && (source.Length is 0 or > LongestSource || !TransactionRules.IsPlain(source)))
            return Results.Problem(
                statusCode: StatusCodes.Status400BadRequest,
                title: $"source: It must have from 1 to {LongestSource} characters and no control characters."
            );
        var cipher = await keys.For(request.Organisation, stop);
        var secrets = cipher.Encrypt(
            JsonSerializer.SerializeToUtf8Bytes(request.Secrets),
            Connections.Address(request.Organisation, request.Connection)
        );
        return await SetUpStore.PutConnection(database, request, secrets, stop)
            ? Results.Ok()
            : Results.Problem(
                statusCode: StatusCodes.Status409Conflict,
                title: $"The name '{request.Connection}' belongs to another organisation or to a source of another kind, or its source is that of another "
                    + "connection."
            );
    }

    static IResult NoOrganisation(string name) =>
        Results.Problem(statusCode: StatusCodes.Status404NotFound, title: $"There is no organisation '{name}'.");
}
