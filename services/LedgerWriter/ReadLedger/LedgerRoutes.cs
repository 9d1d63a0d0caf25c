using AccountingSync.LedgerWriter.Audit;
using AccountingSync.LedgerWriter.Periods;
using AccountingSync.Messaging;
using AccountingSync.Postgres;
using AccountingSync.ServiceDefaults;
using Npgsql;

namespace AccountingSync.LedgerWriter.ReadLedger;

/// <summary>What the ledger tells the installation's other services.</summary>
static class LedgerRoutes
{
    public static void Map(WebApplication app)
    {
        var routes = app.MapInternal();
        routes.MapGet(
            "/trial-balance",
            async (string organisation, DateOnly? asOf, DateTimeOffset? knownAt, NpgsqlDataSource database, CancellationToken stop) =>
            {
                await using var session = await Session.Begin(database, organisation, stop);
                return await LedgerQueries.TrialBalance(session, asOf, knownAt, stop);
            }
        );
        routes.MapGet(
            "/entries",
            async (
                string organisation,
                string? source,
                string? transactionId,
                string? account,
                DateOnly? from,
                DateOnly? to,
                long? after,
                int? limit,
                bool? newest,
                NpgsqlDataSource database,
                CancellationToken stop
            ) =>
            {
                await using var session = await Session.Begin(database, organisation, stop);
                return await LedgerQueries.Entries(
                    session,
                    new EntryFilter(source, transactionId, account, from, to, after ?? 0, limit ?? 100, newest ?? false),
                    stop
                );
            }
        );
        routes.MapGet(
            "/entries/by-id",
            async (string organisation, Guid[] id, NpgsqlDataSource database, CancellationToken stop) =>
            {
                await using var session = await Session.Begin(database, organisation, stop);
                return await LedgerQueries.EntriesById(session, id, stop);
            }
        );
        routes.MapGet(
            "/audit",
            (string organisation, NpgsqlDataSource database, CancellationToken stop) => AuditVerification.Verify(database, organisation, stop)
        );
        PeriodRoutes.Map(routes);
        routes.MapDeadLetters(Queues.LedgerWriter);
    }
}
