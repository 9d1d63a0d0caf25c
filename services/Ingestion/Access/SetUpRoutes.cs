using System.Text.Json;
using AccountingSync.Postgres;
using AccountingSync.Security;
using Npgsql;

namespace AccountingSync.Ingestion.Access;

public sealed record NewOrganisation(string Organisation, string Name);

public sealed record NewKey(string Organisation, string Role, string Name);

public sealed record NewConnection(string Organisation, string Connection, string SourceSystem, string? BaseAddress, ConnectionSecrets Secrets);

/// <summary>Organisations, keys and connections: what the command line sets up.</summary>
static class SetUpRoutes
{
    public static void Map(RouteGroupBuilder routes)
    {
        routes.MapPost("/organisations", AddOrganisation);
        routes.MapPost("/keys", AddKey);
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
        await using var command = database.CreateCommand(
            "INSERT INTO ingestion.organisations (organisation, name) VALUES ($1, $2) ON CONFLICT DO NOTHING"
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = organisation.Organisation });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = organisation.Name });
        await command.ExecuteNonQueryAsync(stop);
        return Results.Ok(organisation);
    }

    /// <summary>The only time that the key itself is shown.</summary>
    static async Task<IResult> AddKey(NewKey request, NpgsqlDataSource database, CancellationToken stop)
    {
        var key = ApiKey.Generate();
        await using var command = database.CreateCommand(
            "INSERT INTO ingestion.api_keys (id, key_hash, organisation, role, name) VALUES ($1, $2, $3, $4, $5)"
        );
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = Guid.CreateVersion7() });
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = ApiKey.Hash(key) });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = request.Organisation });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = request.Role });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = request.Name });
        await command.ExecuteNonQueryAsync(stop);
        return Results.Ok(new { Key = key });
    }

    static async Task<IResult> PutConnection(NewConnection request, NpgsqlDataSource database, DataKeys keys, CancellationToken stop)
    {
        var cipher = await keys.For(request.Organisation, stop);
        var secrets = cipher.Encrypt(
            JsonSerializer.SerializeToUtf8Bytes(request.Secrets),
            Connections.Address(request.Organisation, request.Connection)
        );
        await using var command = database.CreateCommand(
            """
            INSERT INTO ingestion.connections (connection, organisation, source_system, base_address, secrets) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (connection) DO UPDATE SET base_address = excluded.base_address, secrets = excluded.secrets
            WHERE ingestion.connections.organisation = excluded.organisation
            """
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = request.Connection });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = request.Organisation });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = request.SourceSystem });
        command.Parameters.Add(
            new NpgsqlParameter { Value = (object?)request.BaseAddress ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text }
        );
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = secrets });
        return await command.ExecuteNonQueryAsync(stop) == 1
            ? Results.Ok()
            : Results.Problem(statusCode: StatusCodes.Status409Conflict, title: $"The name '{request.Connection}' belongs to another organisation.");
    }
}
