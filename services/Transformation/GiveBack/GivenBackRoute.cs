using AccountingSync.Postgres;
using AccountingSync.Transformation.MapTransactions;
using Npgsql;

namespace AccountingSync.Transformation.GiveBack;

public sealed record RevisionKey(string Source, string Id, int Revision);

public sealed record RevisionsToLookUp(IReadOnlyList<RevisionKey> Keys);

/// <param name="Original">The id, in the same source, of what it gave back a part of.</param>
public sealed record GivenBackView(string Source, string Id, int Revision, string Original, int OriginalRevision);

/// <summary>Of what refunds and disputes gave back a part, so that it can be looked up.</summary>
static class GivenBackRoute
{
    public static void Map(RouteGroupBuilder routes) => routes.MapPost("/given-back", LookUp);

    /// <returns>Only those that gave something back.</returns>
    static async Task<IReadOnlyList<GivenBackView>> LookUp(
        string organisation,
        RevisionsToLookUp request,
        NpgsqlDataSource database,
        CancellationToken stop
    )
    {
        await using var session = await Session.Begin(database, organisation, stop);
        var keys = request.Keys.Select(key => (new TransactionName(key.Source, key.Id), key.Revision)).Distinct().ToList();
        var rows = await GivenBackStore.Decided(session, keys, stop);
        return [.. rows.Select(row => new GivenBackView(row.Name.Source, row.Name.Id, row.Revision, row.Original, row.OriginalRevision))];
    }
}
