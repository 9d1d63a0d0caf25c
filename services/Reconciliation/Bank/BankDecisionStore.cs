using AccountingSync.Postgres;
using Npgsql;

namespace AccountingSync.Reconciliation.Bank;

/// <summary>The statements of <see cref="BankDesk"/>.</summary>
static class BankDecisionStore
{
    public static async Task<(string State, string Currency)?> Find(Session session, Guid match, CancellationToken stop)
    {
        await using var command = session.Command(
            "SELECT state, currency FROM reconciliation.bank_matches WHERE organisation = $1 AND id = $2 FOR UPDATE"
        );
        Add(command, session, match);
        await using var row = await command.ExecuteReaderAsync(stop);
        return await row.ReadAsync(stop) ? (row.GetString(0), row.GetString(1)) : null;
    }

    /// <summary>Another match that settles a line of this one; those that a person confirmed first.</summary>
    public static async Task<(string Source, string LineId, Guid Match, string State)?> TakenBy(Session session, Guid match, CancellationToken stop)
    {
        await using var command = session.Command(
            """
            SELECT other.source, other.id, known.id, known.state
            FROM reconciliation.bank_match_lines own
                 JOIN reconciliation.bank_match_lines other ON other.organisation = $1 AND other.side = own.side AND other.source = own.source
                     AND other.id = own.id AND other.settled AND other.match <> $2
                 JOIN reconciliation.bank_matches known ON known.organisation = $1 AND known.id = other.match
            WHERE own.organisation = $1 AND own.match = $2
            ORDER BY known.state = 'confirmed' DESC, other.source, other.id
            LIMIT 1
            """
        );
        Add(command, session, match);
        await using var row = await command.ExecuteReaderAsync(stop);
        return await row.ReadAsync(stop) ? (row.GetString(0), row.GetString(1), row.GetGuid(2), row.GetString(3)) : null;
    }

    /// <summary>Takes back what runs accepted of the lines of this match.</summary>
    public static async Task GiveWay(Session session, Guid match, CancellationToken stop)
    {
        await using var command = session.Command(
            """
            DELETE FROM reconciliation.bank_matches known
            USING reconciliation.bank_match_lines own
                  JOIN reconciliation.bank_match_lines other ON other.organisation = $1 AND other.side = own.side AND other.source = own.source
                      AND other.id = own.id AND other.settled AND other.match <> $2
            WHERE own.organisation = $1 AND own.match = $2 AND known.organisation = $1 AND known.id = other.match AND known.state = 'accepted'
            """
        );
        Add(command, session, match);
        await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>The decision, and the note of it that stays.</summary>
    public static async Task Decided(
        Session session,
        Guid match,
        string was,
        string verdict,
        string by,
        string reason,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        await using var batch = session.Batch();
        void Add(string sql, params IEnumerable<NpgsqlParameter> parameters)
        {
            var command = new NpgsqlBatchCommand(sql);
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = match });
            foreach (var parameter in parameters)
                command.Parameters.Add(parameter);
            batch.BatchCommands.Add(command);
        }

        Add(
            """
            UPDATE reconciliation.bank_matches SET state = $3, decided_by = $4, reason = $5, decided_at = $6, proposal = NULL
            WHERE organisation = $1 AND id = $2
            """,
            [Text(verdict), Text(by), Text(reason), Time(now)]
        );
        Add("UPDATE reconciliation.bank_match_lines SET settled = $3 = 'confirmed' WHERE organisation = $1 AND match = $2", [Text(verdict)]);
        Add(
            """
            INSERT INTO reconciliation.bank_decisions (organisation, match, verdict, decided_by, reason, decided_at, was)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            """,
            [Text(verdict), Text(by), Text(reason), Time(now), Text(was)]
        );
        await batch.ExecuteNonQueryAsync(stop);
    }

    static NpgsqlParameter Text(string value) => new NpgsqlParameter<string> { TypedValue = value };

    static NpgsqlParameter Time(DateTimeOffset value) => new NpgsqlParameter<DateTimeOffset> { TypedValue = value.ToUniversalTime() };

    static void Add(NpgsqlCommand command, Session session, Guid match)
    {
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = match });
    }
}
