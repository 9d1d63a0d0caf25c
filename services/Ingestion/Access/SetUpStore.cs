using Npgsql;
using NpgsqlTypes;

namespace AccountingSync.Ingestion.Access;

/// <summary>The statements that set up organisations, keys and connections.</summary>
static class SetUpStore
{
    public static async Task AddOrganisation(NpgsqlDataSource database, NewOrganisation organisation, CancellationToken stop)
    {
        await using var command = database.CreateCommand(
            "INSERT INTO ingestion.organisations (organisation, name) VALUES ($1, $2) ON CONFLICT DO NOTHING"
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = organisation.Organisation });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = organisation.Name });
        await command.ExecuteNonQueryAsync(stop);
    }

    public static async Task AddKey(NpgsqlDataSource database, NewKey key, byte[] hash, CancellationToken stop)
    {
        await using var command = database.CreateCommand(
            "INSERT INTO ingestion.api_keys (id, key_hash, organisation, role, name) VALUES ($1, $2, $3, $4, $5)"
        );
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = Guid.CreateVersion7() });
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = hash });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key.Organisation });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key.Role });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key.Name });
        await command.ExecuteNonQueryAsync(stop);
    }

    /// <returns>False when the name belongs to another organisation.</returns>
    public static async Task<bool> PutConnection(NpgsqlDataSource database, NewConnection connection, byte[] secrets, CancellationToken stop)
    {
        await using var command = database.CreateCommand(
            """
            INSERT INTO ingestion.connections (connection, organisation, source_system, base_address, secrets) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (connection) DO UPDATE SET base_address = excluded.base_address, secrets = excluded.secrets
            WHERE ingestion.connections.organisation = excluded.organisation
            """
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = connection.Connection });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = connection.Organisation });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = connection.SourceSystem });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)connection.BaseAddress ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = secrets });
        return await command.ExecuteNonQueryAsync(stop) == 1;
    }
}
