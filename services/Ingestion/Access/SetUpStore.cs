using Npgsql;
using NpgsqlTypes;

namespace AccountingSync.Ingestion.Access;

/// <summary>The statements that set up organisations, keys and connections.</summary>
static class SetUpStore
{
    const int MaxListed = 1_000;

    public static async Task AddOrganisation(NpgsqlDataSource database, NewOrganisation organisation, CancellationToken stop)
    {
        await using var command = database.CreateCommand(
            "INSERT INTO ingestion.organisations (organisation, name) VALUES ($1, $2) ON CONFLICT DO NOTHING"
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = organisation.Organisation });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = organisation.Name });
        await command.ExecuteNonQueryAsync(stop);
    }

    public static async Task<IReadOnlyList<OrganisationView>> Organisations(NpgsqlDataSource database, CancellationToken stop)
    {
        await using var command = database.CreateCommand(
            "SELECT organisation, name, created_at FROM ingestion.organisations ORDER BY created_at LIMIT $1"
        );
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = MaxListed });
        await using var reader = await command.ExecuteReaderAsync(stop);
        var organisations = new List<OrganisationView>();
        while (await reader.ReadAsync(stop))
            organisations.Add(new OrganisationView(reader.GetString(0), reader.GetString(1), reader.GetFieldValue<DateTimeOffset>(2)));
        return organisations;
    }

    public static async Task<IReadOnlyList<KeyView>> Keys(NpgsqlDataSource database, string organisation, CancellationToken stop)
    {
        await using var command = database.CreateCommand(
            "SELECT name, role, created_at, revoked_at FROM ingestion.api_keys WHERE organisation = $1 ORDER BY created_at LIMIT $2"
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = organisation });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = MaxListed });
        await using var reader = await command.ExecuteReaderAsync(stop);
        var keys = new List<KeyView>();
        while (await reader.ReadAsync(stop))
            keys.Add(
                new KeyView(
                    reader.GetString(0),
                    reader.GetString(1),
                    reader.GetFieldValue<DateTimeOffset>(2),
                    await reader.IsDBNullAsync(3, stop) ? null : reader.GetFieldValue<DateTimeOffset>(3)
                )
            );
        return keys;
    }

    /// <returns>How many keys of this name were valid until now.</returns>
    public static async Task<int> RevokeKeys(NpgsqlDataSource database, string organisation, string name, DateTimeOffset now, CancellationToken stop)
    {
        await using var command = database.CreateCommand(
            "UPDATE ingestion.api_keys SET revoked_at = $3 WHERE organisation = $1 AND name = $2 AND revoked_at IS NULL"
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = organisation });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now });
        return await command.ExecuteNonQueryAsync(stop);
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

    /// <returns>False when the name belongs to another organisation, or to a source of another kind (what is stored of that one is read as its vendor wrote it),
    /// or when another connection of the organisation has its source.</returns>
    public static async Task<bool> PutConnection(NpgsqlDataSource database, NewConnection connection, byte[] secrets, CancellationToken stop)
    {
        await using var command = database.CreateCommand(
            """
            INSERT INTO ingestion.connections (connection, organisation, source_system, base_address, webhook_address, secrets, source)
            SELECT $1, $2, $3, $4, $5, $6, $7
            WHERE NOT EXISTS (
                SELECT 1 FROM ingestion.connections other
                WHERE other.organisation = $2 AND other.connection <> $1 AND coalesce(other.source, other.connection) = coalesce(
                        $7, (SELECT known.source FROM ingestion.connections known WHERE known.connection = $1 AND known.organisation = $2), $1)
            )
            ON CONFLICT (connection) DO UPDATE
            SET base_address = excluded.base_address, webhook_address = excluded.webhook_address, secrets = excluded.secrets,
                source = coalesce(excluded.source, ingestion.connections.source)
            WHERE ingestion.connections.organisation = excluded.organisation
                AND ingestion.connections.source_system = excluded.source_system
            """
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = connection.Connection });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = connection.Organisation });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = connection.SourceSystem });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)connection.BaseAddress ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)connection.WebhookAddress ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = secrets });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)connection.Source ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        return await command.ExecuteNonQueryAsync(stop) == 1;
    }
}
