using AccountingSync.Postgres;
using AccountingSync.Transformation.MapTransactions;
using Npgsql;

namespace AccountingSync.Transformation.GiveBack;

public sealed record NameToLookUp(string Source, string Id);

public sealed record NamesToLookUp(IReadOnlyList<NameToLookUp> Names);

/// <summary>Which revision of a transaction has an entry that stands.</summary>
static class StandingRoute
{
    public static void Map(RouteGroupBuilder routes) => routes.MapPost("/standing", LookUp);

    /// <returns>Only those of which one stands.</returns>
    static async Task<IReadOnlyList<RevisionKey>> LookUp(
        string organisation,
        NamesToLookUp request,
        NpgsqlDataSource database,
        CancellationToken stop
    )
    {
        await using var session = await Session.Begin(database, organisation, stop);
        var names = request.Names.Select(name => new TransactionName(name.Source, name.Id)).Distinct().ToList();
        var standing = await MappingStore.Standing(session, names, stop);
        return [.. standing.Select(pair => new RevisionKey(pair.Key.Source, pair.Key.Id, pair.Value.Revision))];
    }
}
