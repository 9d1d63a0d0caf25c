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
        var now = time.GetUtcNow();
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var since = pull.AccountUntil ?? FirstWholeDay(run.Since);
        if (since >= today)
            return null;
        switch (await account.Tell(since, now, new SourceAccess(connection.Secrets.ApiKey!, connection.BaseAddress), stop))
        {
            case AccountAnswer.Told(var periods):
                await Send(pull, periods, today, now, stop);
                return null;
            case AccountAnswer.Failed(var why):
                return Reason(why);
            default:
                throw new UnreachableException();
        }
    }

    async Task Send(PullRecord pull, IReadOnlyList<AccountPeriod> periods, DateOnly today, DateTimeOffset now, CancellationToken stop)
    {
        await using var session = await Session.Begin(database, pull.Organisation, stop);
        var outbox = new Outbox(fresh);
        foreach (var moved in AccountNews.Movements(pull.Organisation, pull.Connection, periods))
            outbox.Add(moved);
        foreach (var told in AccountNews.Balances(pull.Organisation, pull.Connection, periods, "pull", now))
            outbox.Add(told);
        await PullStore.AccountUntil(session, pull.Connection, today, stop);
        await outbox.Flush(session, stop);
        await session.Commit(stop);
    }

    /// <summary>Of a day that is asked for in part, something would be missing.</summary>
    static DateOnly FirstWholeDay(DateTimeOffset since)
    {
        var day = DateOnly.FromDateTime(since.UtcDateTime);
        return since.UtcDateTime.TimeOfDay == TimeSpan.Zero ? day : day.AddDays(1);
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
