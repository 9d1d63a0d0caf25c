using Npgsql;

namespace AccountingSync.Reconciliation.Collect;

/// <summary>Whom there is anything to reconcile for.</summary>
static class Organisations
{
    public const string Note = "INSERT INTO reconciliation.organisations (organisation) VALUES ($1) ON CONFLICT DO NOTHING";

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
