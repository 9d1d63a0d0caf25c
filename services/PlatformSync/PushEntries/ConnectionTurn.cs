using AccountingSync.PlatformSync.Connect;
using AccountingSync.Postgres;
using Npgsql;

namespace AccountingSync.PlatformSync.PushEntries;

/// <summary>The right to be the one that sends to a connection. Held as long as the database session lives that it was taken in.</summary>
sealed class ConnectionTurn(ConnectionTurns turns, NpgsqlConnection session, string name) : IAsyncDisposable
{
    /// <summary>Throws when the database has forgotten us, and the turn with us.</summary>
    public Task StillHeld(CancellationToken stop) => turns.StillHeld(session, stop);

    public async ValueTask DisposeAsync() => await turns.Release(session, name);
}

/// <summary>All turns of this process, as advisory locks of one database session: a session for each would use up the pool when there are
/// many connections.</summary>
sealed class ConnectionTurns([FromKeyedServices(Database.Quiet)] NpgsqlDataSource database) : IAsyncDisposable
{
    readonly SemaphoreSlim gate = new(1);
    NpgsqlConnection? current;

    /// <returns>Null when another process has the turn.</returns>
    public Task<ConnectionTurn?> Take(PlatformConnection connection, CancellationToken stop) =>
        Alone(
            async () =>
            {
                var name = $"{connection.Organisation}\u001f{connection.Connection}";
                var session = current ??= await database.OpenConnectionAsync(stop);
                return await Ask(session, "SELECT pg_try_advisory_lock(hashtextextended($1, 2))", name, stop)
                    ? new ConnectionTurn(this, session, name)
                    : null;
            },
            stop
        );

    internal Task StillHeld(NpgsqlConnection session, CancellationToken stop) =>
        Alone(
            async () =>
                session == current
                    ? await Ask(session, "SELECT $1 IS NOT NULL", string.Empty, stop)
                    : throw new InvalidOperationException("The database session that held the turn was lost."),
            stop
        );

    internal Task Release(NpgsqlConnection session, string name) =>
        Alone(
            async () => session == current && await Ask(session, "SELECT pg_advisory_unlock(hashtextextended($1, 2))", name, CancellationToken.None),
            CancellationToken.None
        );

    /// <summary>A session that failed is given up, with all of its turns: the next who asks gets a new one.</summary>
    async Task<bool> Ask(NpgsqlConnection session, string sql, string name, CancellationToken stop)
    {
        try
        {
            await using var command = new NpgsqlCommand(sql, session);
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
            return await command.ExecuteScalarAsync(stop) is true;
        }
        catch
        {
            current = null;
            // Closed for good, so that no lock lives on in the pool.
            NpgsqlConnection.ClearPool(session);
            await session.DisposeAsync();
            throw;
        }
    }

    async Task<T> Alone<T>(Func<Task<T>> work, CancellationToken stop)
    {
        await gate.WaitAsync(stop);
        try
        {
            return await work();
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Behind whoever still asks: a worker may be giving its turn back. Its gate stays, for those who come later still.</summary>
    public async ValueTask DisposeAsync() =>
        await Alone(
            async () =>
            {
                var session = current;
                current = null;
                if (session is not null)
                    await session.DisposeAsync();
                return session is not null;
            },
            CancellationToken.None
        );
}
