using AccountingSync.Postgres;
using Npgsql;

namespace AccountingSync.Ingestion.Access;

/// <summary>Which vendors' connections an organisation has.</summary>
sealed class ConnectionsQuery([FromKeyedServices(Database.Quiet)] NpgsqlDataSource database)
{
    const int Max = 1_000;

    public async Task<IReadOnlyList<(string Name, string System)>> Of(string organisation, CancellationToken stop)
    {
        await using var command = database.CreateCommand(
            "SELECT connection, source_system FROM ingestion.connections WHERE organisation = $1 ORDER BY connection LIMIT $2"
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = organisation });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = Max });
        await using var reader = await command.ExecuteReaderAsync(stop);
        var names = new List<(string, string)>();
        while (await reader.ReadAsync(stop))
            names.Add((reader.GetString(0), reader.GetString(1)));
        return names;
    }
}
