using AccountingSync.Accounting.Corrections;
using AccountingSync.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace AccountingSync.Ingestion.CorrectSources;

/// <summary>Reads corrections and their attempts. Within a session of the organisation.</summary>
sealed class CorrectionQueries(CorrectionContent contents)
{
    const int MostListed = 200;

    /// <summary>Waits for whoever is at it, and keeps others away until the session ends.</summary>
    /// <returns>Null when there is none with this id.</returns>
    public async Task<CorrectionRecord?> Take(Session session, Guid id, CancellationToken stop)
    {
        (
            string Source,
            string Transaction,
            string Field,
            byte[] Content,
            string AskedBy,
            string State,
            int Attempt,
            int Generation,
            bool Uncertain,
            bool Begun
        ) row;
        await using (
            var command = session.Command(
                """
                SELECT source, transaction_id, field, content, asked_by, state, attempt, generation,
                    EXISTS (
                        SELECT 1 FROM ingestion.correction_attempts made
                        WHERE made.organisation = corrections.organisation AND made.correction = corrections.id
                            AND (made.outcome IN ('unknown', 'told') OR made.sendings > 1)
                    ),
                    EXISTS (
                        SELECT 1 FROM ingestion.correction_attempts made
                        WHERE made.organisation = corrections.organisation AND made.correction = corrections.id
                            AND made.attempt = corrections.attempt AND made.sendings > 0
                    )
                FROM ingestion.corrections WHERE organisation = $1 AND id = $2
                FOR NO KEY UPDATE
                """
            )
        )
        {
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
            await using var reader = await command.ExecuteReaderAsync(stop);
            if (!await reader.ReadAsync(stop))
                return null;
            row = (
                reader.GetString(0),
                reader.GetString(1),
                reader.GetString(2),
                reader.GetFieldValue<byte[]>(3),
                reader.GetString(4),
                reader.GetString(5),
                reader.GetInt32(6),
                reader.GetInt32(7),
                reader.GetBoolean(8),
                reader.GetBoolean(9)
            );
        }
        var texts = await contents.Decrypt(session.Organisation!, id, row.Content, stop);
        var field = CorrectionField.Of(row.Field);
        var correction = new SourceCorrection(id, row.Source, row.Transaction, field, texts.From, texts.To, texts.Reason, row.AskedBy);
        return new CorrectionRecord(correction, row.State, row.Attempt, row.Generation, row.Uncertain || row.Begun, row.Begun);
    }

    /// <summary>Another correction of the same transaction that is under way, or an older one that is not over: one goes after the other. If there is none,
    /// this one has its turn until the session ends.</summary>
    /// <returns>How often the other one was tried, as far as that is known; null: this one has its turn.</returns>
    public static async Task<int?> GoesBefore(Session session, SourceCorrection correction, CancellationToken stop)
    {
        await using var command = session.Command(
            """
            SELECT greatest(
                CASE WHEN pg_try_advisory_xact_lock(hashtextextended(concat_ws(E'\x1f', $1, $3, $4), 10)) THEN NULL ELSE 1 END,
                (
                    SELECT max(older.attempt)
                    FROM ingestion.corrections older JOIN ingestion.corrections mine ON mine.organisation = $1 AND mine.id = $2
                    WHERE older.organisation = $1 AND older.source = $3 AND older.transaction_id = $4 AND older.state = 'open'
                        AND (older.asked_at, older.id) < (mine.asked_at, mine.id)
                )
            )
            """
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = correction.Id });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = correction.Source });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = correction.TransactionId });
        return await command.ExecuteScalarAsync(stop) as int?;
    }

    /// <summary>Whose turn it is with this transaction, now that one is over.</summary>
    /// <returns>Null when it is nobody's, or that of one that was tried before and has a time of its own.</returns>
    public static async Task<Guid?> Next(Session session, SourceCorrection over, CancellationToken stop)
    {
        await using var command = session.Command(
            """
            SELECT id FROM (
                SELECT id, attempt FROM ingestion.corrections
                WHERE organisation = $1 AND source = $2 AND transaction_id = $3 AND state = 'open'
                ORDER BY asked_at, id LIMIT 1
            ) AS oldest
            WHERE attempt = 1
            """
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = over.Source });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = over.TransactionId });
        return await command.ExecuteScalarAsync(stop) as Guid?;
    }

    /// <summary>The newest first.</summary>
    /// <param name="state">Null for all.</param>
    public async Task<IReadOnlyList<CorrectionView>> Listed(Session session, string? state, Guid? id, CancellationToken stop)
    {
        var rows = await Rows(session, state, id, stop);
        var attempts = await Attempts(session, [.. rows.Select(row => row.View.Id)], stop);
        var organisation = session.Organisation!;
        var views = new List<CorrectionView>(rows.Count);
        foreach (var (view, content, there) in rows)
        {
            var texts = await contents.Decrypt(organisation, view.Id, content, stop);
            views.Add(
                view with
                {
                    From = texts.From,
                    To = texts.To,
                    Reason = texts.Reason,
                    There = await contents.DecryptThere(organisation, view.Id, there, stop),
                    Attempts = [.. attempts[view.Id]],
                }
            );
        }
        return views;
    }

    static async Task<List<(CorrectionView View, byte[] Content, byte[]? There)>> Rows(
        Session session,
        string? state,
        Guid? id,
        CancellationToken stop
    )
    {
        await using var command = session.Command(
            """
            SELECT id, source, transaction_id, field, content, asked_by, asked_at, state, why, there, ended_at
            FROM ingestion.corrections
            WHERE organisation = $1 AND ($2 IS NULL OR state = $2) AND ($3 IS NULL OR id = $3)
            ORDER BY asked_at DESC, id DESC LIMIT $4
            """
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)state ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)id ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = MostListed });
        await using var reader = await command.ExecuteReaderAsync(stop);
        var rows = new List<(CorrectionView, byte[], byte[]?)>();
        while (await reader.ReadAsync(stop))
            rows.Add(
                (
                    new CorrectionView(
                        reader.GetGuid(0),
                        reader.GetString(1),
                        reader.GetString(2),
                        reader.GetString(3),
                        From: null,
                        To: null,
                        Reason: "",
                        AskedBy: reader.GetString(5),
                        reader.GetFieldValue<DateTimeOffset>(6),
                        reader.GetString(7),
                        await reader.IsDBNullAsync(8, stop) ? null : reader.GetString(8),
                        There: null,
                        await reader.IsDBNullAsync(10, stop) ? null : reader.GetFieldValue<DateTimeOffset>(10),
                        Attempts: []
                    ),
                    reader.GetFieldValue<byte[]>(4),
                    await reader.IsDBNullAsync(9, stop) ? null : reader.GetFieldValue<byte[]>(9)
                )
            );
        return rows;
    }

    static async Task<ILookup<Guid, CorrectionAttemptView>> Attempts(Session session, Guid[] corrections, CancellationToken stop)
    {
        await using var command = session.Command(
            """
            SELECT correction, attempt, key, sendings, planned_at, answered_at, outcome, why
            FROM ingestion.correction_attempts
            WHERE organisation = $1 AND correction = ANY($2)
            ORDER BY correction, attempt LIMIT $3
            """
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = corrections });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = MostListed * 100 });
        await using var reader = await command.ExecuteReaderAsync(stop);
        var attempts = new List<(Guid Correction, CorrectionAttemptView View)>();
        while (await reader.ReadAsync(stop))
            attempts.Add(
                (
                    reader.GetGuid(0),
                    new CorrectionAttemptView(
                        reader.GetInt32(1),
                        reader.GetString(2),
                        reader.GetInt32(3),
                        reader.GetFieldValue<DateTimeOffset>(4),
                        await reader.IsDBNullAsync(5, stop) ? null : reader.GetFieldValue<DateTimeOffset>(5),
                        await reader.IsDBNullAsync(6, stop) ? null : reader.GetString(6),
                        await reader.IsDBNullAsync(7, stop) ? null : reader.GetString(7)
                    )
                )
            );
        return attempts.ToLookup(pair => pair.Correction, pair => pair.View);
    }
}
