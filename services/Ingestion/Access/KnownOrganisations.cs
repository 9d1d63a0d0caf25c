using System.Collections.Concurrent;
using AccountingSync.Postgres;
using Npgsql;

namespace AccountingSync.Ingestion.Access;

/// <summary>Which organisations exist. One that was found stays found.</summary>
sealed class KnownOrganisations([FromKeyedServices(Database.Quiet)] NpgsqlDataSource database)
{
    readonly ConcurrentDictionary<string, bool> known = new();

    public async Task<bool> Knows(string organisation, CancellationToken stop)
    {
        if (known.ContainsKey(organisation))
            return true;
        await using var command = database.CreateCommand("SELECT 1 FROM ingestion.organisations WHERE organisation = $1");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = organisation });
        if (await command.ExecuteScalarAsync(stop) is null)
            return false;
        return known[organisation] = true;
    }
}
