using AccountingSync.Contracts;
using AccountingSync.Messaging;
using AccountingSync.Postgres;
using Npgsql;

namespace AccountingSync.Transformation.Held;

/// <param name="Retried">How many go through the flow once more.</param>
/// <param name="NextSource">With <paramref name="NextId"/> the last of the page, to begin the next one after; null when this was the last.</param>
public sealed record RetriedPage(int Retried, string? NextSource, string? NextId);

/// <summary>What is held, and going through it once more.</summary>
static class HeldRoutes
{
    const int PageSize = 500;

    /// <summary>A little later than a new version of the rules is known everywhere.</summary>
    static readonly TimeSpan Delay = TimeSpan.FromSeconds(3);

    public static void Map(RouteGroupBuilder routes)
    {
        routes.MapGet(
            "/held",
            async (string organisation, int? limit, NpgsqlDataSource database, CancellationToken stop) =>
            {
                await using var session = await Session.Begin(database, organisation, stop);
                return await HeldQuery.List(session, Math.Clamp(limit ?? 100, 1, 1_000), stop);
            }
        );
        routes.MapGet(
            "/held/all",
            async (string organisation, string? afterSource, string? afterId, int? limit, NpgsqlDataSource database, CancellationToken stop) =>
            {
                await using var session = await Session.Begin(database, organisation, stop);
                (string, string)? after = afterSource is null ? null : (afterSource, afterId ?? "");
                return await HeldQuery.ListAfter(session, after, Math.Clamp(limit ?? 100, 1, 1_000), stop);
            }
        );
        routes.MapGet(
            "/held/of",
            async (string organisation, string source, string id, NpgsqlDataSource database, CancellationToken stop) =>
            {
                await using var session = await Session.Begin(database, organisation, stop);
                return await HeldQuery.Of(session, source, id, stop);
            }
        );
        routes.MapPost("/held/retry", Retry);
    }

    /// <summary>One page in one commit: whoever asks sees how far it is.</summary>
    static async Task<RetriedPage> Retry(
        string organisation,
        string? afterSource,
        string? afterId,
        NpgsqlDataSource database,
        HeldStore held,
        FreshMessages fresh,
        CancellationToken stop
    )
    {
        await using var session = await Session.Begin(database, organisation, stop);
        var outbox = new Outbox(fresh);
        var (retried, last) = await RetryPage(session, held, outbox, afterSource is null ? null : (afterSource, afterId ?? ""), stop);
        await outbox.Flush(session, stop);
        await session.Commit(stop);
        return new RetriedPage(retried, last?.Source, last?.Id);
    }

    /// <summary>Everything, in the session's commit; page by page, so that it need not be in memory at once.</summary>
    /// <returns>How many they are.</returns>
    public static async Task<int> RetryAll(Session session, HeldStore held, Outbox outbox, CancellationToken stop)
    {
        var sum = 0;
        (string Source, string Id)? after = null;
        do
        {
            (var retried, after) = await RetryPage(session, held, outbox, after, stop);
            sum += retried;
            await outbox.Flush(session, stop);
        } while (after is not null);
        return sum;
    }

    /// <summary>Sends a page through the normal flow once more.</summary>
    static async Task<(int Retried, (string Source, string Id)? Next)> RetryPage(
        Session session,
        HeldStore held,
        Outbox outbox,
        (string Source, string Id)? after,
        CancellationToken stop
    )
    {
        var items = await held.ReadPage(session, after, PageSize, stop);
        Send(outbox, session.Organisation!, items, Delay);
        return (items.Count, items.Count < PageSize ? null : (items[^1].Item.Transaction.Source, items[^1].Item.Transaction.Id));
    }

    /// <summary>Each by the lane by which it came.</summary>
    internal static void Send(Outbox outbox, string organisation, IReadOnlyList<HeldContent> items, TimeSpan delay = default)
    {
        foreach (var lane in items.GroupBy(held => held.Lane))
            outbox.Add(new SourceTransactionsReceived { Organisation = organisation, Items = [.. lane.Select(held => held.Item)] }, lane.Key, delay);
    }
}
