using Npgsql;

namespace AccountingSync.Postgres;

/// <summary>One database connection with one database transaction. Whatever is not committed is undone when it is disposed.</summary>
public sealed class Session(NpgsqlDataSource database) : IAsyncDisposable
{
    NpgsqlConnection? connection;
    NpgsqlTransaction? transaction;
    List<Action>? afterCommit;

    public NpgsqlConnection Connection => connection ?? throw NotBegun();
    public NpgsqlTransaction Transaction => transaction ?? throw NotBegun();

    /// <summary>The organisation whose rows this session may see and write; null sees none of any organisation's.</summary>
    public string? Organisation { get; private set; }

    public static async Task<Session> Begin(NpgsqlDataSource database, string? organisation, CancellationToken stop)
    {
        var session = new Session(database);
        try
        {
            await session.Open(stop);
            if (organisation is not null)
                await session.ActFor(organisation, stop);
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>Connects and begins. Sends nothing to the server yet: BEGIN travels with the first statement.</summary>
    public async Task Open(CancellationToken stop)
    {
        if (connection is not null)
            throw new InvalidOperationException("The session has begun already.");
        connection = await database.OpenConnectionAsync(stop);
        transaction = await connection.BeginTransactionAsync(stop);
    }

    /// <summary>Row security lets through the rows of this organisation alone, until the session ends.</summary>
    public async Task ActFor(string organisation, CancellationToken stop)
    {
        await using var command = Command("SELECT set_config('app.organisation', $1, true)");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = organisation });
        await command.ExecuteNonQueryAsync(stop);
        Organisation = organisation;
    }

    /// <summary>For sessions whose every statement looks rows up by key. A plan that was made and kept while a table was small would
    /// go on reading the whole of it when it is large: such sessions must never choose that.</summary>
    public const string ByKey = "set_config('enable_seqscan', 'off', true)";

    /// <inheritdoc cref="ByKey"/>
    public async Task LookUpByKey(CancellationToken stop)
    {
        await using var command = Command("SELECT " + ByKey);
        await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>Says that <c>app.organisation</c> was set by a statement of the caller's own batch.</summary>
    public void ActsFor(string? organisation) => Organisation = organisation;

    public NpgsqlCommand Command(string sql) => new(sql, Connection, Transaction);

    public NpgsqlBatch Batch() => new(Connection, Transaction);

    public async Task Commit(CancellationToken stop)
    {
        await Transaction.CommitAsync(stop);
        afterCommit?.ForEach(action => action());
    }

    /// <summary>What must not happen unless the commit has: it may be left out by a crash in between, so it can only hasten something.</summary>
    public void AfterCommit(Action action) => (afterCommit ??= []).Add(action);

    public async ValueTask DisposeAsync()
    {
        if (transaction is not null)
            await transaction.DisposeAsync();
        if (connection is not null)
            await connection.DisposeAsync();
        transaction = null;
        connection = null;
    }

    static InvalidOperationException NotBegun() => new("The session has not begun: it is opened by the consumer filter or by Session.Begin.");
}
