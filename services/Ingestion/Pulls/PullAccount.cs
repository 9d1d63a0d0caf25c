using System.Diagnostics;
using AccountingSync.Ingestion.Accept;
using AccountingSync.Ingestion.Access;
using AccountingSync.Ingestion.Sources;
using AccountingSync.Messaging;
using AccountingSync.Postgres;
using Npgsql;

namespace AccountingSync.Ingestion.Pulls;

/// <summary>Asks a source, once for each day that is over, what its account held and what moved it, and tells Reconciliation.</summary>
sealed class PullAccount(IEnumerable<ISourceAccounts> accounts, NpgsqlDataSource database, FreshMessages fresh, TimeProvider time)
{
    /// <returns>Why it could not be told for now; null when it is told, or this source tells none.</returns>
    public async Task<string?> Tell(PullRecord pull, Connection connection, PullRunRecord run, CancellationToken stop)
    {
        if (accounts.SingleOrDefault(account => account.Name == connection.SourceSystem) is not { } account)
            return null;
        var told =
            pull.Account ?? await PullStore.BeginAccount(database, pull.Organisation, pull.Connection, AccountSpan.FirstWholeDay(run.Since), stop);
        var now = time.GetUtcNow();
        if (AccountSpan.After(told.From, told.Until, now) is not { } span)
            return null;
        switch (await account.Tell(span.Since, span.Until, new SourceAccess(connection.Secrets.ApiKey!, connection.BaseAddress), stop))
        {
            case AccountAnswer.Told(var periods):
                await Send(pull, periods, told, span.Until, now, stop);
                return null;
            case AccountAnswer.Failed(var why):
                return Reason(why);
            default:
                throw new UnreachableException();
        }
    }

    async Task Send(PullRecord pull, IReadOnlyList<AccountPeriod> periods, ToldDays told, DateOnly until, DateTimeOffset now, CancellationToken stop)
    {
        await using var session = await Session.Begin(database, pull.Organisation, stop);
        var outbox = new Outbox(fresh);
        foreach (var moved in AccountNews.Movements(pull.Organisation, pull.Connection, periods))
            outbox.Add(moved);
        foreach (var balances in AccountNews.Balances(pull.Organisation, pull.Connection, periods, "pull", now))
            outbox.Add(balances);
        await PullStore.AccountUntil(session, pull.Connection, told, until, stop);
        await outbox.Flush(session, stop);
        await session.Commit(stop);
    }

    static string Reason(FetchAnswer why) =>
        why switch
        {
            FetchAnswer.Throttled => "The account was not told: the source asks to wait. The next pull asks again.",
            FetchAnswer.Unavailable(var reason) => $"The account was not told: {reason}. The next pull asks again.",
            FetchAnswer.Unauthorized =>
                "The account was not told: the API key may not read balance and balance transactions. Let it, or nothing shows that all came in.",
            FetchAnswer.NotFound => "The account was not told: the source knows no such list. The next pull asks again.",
            _ => throw new UnreachableException(),
        };
}
