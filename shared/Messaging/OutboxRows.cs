using AccountingSync.Postgres;
using Npgsql;

namespace AccountingSync.Messaging;

sealed record OutboxRow(Guid MessageId, string MessageType, string[] Awaiting, string? TraceParent, byte[] Body);

/// <summary>The statements on the outbox table.</summary>
static class OutboxRows
{
    public static async Task<IReadOnlyList<OutboxRow>> Claim(Session session, int limit, CancellationToken stop)
    {
        await using var command = session.Command(
            """
            SELECT message_id, message_type, awaiting, trace_parent, body
            FROM outbox
            WHERE due_at <= statement_timestamp() -- which the index understands; clock_timestamp() it does not
            ORDER BY due_at
            LIMIT $1
            FOR UPDATE SKIP LOCKED
            """
        );
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        await using var reader = await command.ExecuteReaderAsync(stop);
        var rows = new List<OutboxRow>();
        while (await reader.ReadAsync(stop))
            rows.Add(
                new OutboxRow(
                    reader.GetGuid(0),
                    reader.GetString(1),
                    reader.GetFieldValue<string[]>(2),
                    await reader.IsDBNullAsync(3, stop) ? null : reader.GetString(3),
                    reader.GetFieldValue<byte[]>(4)
                )
            );
        return rows;
    }

    public static async Task<TimeSpan> UntilNextDue(Session session, TimeSpan atMost, CancellationToken stop)
    {
        await using var command = session.Command("SELECT min(due_at) - clock_timestamp() FROM outbox");
        return await command.ExecuteScalarAsync(stop) is TimeSpan wait && wait < atMost ? (wait > TimeSpan.Zero ? wait : TimeSpan.Zero) : atMost;
    }

    /// <summary>Published rows stay, due again later, until their receipts come; the wait doubles each time.</summary>
    public static async Task MarkPublished(Session session, Guid[] messageIds, TimeSpan republishAfter, CancellationToken stop)
    {
        await using var command = session.Command(
            """
            WITH locked AS MATERIALIZED (SELECT message_id FROM outbox WHERE message_id = ANY($1) ORDER BY message_id FOR UPDATE)
            UPDATE outbox
            SET published = published + 1, due_at = clock_timestamp() + $2 * power(2, least(published, 8))
            WHERE message_id IN (SELECT message_id FROM locked)
            """
        );
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = messageIds });
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = republishAfter });
        await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>The queue is done with these messages. A row that nobody waits for any more goes. The receipts of two queues name the same rows, each
    /// in an order of its own: all lock them in the order of their ids, so that none waits for another in a circle.</summary>
    public static async Task Acknowledge(Session session, string queue, Guid[] messageIds, CancellationToken stop)
    {
        await using var batch = session.Batch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand("SELECT " + Session.ByKey));
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand("SELECT FROM outbox WHERE message_id = ANY($1) ORDER BY message_id FOR UPDATE")
            {
                Parameters = { new NpgsqlParameter<Guid[]> { TypedValue = messageIds } },
            }
        );
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand("UPDATE outbox SET awaiting = array_remove(awaiting, $1) WHERE message_id = ANY($2) AND cardinality(awaiting) > 1")
            {
                Parameters =
                {
                    new NpgsqlParameter<string> { TypedValue = queue },
                    new NpgsqlParameter<Guid[]> { TypedValue = messageIds },
                },
            }
        );
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand("DELETE FROM outbox WHERE message_id = ANY($2) AND awaiting <@ ARRAY[$1]")
            {
                Parameters =
                {
                    new NpgsqlParameter<string> { TypedValue = queue },
                    new NpgsqlParameter<Guid[]> { TypedValue = messageIds },
                },
            }
        );
        await batch.ExecuteNonQueryAsync(stop);
    }

    /// <summary>The broker has lost everything: whatever was published and not acknowledged is due now.</summary>
    public static async Task<int> MakePublishedDue(Session session, CancellationToken stop)
    {
        await using var command = session.Command("UPDATE outbox SET due_at = clock_timestamp() WHERE published > 0");
        return await command.ExecuteNonQueryAsync(stop);
    }
}
