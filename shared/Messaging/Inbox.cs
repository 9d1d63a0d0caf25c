using System.Security.Cryptography;
using System.Text;
using AccountingSync.Postgres;
using Npgsql;

namespace AccountingSync.Messaging;

/// <summary>The statements on the inbox table: which messages a consumer has had.</summary>
static class Inbox
{
    /// <summary>What a consumer did since is undone by going back to it; the row in the inbox stays.</summary>
    public const string Savepoint = "items";

    /// <summary>The same in each life of the service, and on each machine.</summary>
    public static Guid ConsumerId(Type consumer)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(consumer.ToString()));
        return new Guid(hash.AsSpan(0, 16), bigEndian: true);
    }

    /// <summary>One round trip: BEGIN, who this session acts for, a row for each message, and a savepoint behind them for the consumer's work.</summary>
    /// <returns>The messages that were not there already.</returns>
    public static async Task<IReadOnlySet<Guid>> Note(
        Session session,
        IReadOnlyCollection<Guid> messageIds,
        Guid consumerId,
        string? organisation,
        CancellationToken stop
    )
    {
        await using var batch = session.Batch();
        batch.BatchCommands.Add(
            organisation is null
                ? new NpgsqlBatchCommand("SELECT " + Session.ByKey)
                : new NpgsqlBatchCommand("SELECT set_config('app.organisation', $1, true), " + Session.ByKey)
                {
                    Parameters = { new NpgsqlParameter<string> { TypedValue = organisation } },
                }
        );
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand(
                """
                INSERT INTO inbox (message_id, consumer_id) SELECT id, $2 FROM unnest($1::uuid[]) AS id ORDER BY id
                ON CONFLICT DO NOTHING RETURNING message_id
                """
            )
            {
                Parameters =
                {
                    new NpgsqlParameter<Guid[]> { TypedValue = [.. messageIds] },
                    new NpgsqlParameter<Guid> { TypedValue = consumerId },
                },
            }
        );
        batch.BatchCommands.Add(new NpgsqlBatchCommand("SAVEPOINT " + Savepoint));
        await using var reader = await batch.ExecuteReaderAsync(stop);
        await reader.NextResultAsync(stop);
        var news = new HashSet<Guid>();
        while (await reader.ReadAsync(stop))
            news.Add(reader.GetGuid(0));
        session.ActsFor(organisation);
        return news;
    }
}
