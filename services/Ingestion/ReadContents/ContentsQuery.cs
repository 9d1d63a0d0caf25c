using AccountingSync.Accounting.Days;
using AccountingSync.Ingestion.Accept;
using AccountingSync.Postgres;
using Npgsql;

namespace AccountingSync.Ingestion.ReadContents;

/// <param name="Hash">Of the content that was accepted, see <see cref="Accounting.ContentBytes"/>.</param>
sealed record AcceptedRow(byte[] Hash, Guid Event, FirstAcceptance First);

/// <summary>Something that a source sent, as it is stored.</summary>
sealed record StoredEvent(Guid Id, string Door, string? Connection, string? EventId, byte[] Payload);

static class ContentsQuery
{
    public static async Task<Dictionary<TransactionKey, AcceptedRow>> Accepted(
        Session session,
        IReadOnlyCollection<TransactionKey> keys,
        CancellationToken stop
    )
    {
        await using var command = session.Command(
            """
            SELECT source, id, revision, content_hash, event, coalesce(first_accepted_at, received_at), occurred_on, accepted_on
            FROM ingestion.transactions
            JOIN unnest($2::text[], $3::text[], $4::integer[]) AS wanted (source, id, revision) USING (source, id, revision)
            WHERE organisation = $1
            """
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. keys.Select(key => key.Source)] });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. keys.Select(key => key.Id)] });
        command.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = [.. keys.Select(key => key.Revision)] });
        await using var reader = await command.ExecuteReaderAsync(stop);
        var rows = new Dictionary<TransactionKey, AcceptedRow>(keys.Count);
        while (await reader.ReadAsync(stop))
            rows[new TransactionKey(reader.GetString(0), reader.GetString(1), reader.GetInt32(2))] = new AcceptedRow(
                reader.GetFieldValue<byte[]>(3),
                reader.GetGuid(4),
                new FirstAcceptance(
                    reader.GetFieldValue<DateTimeOffset>(5),
                    await reader.IsDBNullAsync(6, stop) ? null : reader.GetFieldValue<DateOnly>(6),
                    await reader.IsDBNullAsync(7, stop) ? null : reader.GetFieldValue<DateOnly>(7)
                )
            );
        return rows;
    }

    public static async Task<IReadOnlyList<StoredEvent>> Events(Session session, Guid[] ids, CancellationToken stop)
    {
        await using var command = session.Command("SELECT id, door, connection, event_id, payload FROM ingestion.events WHERE id = ANY ($1)");
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = ids });
        await using var reader = await command.ExecuteReaderAsync(stop);
        var events = new List<StoredEvent>();
        while (await reader.ReadAsync(stop))
            events.Add(
                new StoredEvent(
                    reader.GetGuid(0),
                    reader.GetString(1),
                    await reader.IsDBNullAsync(2, stop) ? null : reader.GetString(2),
                    await reader.IsDBNullAsync(3, stop) ? null : reader.GetString(3),
                    reader.GetFieldValue<byte[]>(4)
                )
            );
        return events;
    }
}
