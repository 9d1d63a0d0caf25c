using AccountingSync.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace AccountingSync.Transformation.MapTransactions;

/// <summary>The statements on what was decided.</summary>
static class MappingStore
{
    /// <summary>Stores the state of those that nobody has decided yet.</summary>
    /// <returns>The ones that were new; nobody else decides them until the session ends.</returns>
    public static async Task<HashSet<TransactionName>> Claim(
        Session session,
        IReadOnlyDictionary<TransactionName, TransactionState> states,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        var claimed = new HashSet<TransactionName>(states.Count);
        if (states.Count == 0)
            return claimed;
        await using var insert = session.Command(
            """
            INSERT INTO transformation.transactions (organisation, source, id, revision, outcome, mapped_revision, rule_set, rule_version, fingerprint,
                                                     decided_at)
            SELECT $1, source, id, revision, outcome, mapped_revision, rule_set, rule_version, fingerprint, $10
            FROM unnest($2::text[], $3::text[], $4::integer[], $5::text[], $6::integer[], $7::text[], $8::integer[], $9::text[])
                 AS item (source, id, revision, outcome, mapped_revision, rule_set, rule_version, fingerprint)
            ORDER BY source, id
            ON CONFLICT DO NOTHING
            RETURNING source, id
            """
        );
        AddStates(insert, session, states, now);
        await using var reader = await insert.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop))
            claimed.Add(new TransactionName(reader.GetString(0), reader.GetString(1)));
        return claimed;
    }

    /// <summary>The row of each keeps a concurrent revision of the same one waiting; what is decided must follow by <see cref="Store"/>,
    /// unless it is only waited for.</summary>
    /// <returns>The state of those that were there already.</returns>
    public static async Task<Dictionary<TransactionName, TransactionState>> ClaimOrLock(
        Session session,
        IReadOnlyCollection<TransactionName> names,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        var claimed = await Claim(session, names.ToDictionary(name => name, _ => TransactionState.Undecided), now, stop);
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
            SELECT source, id, revision, outcome = 'held', mapped_revision, rule_set, rule_version, fingerprint
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
                new TransactionState(
                    reader.GetInt32(2),
                    reader.GetBoolean(3),
                    await reader.IsDBNullAsync(4, stop) ? null : reader.GetInt32(4),
                    await reader.IsDBNullAsync(5, stop) ? null : new RuleVersion(reader.GetString(5), reader.GetInt32(6)),
                    await reader.IsDBNullAsync(7, stop) ? null : reader.GetString(7)
                )
            );
        return states;
    }

    /// <summary>What is decided about them now, for looking at it: nobody is kept waiting.</summary>
    /// <returns>Those of which an entry stands, with its revision and the version that made it.</returns>
    public static async Task<Dictionary<TransactionName, (int Revision, RuleVersion? Rules)>> Standing(
        Session session,
        IReadOnlyCollection<TransactionName> names,
        CancellationToken stop
    )
    {
        await using var command = session.Command(
            """
            SELECT source, id, mapped_revision, rule_set, rule_version
            FROM transformation.transactions
            WHERE organisation = $1 AND (source, id) IN (SELECT * FROM unnest($2::text[], $3::text[])) AND mapped_revision IS NOT NULL
            """
        );
        AddNames(command, session, names);
        await using var reader = await command.ExecuteReaderAsync(stop);
        var standing = new Dictionary<TransactionName, (int, RuleVersion?)>();
        while (await reader.ReadAsync(stop))
            standing.Add(
                new TransactionName(reader.GetString(0), reader.GetString(1)),
                (reader.GetInt32(2), await reader.IsDBNullAsync(3, stop) ? null : new RuleVersion(reader.GetString(3), reader.GetInt32(4)))
            );
        return standing;
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
            SET revision = item.revision, outcome = item.outcome, mapped_revision = item.mapped_revision,
                rule_set = item.rule_set, rule_version = item.rule_version, fingerprint = item.fingerprint, decided_at = $10
            FROM unnest($2::text[], $3::text[], $4::integer[], $5::text[], $6::integer[], $7::text[], $8::integer[], $9::text[])
                 AS item (source, id, revision, outcome, mapped_revision, rule_set, rule_version, fingerprint)
            WHERE t.organisation = $1 AND t.source = item.source AND t.id = item.id
            """
        );
        AddStates(command, session, states, now);
        await command.ExecuteNonQueryAsync(stop);
    }

    static void AddStates(NpgsqlCommand command, Session session, IReadOnlyDictionary<TransactionName, TransactionState> states, DateTimeOffset now)
    {
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
        command.Parameters.Add(
            new NpgsqlParameter
            {
                Value = states.Values.Select(state => state.Rules?.Set).ToArray(),
                NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text,
            }
        );
        command.Parameters.Add(
            new NpgsqlParameter
            {
                Value = states.Values.Select(state => state.Rules?.Version).ToArray(),
                NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer,
            }
        );
        command.Parameters.Add(
            new NpgsqlParameter
            {
                Value = states.Values.Select(state => state.Fingerprint).ToArray(),
                NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text,
            }
        );
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now.ToUniversalTime() });
    }

    static void AddNames(NpgsqlCommand command, Session session, IReadOnlyCollection<TransactionName> names)
    {
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. names.Select(name => name.Source)] });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. names.Select(name => name.Id)] });
    }
}
