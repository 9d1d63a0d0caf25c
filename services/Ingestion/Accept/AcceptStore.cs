using AccountingSync.Accounting.Days;
using AccountingSync.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace AccountingSync.Ingestion.Accept;

sealed record EventRow(Guid Id, Submission Submission, byte[] Payload);

/// <summary>The statements that accept source transactions.</summary>
static class AcceptStore
{
    /// <param name="events">The event that brought each candidate.</param>
    /// <param name="days">Of each candidate.</param>
    /// <returns>The keys that were new.</returns>
    public static async Task<HashSet<TransactionKey>> InsertTransactions(
        Session session,
        IReadOnlyList<Candidate> candidates,
        IReadOnlyList<Guid> events,
        IReadOnlyDictionary<TransactionKey, FirstAcceptance> days,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        await using var command = session.Command(
            """
            INSERT INTO ingestion.transactions (organisation, source, id, revision, content_hash, event, received_at,
                                                first_accepted_at, occurred_at, occurred_on, accepted_on)
            SELECT $1, source, id, revision, content_hash, event, $7, nullif(first_accepted_at, $7), occurred_at, occurred_on, accepted_on
            FROM unnest($2::text[], $3::text[], $4::integer[], $5::bytea[], $6::uuid[], $8::timestamptz[], $9::timestamptz[], $10::date[], $11::date[])
                 AS item (source, id, revision, content_hash, event, first_accepted_at, occurred_at, occurred_on, accepted_on)
            ORDER BY source, id, revision
            ON CONFLICT DO NOTHING
            RETURNING source, id, revision
            """
        );
        AddKeys(command, session, candidates.Select(candidate => candidate.Key));
        command.Parameters.Add(new NpgsqlParameter<byte[][]> { TypedValue = [.. candidates.Select(candidate => candidate.Hash)] });
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. candidates.Select(candidate => events[candidate.Submission])] });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now });
        AddDays(command, [.. candidates.Select(candidate => (days[candidate.Key], candidate.Transaction.OccurredAt))]);
        await using var reader = await command.ExecuteReaderAsync(stop);
        var inserted = new HashSet<TransactionKey>(candidates.Count);
        while (await reader.ReadAsync(stop))
            inserted.Add(new TransactionKey(reader.GetString(0), reader.GetString(1), reader.GetInt32(2)));
        return inserted;
    }

    public static async Task<Dictionary<TransactionKey, byte[]>> StoredHashes(
        Session session,
        IReadOnlyCollection<TransactionKey> keys,
        CancellationToken stop
    )
    {
        var hashes = new Dictionary<TransactionKey, byte[]>(keys.Count);
        if (keys.Count == 0)
            return hashes;
        await using var command = session.Command(
            """
            SELECT source, id, revision, content_hash
            FROM ingestion.transactions
            JOIN unnest($2::text[], $3::text[], $4::integer[]) AS wanted (source, id, revision) USING (source, id, revision)
            WHERE organisation = $1
            """
        );
        AddKeys(command, session, keys);
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop))
            hashes.Add(new TransactionKey(reader.GetString(0), reader.GetString(1), reader.GetInt32(2)), reader.GetFieldValue<byte[]>(3));
        return hashes;
    }

    /// <returns>The latest revision of each that is there, with the hash of its content.</returns>
    public static async Task<Dictionary<(string Source, string Id), (int Revision, byte[] Hash)>> Latest(
        Session session,
        IReadOnlyCollection<TransactionKey> keys,
        CancellationToken stop
    )
    {
        await using var command = session.Command(
            """
            SELECT DISTINCT ON (source, id) source, id, revision, content_hash
            FROM ingestion.transactions
            WHERE organisation = $1 AND (source, id) IN (SELECT * FROM unnest($2::text[], $3::text[]))
            ORDER BY source, id, revision DESC
            """
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. keys.Select(key => key.Source)] });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. keys.Select(key => key.Id)] });
        await using var reader = await command.ExecuteReaderAsync(stop);
        var latest = new Dictionary<(string Source, string Id), (int Revision, byte[] Hash)>();
        while (await reader.ReadAsync(stop))
            latest.Add((reader.GetString(0), reader.GetString(1)), (reader.GetInt32(2), reader.GetFieldValue<byte[]>(3)));
        return latest;
    }

    /// <returns>The ids that were new; an event that the vendor sent before is not.</returns>
    public static async Task<HashSet<Guid>> InsertEvents(Session session, IReadOnlyList<EventRow> events, DateTimeOffset now, CancellationToken stop)
    {
        await using var command = session.Command(
            """
            INSERT INTO ingestion.events (organisation, id, door, connection, event_id, disposition, reason, payload, received_at)
            SELECT $1, item.*, $9
            FROM unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::bytea[]) AS item
            ON CONFLICT DO NOTHING
            RETURNING id
            """
        );
        var parameters = command.Parameters;
        void Texts(Func<Submission, string?> column) =>
            parameters.Add(
                new NpgsqlParameter
                {
                    Value = events.Select(row => column(row.Submission)).ToArray(),
                    NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text,
                }
            );
        parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. events.Select(row => row.Id)] });
        Texts(submission => submission.Door);
        Texts(submission => submission.Connection);
        Texts(submission => submission.EventId);
        Texts(submission => submission.Disposition.ToString().ToLowerInvariant());
        Texts(submission => submission.Reason);
        parameters.Add(new NpgsqlParameter<byte[][]> { TypedValue = [.. events.Select(row => row.Payload)] });
        parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now });
        await using var reader = await command.ExecuteReaderAsync(stop);
        var inserted = new HashSet<Guid>(events.Count);
        while (await reader.ReadAsync(stop))
            inserted.Add(reader.GetGuid(0));
        return inserted;
    }

    public static async Task NoteConflicts(
        Session session,
        IReadOnlyList<Candidate> conflicts,
        IReadOnlyList<Guid> events,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        await using var command = session.Command(
            """
            INSERT INTO ingestion.conflicts (organisation, source, id, revision, content_hash, event, seen_at)
            SELECT $1, source, id, revision, content_hash, event, $7
            FROM unnest($2::text[], $3::text[], $4::integer[], $5::bytea[], $6::uuid[]) AS item (source, id, revision, content_hash, event)
            ON CONFLICT DO NOTHING
            """
        );
        AddKeys(command, session, conflicts.Select(candidate => candidate.Key));
        command.Parameters.Add(new NpgsqlParameter<byte[][]> { TypedValue = [.. conflicts.Select(candidate => candidate.Hash)] });
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. conflicts.Select(candidate => events[candidate.Submission])] });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now });
        await command.ExecuteNonQueryAsync(stop);
    }

    public static async Task Tally(Session session, DateTimeOffset now, string outcome, int count, CancellationToken stop)
    {
        if (count == 0)
            return;
        await using var command = session.Command("INSERT INTO ingestion.tallies (organisation, day, outcome, count) VALUES ($1, $2, $3, $4)");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        command.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = DateOnly.FromDateTime(now.UtcDateTime) });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = outcome });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = count });
        await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>When it occurred is noted only beside a day that was fixed by it.</summary>
    static void AddDays(NpgsqlCommand command, IReadOnlyList<(FirstAcceptance First, DateTimeOffset OccurredAt)> items)
    {
        void Add(Array values, NpgsqlDbType type) =>
            command.Parameters.Add(new NpgsqlParameter { Value = values, NpgsqlDbType = NpgsqlDbType.Array | type });

        Add(items.Select(item => item.First.At.ToUniversalTime()).ToArray(), NpgsqlDbType.TimestampTz);
        Add(
            items.Select(item => item.First.OccurredOn is null ? (DateTimeOffset?)null : DayFixing.Kept(item.OccurredAt)).ToArray(),
            NpgsqlDbType.TimestampTz
        );
        Add(items.Select(item => item.First.OccurredOn).ToArray(), NpgsqlDbType.Date);
        Add(items.Select(item => item.First.AcceptedOn).ToArray(), NpgsqlDbType.Date);
    }

    static void AddKeys(NpgsqlCommand command, Session session, IEnumerable<TransactionKey> keys)
    {
        var list = keys.ToList();
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. list.Select(key => key.Source)] });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. list.Select(key => key.Id)] });
        command.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = [.. list.Select(key => key.Revision)] });
    }
}
