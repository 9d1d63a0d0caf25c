using System.Text.Json;
using AccountingSync.Accounting.Rules;
using AccountingSync.Contracts;
using AccountingSync.Messaging;
using AccountingSync.Postgres;
using AccountingSync.Security;
using AccountingSync.Transformation.MapTransactions;
using Npgsql;
using NpgsqlTypes;

namespace AccountingSync.Transformation.Held;

/// <summary>What is held, as it was received, and by which lane.</summary>
sealed record HeldContent(ReceivedTransaction Item, Lane Lane);

/// <summary>What waits for a rule or a person. The content is encrypted; the reason is not.</summary>
public sealed class HeldStore(DataKeys keys)
{
    const string Live = "live";
    const string Batch = "batch";

    /// <summary>What was decided anew is no longer held, unless it is among <paramref name="items"/>.</summary>
    /// <param name="lane">By which those came, and go on.</param>
    internal async Task Replace(
        Session session,
        IReadOnlyList<TransactionName> decided,
        IReadOnlyList<HeldItem> items,
        Lane lane,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        if (decided.Count > 0)
            await Remove(session, decided, stop);
        if (items.Count > 0)
            await Insert(session, items, lane, now, stop);
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

    async Task Insert(Session session, IReadOnlyList<HeldItem> items, Lane lane, DateTimeOffset now, CancellationToken stop)
    {
        var organisation = session.Organisation!;
        var cipher = await keys.For(organisation, stop);
        await using var command = session.Command(
            """
            INSERT INTO transformation.held
                (organisation, source, id, revision, code, reason, content, received_at, trace_parent, waits_for, overdue_at, nearest_rule, held_at, lane)
            SELECT $1, item.*, $13, $14
            FROM unnest($2::text[], $3::text[], $4::integer[], $5::text[], $6::text[], $7::bytea[], $8::timestamptz[], $9::text[], $10::text[],
                        $11::timestamptz[], $12::text[]) AS item
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
        parameters.Add(
            new NpgsqlParameter
            {
                Value = items.Select(item => item.OverdueAt?.ToUniversalTime()).ToArray(),
                NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz,
            }
        );
        parameters.Add(
            new NpgsqlParameter { Value = items.Select(item => item.NearestRule).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text }
        );
        parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now.ToUniversalTime() });
        parameters.Add(new NpgsqlParameter<string> { TypedValue = lane == Lane.Batch ? Batch : Live });
        await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>A page of what is held, as it was received, to be decided again; by source and id.</summary>
    /// <param name="after">The last of the page before; null for the first page.</param>
    internal async Task<IReadOnlyList<HeldContent>> ReadPage(Session session, (string Source, string Id)? after, int limit, CancellationToken stop)
    {
        await using var command = session.Command(
            """
            SELECT source, id, content, received_at, trace_parent, lane
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
    internal async Task<IReadOnlyList<ReceivedTransaction>> Find(
        Session session,
        IReadOnlyCollection<TransactionName> names,
        CancellationToken stop
    ) => [.. (await Find(session, names, code: null, stop)).Select(held => held.Item)];

    /// <summary>Those of them that are held because more was given back of them than they have.</summary>
    internal Task<IReadOnlyList<HeldContent>> Contradicted(Session session, IReadOnlyCollection<TransactionName> names, CancellationToken stop) =>
        Find(session, names, HeldReason.BelowGivenBack, stop);

    /// <param name="code">Only those with this reason; null for all.</param>
    async Task<IReadOnlyList<HeldContent>> Find(Session session, IReadOnlyCollection<TransactionName> names, string? code, CancellationToken stop)
    {
        await using var command = session.Command(
            """
            SELECT source, id, content, received_at, trace_parent, lane
            FROM transformation.held
            WHERE organisation = $1 AND (source, id) IN (SELECT * FROM unnest($2::text[], $3::text[])) AND ($4::text IS NULL OR code = $4)
            ORDER BY source, id
            """
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. names.Select(name => name.Source)] });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. names.Select(name => name.Id)] });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)code ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
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
            SELECT source, id, waits_for, trace_parent, lane
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
                    IsHistory = reader.GetString(4) == Batch,
                }
            );
        return waiting;
    }

    async Task<IReadOnlyList<HeldContent>> Read(Session session, NpgsqlCommand command, CancellationToken stop)
    {
        var organisation = session.Organisation!;
        await using var reader = await command.ExecuteReaderAsync(stop);
        var items = new List<HeldContent>();
        while (await reader.ReadAsync(stop))
        {
            var content = await keys.Decrypt(
                organisation,
                reader.GetFieldValue<byte[]>(2),
                Address(organisation, reader.GetString(0), reader.GetString(1)),
                stop
            );
            var item = new ReceivedTransaction
            {
                Transaction = JsonSerializer.Deserialize<SourceTransactionData>(content)!,
                ReceivedAt = reader.GetFieldValue<DateTimeOffset>(3),
                TraceParent = await reader.IsDBNullAsync(4, stop) ? null : reader.GetString(4),
            };
            items.Add(new HeldContent(item, reader.GetString(5) == Batch ? Lane.Batch : Lane.Live));
        }
        return items;
    }

    static string Address(string organisation, string source, string id) => FieldAddress.Of(organisation, "held", "content", $"{source} {id}");
}
