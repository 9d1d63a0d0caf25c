using AccountingSync.Postgres;
using Npgsql;

namespace AccountingSync.Reconciliation.Collect;

/// <summary>What is noted of one set of items: all its statements travel together. The organisation is noted first.</summary>
sealed class Notes : IAsyncDisposable
{
    readonly NpgsqlBatch batch;
    readonly string organisation;

    public Notes(Session session)
    {
        organisation = session.Organisation ?? throw new InvalidOperationException("Notes are of one organisation.");
        batch = session.Batch();
        Add(Organisations.Note);
    }

    /// <param name="sql">Its first parameter is the organisation.</param>
    /// <returns>Its other parameters, to be filled.</returns>
    public ItemColumns<T> Add<T>(string sql, IReadOnlyList<T> items) => new(Add(sql), items);

    public Task Write(CancellationToken stop) => batch.ExecuteNonQueryAsync(stop);

    public ValueTask DisposeAsync() => batch.DisposeAsync();

    NpgsqlParameterCollection Add(string sql)
    {
        var command = new NpgsqlBatchCommand(sql) { Parameters = { new NpgsqlParameter<string> { TypedValue = organisation } } };
        batch.BatchCommands.Add(command);
        return command.Parameters;
    }
}
