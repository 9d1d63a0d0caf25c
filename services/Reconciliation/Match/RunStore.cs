using AccountingSync.Postgres;
using Npgsql;

namespace AccountingSync.Reconciliation.Match;

/// <summary>The statements on runs.</summary>
static class RunStore
{
    /// <summary>A run of continuous rounds that found nothing goes on for at most this long.</summary>
    static readonly TimeSpan LongestQuietRun = TimeSpan.FromHours(1);

    /// <summary>One run of an organisation at a time: waits for the other one.</summary>
    public static async Task Lock(Session session, CancellationToken stop)
    {
        await using var command = session.Command("SELECT pg_advisory_xact_lock(hashtextextended($1, 7))");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>False when another run has it.</summary>
    public static async Task<bool> TryLock(Session session, CancellationToken stop)
    {
        await using var command = session.Command("SELECT pg_try_advisory_xact_lock(hashtextextended($1, 7))");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        return (bool)(await command.ExecuteScalarAsync(stop))!;
    }

    public static async Task Record(Session session, Run run, CancellationToken stop)
    {
        if (run is { Kind: RunKind.Continuous, Found: 0, Resolved: 0 } && await GoesOn(session, run, stop))
            return;
        await using var command = session.Command(
            """
            INSERT INTO reconciliation.runs
                (organisation, id, kind, started_at, finished_at, rounds, transactions, entries, documents, found, resolved, still_open,
                 seconds, longest_seconds)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13)
            """
        );
        var parameters = command.Parameters;
        parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        parameters.Add(new NpgsqlParameter<Guid> { TypedValue = run.Id });
        parameters.Add(new NpgsqlParameter<string> { TypedValue = run.Kind == RunKind.Continuous ? "continuous" : "requested" });
        parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = run.StartedAt.ToUniversalTime() });
        parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = run.FinishedAt.ToUniversalTime() });
        parameters.Add(new NpgsqlParameter<int> { TypedValue = run.Rounds });
        foreach (var count in new[] { run.Transactions, run.Entries, run.Documents, run.Found, run.Resolved, run.StillOpen })
            parameters.Add(new NpgsqlParameter<long> { TypedValue = count });
        parameters.Add(new NpgsqlParameter<double> { TypedValue = (run.FinishedAt - run.StartedAt).TotalSeconds });
        await command.ExecuteNonQueryAsync(stop);
    }

    static async Task<bool> GoesOn(Session session, Run run, CancellationToken stop)
    {
        await using var command = session.Command(
            """
            UPDATE reconciliation.runs
            SET finished_at = $2, rounds = rounds + 1, transactions = transactions + $3, entries = entries + $4, documents = documents + $5,
                still_open = $6, seconds = seconds + $8, longest_seconds = greatest(longest_seconds, $8)
            WHERE organisation = $1 AND kind = 'continuous' AND found = 0 AND resolved = 0 AND started_at > $7
              AND id = (SELECT id FROM reconciliation.runs WHERE organisation = $1 ORDER BY started_at DESC, id DESC LIMIT 1)
            """
        );
        var parameters = command.Parameters;
        parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = run.FinishedAt.ToUniversalTime() });
        foreach (var count in new[] { run.Transactions, run.Entries, run.Documents, run.StillOpen })
            parameters.Add(new NpgsqlParameter<long> { TypedValue = count });
        parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = (run.StartedAt - LongestQuietRun).ToUniversalTime() });
        parameters.Add(new NpgsqlParameter<double> { TypedValue = (run.FinishedAt - run.StartedAt).TotalSeconds });
        return await command.ExecuteNonQueryAsync(stop) == 1;
    }

    public static async Task<IReadOnlyList<Run>> Latest(Session session, int limit, CancellationToken stop)
    {
        await using var command = session.Command(
            """
            SELECT id, kind, started_at, finished_at, rounds, transactions, entries, documents, found, resolved, still_open
            FROM reconciliation.runs ORDER BY started_at DESC, id DESC LIMIT $1
            """
        );
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        await using var reader = await command.ExecuteReaderAsync(stop);
        var runs = new List<Run>();
        while (await reader.ReadAsync(stop))
            runs.Add(
                new Run(
                    reader.GetGuid(0),
                    reader.GetString(1) == "continuous" ? RunKind.Continuous : RunKind.Requested,
                    reader.GetFieldValue<DateTimeOffset>(2),
                    reader.GetFieldValue<DateTimeOffset>(3),
                    reader.GetInt32(4),
                    reader.GetInt64(5),
                    reader.GetInt64(6),
                    reader.GetInt64(7),
                    reader.GetInt64(8),
                    reader.GetInt64(9),
                    reader.GetInt64(10)
                )
            );
        return runs;
    }
}
