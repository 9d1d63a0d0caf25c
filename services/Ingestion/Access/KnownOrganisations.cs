using System.Collections.Concurrent;
using AccountingSync.Postgres;
using Npgsql;

namespace AccountingSync.Ingestion.Access;

/// <summary>Which organisations exist. One that was found stays found.</summary>
sealed class KnownOrganisations([FromKeyedServices(Database.Quiet)] NpgsqlDataSource database)
{
    const int MaxName = 40;
    readonly ConcurrentDictionary<string, bool> known = new();

    public async Task<bool> Knows(string organisation, CancellationToken stop)
    {
        // What cannot be a name is not asked for: a routing key may hold anything, even what PostgreSQL's text cannot.
        if (organisation.Length is 0 or > MaxName || !organisation.All(c => c is >= 'a' and <= 'z' or >= '0' and <= '9' or '-'))
            return false;
        if (known.ContainsKey(organisation))
            return true;
        await using var command = database.CreateCommand("SELECT 1 FROM ingestion.organisations WHERE organisation = $1");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = organisation });
        if (await command.ExecuteScalarAsync(stop) is null)
            return false;
        return known[organisation] = true;
    }
}
