using AccountingSync.Contracts;
using AccountingSync.Postgres;
using Npgsql;

namespace AccountingSync.Ingestion.Accept;

/// <summary>Counts what is accepted and not yet taken over.</summary>
sealed class BacklogQuery([FromKeyedServices(Database.Quiet)] NpgsqlDataSource database)
{
    /// <returns>The messages that some service still has to take over; counted no further than <paramref name="atMost"/>.</returns>
    public async Task<int> Count(int atMost, CancellationToken stop)
    {
        // Attempts to correct a source wait here for their time, as many as are asked for: they are nothing that was accepted.
        await using var command = database.CreateCommand("SELECT count(*) FROM (SELECT FROM outbox WHERE message_type <> $2 LIMIT $1) AS waiting");
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = atMost });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = nameof(SendSourceCorrection) });
        return (int)(long)(await command.ExecuteScalarAsync(stop))!;
    }
}
