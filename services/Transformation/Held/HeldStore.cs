using System.Text.Json;
using AccountingSync.Contracts;
using AccountingSync.Postgres;
using AccountingSync.Security;
using AccountingSync.Transformation.MapTransactions;
using Npgsql;
using NpgsqlTypes;

namespace AccountingSync.Transformation.Held;

public sealed record HeldView(string Source, string Id, int Revision, string Code, string Reason, DateTimeOffset ReceivedAt, DateTimeOffset HeldAt);

/// <summary>What waits for a rule or a person. The content is encrypted; the reason is not.</summary>
public sealed class HeldStore(DataKeys keys)
{
    /// <summary>What was decided anew is no longer held, unless it is among <paramref name="items"/>.</summary>
    internal async Task Replace(
        Session session,
        IReadOnlyList<TransactionName> decided,
        IReadOnlyList<HeldItem> items,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        if (decided.Count > 0)
            await Remove(session, decided, stop);
        if (items.Count > 0)
            await Insert(session, items, now, stop);
    }

    static async Task Remove(Session session, IReadOnlyList<TransactionName> names, CancellationToken stop)
    {
        await using var command = session.Command(
            "DELETE FROM transformation.held WHERE organisation = $1 AND (source, id) IN (SELECT * FROM unnest($2::text[], $3::text[]))"
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. names.Select(name => name.Source)] });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. names.Select(name => name.Id)] });
        await command.ExecuteNonQueryAsync(stop);
    }

    async Task Insert(Session session, IReadOnlyList<HeldItem> items, DateTimeOffset now, CancellationToken stop)
    {
        var organisation = session.Organisation!;
        var cipher = await keys.For(organisation, stop);
        await using var command = session.Command(
            """
            INSERT INTO transformation.held (organisation, source, id, revision, code, reason, content, received_at, trace_parent, waits_for, held_at)
            SELECT $1, item.*, $11
            FROM unnest($2::text[], $3::text[], $4::integer[], $5::text[], $6::text[], $7::bytea[], $8::timestamptz[], $9::text[], $10::text[]) AS item
            """
        );
        var parameters = command.Parameters;
        parameters.Add(new NpgsqlParameter<string> { TypedValue = organisation });
        parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. items.Select(item => item.Item.Transaction.Source)] });
        parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. items.Select(item => item.Item.Transaction.Id)] });
        parameters.Add(new NpgsqlParameter<int[]> { TypedValue = [.. items.Select(item => item.Item.Transaction.Revision)] });
        parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. items.Select(item => item.Code)] });
        parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. items.Select(item => item.Reason)] });
        parameters.Add(
            new NpgsqlParameter<byte[][]>
            {
                TypedValue =
                [
                    .. items.Select(item =>
                        cipher.Encrypt(
                            JsonSerializer.SerializeToUtf8Bytes(item.Item.Transaction),
                            Address(organisation, item.Item.Transaction.Source, item.Item.Transaction.Id),
                            compress: true
                        )
                    ),
                ],
            }
        );
        parameters.Add(new NpgsqlParameter<DateTimeOffset[]> { TypedValue = [.. items.Select(item => item.Item.ReceivedAt.ToUniversalTime())] });
        parameters.Add(
            new NpgsqlParameter
            {
                Value = items.Select(item => item.Item.TraceParent).ToArray(),
                NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text,
            }
        );
        parameters.Add(
            new NpgsqlParameter { Value = items.Select(item => item.WaitsFor).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text }
        );
        parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now.ToUniversalTime() });
        await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>How many are held, by reason code; a code without any is not in it.</summary>
    public static async Task<IReadOnlyDictionary<string, long>> Counts(Session session, CancellationToken stop)
    {
        await using var command = session.Command("SELECT code, count(*) FROM transformation.held GROUP BY code");
        await using var reader = await command.ExecuteReaderAsync(stop);
        var counts = new Dictionary<string, long>();
        while (await reader.ReadAsync(stop))
            counts.Add(reader.GetString(0), reader.GetInt64(1));
        return counts;
    }

    /// <summary>The longest held first.</summary>
    public static Task<IReadOnlyList<HeldView>> List(Session session, int limit, CancellationToken stop) =>
        List(
            session,
            "SELECT source, id, revision, code, reason, received_at, held_at FROM transformation.held ORDER BY held_at, source, id LIMIT $1",
            stop,
            new NpgsqlParameter<int> { TypedValue = limit }
        );

    /// <summary>A page of all of it, by source and id.</summary>
    /// <param name="after">The last of the page before; null for the first page.</param>
    public static Task<IReadOnlyList<HeldView>> ListAfter(Session session, (string Source, string Id)? after, int limit, CancellationToken stop) =>
        List(
            session,
            """
            SELECT source, id, revision, code, reason, received_at, held_at FROM transformation.held
            WHERE (source, id) > ($2, $3) ORDER BY source, id LIMIT $1
            """,
            stop,
            new NpgsqlParameter<int> { TypedValue = limit },
            new NpgsqlParameter<string> { TypedValue = after?.Source ?? "" },
            new NpgsqlParameter<string> { TypedValue = after?.Id ?? "" }
        );

    static async Task<IReadOnlyList<HeldView>> List(Session session, string sql, CancellationToken stop, params NpgsqlParameter[] parameters)
    {
        await using var command = session.Command(sql);
        command.Parameters.AddRange(parameters);
        await using var reader = await command.ExecuteReaderAsync(stop);
        var views = new List<HeldView>();
        while (await reader.ReadAsync(stop))
            views.Add(
                new HeldView(
                    reader.GetString(0),
                    reader.GetString(1),
                    reader.GetInt32(2),
                    reader.GetString(3),
                    reader.GetString(4),
                    reader.GetFieldValue<DateTimeOffset>(5),
                    reader.GetFieldValue<DateTimeOffset>(6)
                )
            );
        return views;
    }

    /// <summary>A page of what is held, as it was received, to be decided again; by source and id.</summary>
    /// <param name="after">The last of the page before; null for the first page.</param>
    public async Task<IReadOnlyList<ReceivedTransaction>> ReadPage(
        Session session,
        (string Source, string Id)? after,
        int limit,
        CancellationToken stop
    )
    {
        await using var command = session.Command(
            """
            SELECT source, id, content, received_at, trace_parent
            FROM transformation.held
            WHERE organisation = $1 AND (source, id) > ($2, $3)
            ORDER BY source, id
            LIMIT $4
            """
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        // No source's name is empty.
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = after?.Source ?? "" });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = after?.Id ?? "" });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        return await Read(session, command, stop);
    }

    /// <summary>Those of them that are held, as they were received.</summary>
    internal async Task<IReadOnlyList<ReceivedTransaction>> Find(Session session, IReadOnlyCollection<TransactionName> names, CancellationToken stop)
    {
        await using var command = session.Command(
            """
            SELECT source, id, content, received_at, trace_parent
            FROM transformation.held
            WHERE organisation = $1 AND (source, id) IN (SELECT * FROM unnest($2::text[], $3::text[]))
            ORDER BY source, id
            """
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. names.Select(name => name.Source)] });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. names.Select(name => name.Id)] });
        return await Read(session, command, stop);
    }

    /// <summary>What waits for transactions of which an entry stands now.</summary>
    /// <param name="standing">The revision whose entry it is.</param>
    internal static async Task<IReadOnlyList<OriginalToBring>> WaitingFor(
        Session session,
        IReadOnlyDictionary<TransactionName, int> standing,
        CancellationToken stop
    )
    {
        await using var command = session.Command(
            """
            SELECT source, id, waits_for, trace_parent
            FROM transformation.held
            WHERE organisation = $1 AND waits_for IS NOT NULL AND (source, waits_for) IN (SELECT * FROM unnest($2::text[], $3::text[]))
            """
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. standing.Keys.Select(name => name.Source)] });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. standing.Keys.Select(name => name.Id)] });
        await using var reader = await command.ExecuteReaderAsync(stop);
        var waiting = new List<OriginalToBring>();
        while (await reader.ReadAsync(stop))
            waiting.Add(
                new OriginalToBring
                {
                    Source = reader.GetString(0),
                    Id = reader.GetString(1),
                    Original = reader.GetString(2),
                    OriginalRevision = standing[new TransactionName(reader.GetString(0), reader.GetString(2))],
                    TraceParent = await reader.IsDBNullAsync(3, stop) ? null : reader.GetString(3),
                }
            );
        return waiting;
    }

    async Task<IReadOnlyList<ReceivedTransaction>> Read(Session session, NpgsqlCommand command, CancellationToken stop)
    {
        var organisation = session.Organisation!;
        await using var reader = await command.ExecuteReaderAsync(stop);
        var items = new List<ReceivedTransaction>();
        while (await reader.ReadAsync(stop))
        {
            var content = await keys.Decrypt(
                organisation,
                reader.GetFieldValue<byte[]>(2),
                Address(organisation, reader.GetString(0), reader.GetString(1)),
                stop
            );
            items.Add(
                new ReceivedTransaction
                {
                    Transaction = JsonSerializer.Deserialize<SourceTransactionData>(content)!,
                    ReceivedAt = reader.GetFieldValue<DateTimeOffset>(3),
                    TraceParent = await reader.IsDBNullAsync(4, stop) ? null : reader.GetString(4),
                }
            );
        }
        return items;
    }

    static string Address(string organisation, string source, string id) => FieldAddress.Of(organisation, "held", "content", $"{source} {id}");
}
