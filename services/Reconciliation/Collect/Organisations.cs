using AccountingSync.Postgres;
using Npgsql;

namespace AccountingSync.Reconciliation.Collect;

/// <summary>Whom there is anything to reconcile for.</summary>
static class Organisations
{
    public static async Task Note(Session session, CancellationToken stop)
    {
        await using var command = session.Command("INSERT INTO reconciliation.organisations (organisation) VALUES ($1) ON CONFLICT DO NOTHING");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        await command.ExecuteNonQueryAsync(stop);
    }

    public static async Task<IReadOnlyList<string>> All(NpgsqlDataSource database, CancellationToken stop)
    {
        await using var command = database.CreateCommand("SELECT organisation FROM reconciliation.organisations ORDER BY organisation");
        await using var reader = await command.ExecuteReaderAsync(stop);
        var organisations = new List<string>();
        while (await reader.ReadAsync(stop))
            organisations.Add(reader.GetString(0));
        return organisations;
    }
}
