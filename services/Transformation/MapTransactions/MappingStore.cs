using AccountingSync.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace AccountingSync.Transformation.MapTransactions;

readonly record struct TransactionName(string Source, string Id);

/// <summary>The statements on what was decided.</summary>
static class MappingStore
{
    /// <summary>Claims the transactions that nobody has decided yet; the row keeps a concurrent revision of the same one waiting.</summary>
    /// <returns>The state of those that were there already, locked.</returns>
    public static async Task<Dictionary<TransactionName, TransactionState>> Claim(
        Session session,
        IReadOnlyCollection<TransactionName> names,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        var claimed = new HashSet<TransactionName>(names.Count);
        await using (
            var insert = session.Command(
                """
                INSERT INTO transformation.transactions (organisation, source, id, revision, outcome, decided_at)
                SELECT $1, source, id, 0, 'held', $4 FROM unnest($2::text[], $3::text[]) AS item (source, id)
                ORDER BY source, id
                ON CONFLICT DO NOTHING
                RETURNING source, id
                """
            )
        )
        {
            AddNames(insert, session, names);
            insert.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now.ToUniversalTime() });
            await using var reader = await insert.ExecuteReaderAsync(stop);
            while (await reader.ReadAsync(stop))
                claimed.Add(new TransactionName(reader.GetString(0), reader.GetString(1)));
        }
        return claimed.Count == names.Count ? [] : await Lock(session, [.. names.Where(name => !claimed.Contains(name))], stop);
    }

    static async Task<Dictionary<TransactionName, TransactionState>> Lock(
        Session session,
        IReadOnlyCollection<TransactionName> names,
        CancellationToken stop
    )
    {
        await using var command = session.Command(
            """
            SELECT source, id, revision, outcome = 'held', mapped_revision
            FROM transformation.transactions
            WHERE organisation = $1 AND (source, id) IN (SELECT * FROM unnest($2::text[], $3::text[]))
            ORDER BY source, id
            FOR UPDATE
            """
        );
        AddNames(command, session, names);
        await using var reader = await command.ExecuteReaderAsync(stop);
        var states = new Dictionary<TransactionName, TransactionState>();
        while (await reader.ReadAsync(stop))
            states.Add(
                new TransactionName(reader.GetString(0), reader.GetString(1)),
                new TransactionState(reader.GetInt32(2), reader.GetBoolean(3), await reader.IsDBNullAsync(4, stop) ? null : reader.GetInt32(4))
            );
        return states;
    }

    public static async Task Store(
        Session session,
        IReadOnlyDictionary<TransactionName, TransactionState> states,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        await using var command = session.Command(
            """
            UPDATE transformation.transactions AS t
            SET revision = item.revision, outcome = item.outcome, mapped_revision = item.mapped_revision, decided_at = $7
            FROM unnest($2::text[], $3::text[], $4::integer[], $5::text[], $6::integer[]) AS item (source, id, revision, outcome, mapped_revision)
            WHERE t.organisation = $1 AND t.source = item.source AND t.id = item.id
            """
        );
        AddNames(command, session, [.. states.Keys]);
        command.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = [.. states.Values.Select(state => state.Revision)] });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. states.Values.Select(state => state.Held ? "held" : "mapped")] });
        command.Parameters.Add(
            new NpgsqlParameter
            {
                Value = states.Values.Select(state => state.MappedRevision).ToArray(),
                NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer,
            }
        );
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now.ToUniversalTime() });
        await command.ExecuteNonQueryAsync(stop);
    }

    static void AddNames(NpgsqlCommand command, Session session, IReadOnlyCollection<TransactionName> names)
    {
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. names.Select(name => name.Source)] });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. names.Select(name => name.Id)] });
    }
}
