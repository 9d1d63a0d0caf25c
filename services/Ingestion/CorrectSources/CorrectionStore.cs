using AccountingSync.Accounting.Corrections;
using AccountingSync.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace AccountingSync.Ingestion.CorrectSources;

/// <summary>The statements that change <c>ingestion.corrections</c> and its attempts. All within a session of the organisation.</summary>
static class CorrectionStore
{
    /// <param name="state">open, or refused with <paramref name="why"/>.</param>
    /// <returns>False when the id is taken.</returns>
    public static async Task<bool> Add(
        Session session,
        SourceCorrection correction,
        byte[] content,
        string state,
        string? why,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        await using var command = session.Command(
            """
            INSERT INTO ingestion.corrections
                (organisation, id, source, transaction_id, field, content, content_hash, asked_by, asked_at, state, attempt, generation, why, ended_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, 1, $11, CASE WHEN $10 = 'open' THEN NULL ELSE $9 END)
            ON CONFLICT DO NOTHING
            """
        );
        Bind(command, session, correction.Id);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = correction.Source });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = correction.TransactionId });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = correction.Field.Word });
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = content });
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = CorrectionContent.Hash(correction) });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = correction.AskedBy });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now.ToUniversalTime() });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = state });
        command.Parameters.Add(Maybe(why, NpgsqlDbType.Text));
        return await command.ExecuteNonQueryAsync(stop) == 1;
    }

    /// <summary>Whether what bears this id is the same.</summary>
    public static async Task<bool> IsSame(Session session, SourceCorrection correction, CancellationToken stop)
    {
        await using var command = session.Command("SELECT content_hash = $3 FROM ingestion.corrections WHERE organisation = $1 AND id = $2");
        Bind(command, session, correction.Id);
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = CorrectionContent.Hash(correction) });
        return await command.ExecuteScalarAsync(stop) is true;
    }

    /// <summary>Plans an attempt: from this commit on it may have been made.</summary>
    public static async Task Plan(Session session, Guid id, int attempt, int generation, string key, DateTimeOffset now, CancellationToken stop)
    {
        await using var command = session.Command(
            """
            WITH planned AS (
                INSERT INTO ingestion.correction_attempts (organisation, correction, attempt, key, planned_at) VALUES ($1, $2, $3, $5, $6)
            )
            UPDATE ingestion.corrections SET attempt = $3, generation = $4 WHERE organisation = $1 AND id = $2
            """
        );
        Bind(command, session, id);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = attempt });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = generation });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now.ToUniversalTime() });
        await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>Notes that the attempt begins.</summary>
    /// <returns>How often it has begun.</returns>
    public static async Task<int> Begin(Session session, Guid id, int attempt, CancellationToken stop)
    {
        await using var command = session.Command(
            "UPDATE ingestion.correction_attempts SET sendings = sendings + 1 WHERE organisation = $1 AND correction = $2 AND attempt = $3 RETURNING sendings"
        );
        Bind(command, session, id);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = attempt });
        return (int)(await command.ExecuteScalarAsync(stop))!;
    }

    public static async Task Answered(Session session, Guid id, int attempt, CorrectionOutcome outcome, DateTimeOffset now, CancellationToken stop)
    {
        await using var command = session.Command(
            """
            UPDATE ingestion.correction_attempts SET answered_at = $4, outcome = $5, why = $6
            WHERE organisation = $1 AND correction = $2 AND attempt = $3
            """
        );
        Bind(command, session, id);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = attempt });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now.ToUniversalTime() });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = outcome.Word });
        command.Parameters.Add(Maybe(outcome.Why, NpgsqlDbType.Text));
        await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>Also one that was parked: its source may answer late.</summary>
    public static async Task End(Session session, Guid id, string state, string? why, byte[]? there, DateTimeOffset now, CancellationToken stop)
    {
        await using var command = session.Command(
            """
            UPDATE ingestion.corrections SET state = $3, why = $4, there = $5, ended_at = $6
            WHERE organisation = $1 AND id = $2 AND state IN ('open', 'parked')
            """
        );
        Bind(command, session, id);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = state });
        command.Parameters.Add(Maybe(why, NpgsqlDbType.Text));
        command.Parameters.Add(Maybe(there, NpgsqlDbType.Bytea));
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now.ToUniversalTime() });
        await command.ExecuteNonQueryAsync(stop);
    }

    static void Bind(NpgsqlCommand command, Session session, Guid id)
    {
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
    }

    static NpgsqlParameter Maybe(object? value, NpgsqlDbType type) => new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };
}
