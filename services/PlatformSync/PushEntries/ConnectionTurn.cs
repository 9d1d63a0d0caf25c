using AccountingSync.PlatformSync.Connect;
using Npgsql;

namespace AccountingSync.PlatformSync.PushEntries;

/// <summary>The right to be the one that sends to a connection. Held as long as this database connection lives.</summary>
sealed class ConnectionTurn : IAsyncDisposable
{
    readonly NpgsqlConnection connected;

    ConnectionTurn(NpgsqlConnection connected) => this.connected = connected;

    /// <returns>Null when another process has the turn.</returns>
    public static async Task<ConnectionTurn?> Take(NpgsqlDataSource database, PlatformConnection connection, CancellationToken stop)
    {
        var holder = await database.OpenConnectionAsync(stop);
        await using var command = new NpgsqlCommand("SELECT pg_try_advisory_lock(hashtextextended($1, 2))", holder);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = $"{connection.Organisation}\u001f{connection.Connection}" });
        if (await command.ExecuteScalarAsync(stop) is true)
            return new ConnectionTurn(holder);
        await holder.DisposeAsync();
        return null;
    }

    /// <summary>Throws when the database has forgotten us, and the turn with us.</summary>
    public async Task StillHeld(CancellationToken stop)
    {
        await using var command = new NpgsqlCommand("SELECT 1", connected);
        await command.ExecuteScalarAsync(stop);
    }

    public async ValueTask DisposeAsync()
    {
        if (connected.State == System.Data.ConnectionState.Open)
        {
            await using var command = new NpgsqlCommand("SELECT pg_advisory_unlock_all()", connected);
            await command.ExecuteNonQueryAsync();
        }
        await connected.DisposeAsync();
    }
}
