using AccountingSync.Ingestion.Accept;
using AccountingSync.Postgres;
using Npgsql;

namespace AccountingSync.Ingestion.ReadContents;

public sealed record WantedContents(IReadOnlyList<TransactionKey> Keys);

static class ContentsRoute
{
    public static void Map(RouteGroupBuilder routes) => routes.MapPost("/contents", Read);

    static async Task<IReadOnlyList<SourceContent>> Read(
        string organisation,
        WantedContents wanted,
        NpgsqlDataSource database,
        AcceptedContents contents,
        CancellationToken stop
    )
    {
        await using var session = await Session.Begin(database, organisation, stop);
        return await contents.Read(session, wanted.Keys, stop);
    }
}
