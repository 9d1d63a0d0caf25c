using AccountingSync.Postgres;
using Npgsql;

namespace AccountingSync.Ingestion.Accept;

/// <summary>Counts what is accepted and not yet taken over.</summary>
sealed class BacklogQuery([FromKeyedServices(Database.Quiet)] NpgsqlDataSource database)
{
    /// <returns>The messages that some service still has to take over; counted no further than <paramref name="atMost"/>.</returns>
    public async Task<int> Count(int atMost, CancellationToken stop)
    {
        await using var command = database.CreateCommand("SELECT count(*) FROM (SELECT FROM outbox LIMIT $1) AS waiting");
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = atMost });
        return (int)(long)(await command.ExecuteScalarAsync(stop))!;
    }
}
