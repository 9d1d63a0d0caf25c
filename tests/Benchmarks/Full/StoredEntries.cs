using AccountingSync.Benchmarks.Results;
using Npgsql;

namespace AccountingSync.Benchmarks.Full;

/// <summary>Fills an organisation's tables with the rows of sales that never came, set by set and far faster than sales come. Each row is the row of
/// a real sale of that organisation under another id, so it passes every constraint and trigger and is as large as the services
/// make it. The audit chain is left to its sealer, which finds the entries like any others.</summary>
sealed class StoredEntries(NpgsqlDataSource owner, string organisation, TimeProvider time, Action<string> say)
{
    /// <summary>What their ids begin with, and no sale's.</summary>
    public const string IdPrefix = "stored-";
    const int PerCommit = 100_000;
    const int PatternRequests = 100;

    /// <summary>The organisation's earliest requests; all of them must be posted.</summary>
    const string Sample = """
        CREATE TEMP TABLE sample AS
        SELECT row_number() OVER (ORDER BY source, id) - 1 AS number, organisation, source, id, event,
               ledger.entry_id(organisation, source, id, revision, 'entry') AS entry_id
        FROM ingestion.transactions
        WHERE organisation = $1
              AND event IN (SELECT id FROM ingestion.events WHERE organisation = $1 ORDER BY received_at, id LIMIT $2)
        """;

    public async Task Fill(long count, CancellationToken stop)
    {
        await using var connection = await owner.OpenConnectionAsync(stop);
        var patterns = await TakePatterns(connection, stop);
        var start = time.GetTimestamp();
        for (long from = 0; from < count; from += PerCommit)
        {
            await Store(connection, from, Math.Min(from + PerCommit, count), patterns, stop);
            var done = Math.Min(from + PerCommit, count);
            say(
                FormattableString.Invariant(
                    $"  stored {done:#,0} of {count:#,0} entries, {done / time.GetElapsedTime(start).TotalSeconds:#,0} a second"
                )
            );
        }
        await Settle(connection, stop);
    }

    /// <summary>Nothing but what was to be stored is stored, and the organisation's books are balanced.</summary>
    public async Task<Check> Check(string name, long count, CancellationToken stop)
    {
        await using var connection = await owner.OpenConnectionAsync(stop);
        await using var command = Command(
            """
            SELECT (SELECT count(*) FROM ledger.entries WHERE organisation = $1 AND starts_with(transaction_id, $2)),
                   (SELECT coalesce(sum(abs(total)), 0) FROM (
                        SELECT sum(amount) AS total FROM ledger.lines WHERE organisation = $1 GROUP BY currency) balances)
            """,
            connection
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = organisation });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = IdPrefix });
        await using var reader = await command.ExecuteReaderAsync(stop);
        await reader.ReadAsync(stop);
        var stored = reader.GetInt64(0);
        return new Check(name, Math.Max(0, count - stored), Math.Max(0, stored - count), reader.GetDecimal(1));
    }

    /// <returns>How many sales serve as patterns.</returns>
    async Task<long> TakePatterns(NpgsqlConnection connection, CancellationToken stop)
    {
        await using (var sample = Command(Sample, connection))
        {
            sample.Parameters.Add(new NpgsqlParameter<string> { TypedValue = organisation });
            sample.Parameters.Add(new NpgsqlParameter<int> { TypedValue = PatternRequests });
            await sample.ExecuteNonQueryAsync(stop);
        }
        // Read once and kept apart: joined to the growing tables, they would be looked for anew in each commit.
        foreach (var table in StoredTables.All)
            await Execute(connection, $"CREATE TEMP TABLE {table.TemporaryName} AS SELECT sample.number, t.* FROM {table.Sample}", stop);
        await Execute(
            connection,
            $"CREATE TEMP TABLE {StoredTables.Events.TemporaryName} AS SELECT t.id AS event, t.* FROM {StoredTables.Events.Sample}",
            stop
        );
        await using var count = Command("SELECT count(*) FROM sample", connection);
        var patterns = (long)(await count.ExecuteScalarAsync(stop))!;
        return patterns > 0 ? patterns : throw new InvalidOperationException($"{organisation} has no sales that could serve as patterns.");
    }

    async Task Store(NpgsqlConnection connection, long from, long until, long patterns, CancellationToken stop)
    {
        await using var transaction = await connection.BeginTransactionAsync(stop);
        // As every writer of the books does: the sealer then knows that no lower seq is still to come.
        await using (var writing = Command("SELECT pg_advisory_xact_lock_shared(hashtextextended($1, 1))", connection))
        {
            writing.Parameters.Add(new NpgsqlParameter<string> { TypedValue = organisation });
            await writing.ExecuteNonQueryAsync(stop);
        }
        foreach (var table in StoredTables.All)
            await Execute(
                connection,
                $"""
                INSERT INTO {table.Name} ({table.Columns})
                SELECT {Filled(table.Values, patterns)}
                FROM generate_series({from}, {until - 1}) AS n JOIN {table.TemporaryName} AS pattern ON pattern.number = n % {patterns}
                """,
                stop
            );
        // Each time once, by the commit in which it begins.
        var events = StoredTables.Events;
        await Execute(
            connection,
            $"""
            INSERT INTO {events.Name} ({events.Columns})
            SELECT {Filled(events.Values, patterns)}
            FROM generate_series({from}, {until - 1}) AS n CROSS JOIN {events.TemporaryName} AS pattern
            WHERE n % {patterns} = 0
            """,
            stop
        );
        await transaction.CommitAsync(stop);
    }

    static string Filled(string values, long patterns) =>
        values.Replace("{id}", $"('{IdPrefix}' || lpad(n::text, 10, '0'))").Replace("{times}", $"(n / {patterns})::text");

    /// <summary>As a server that has been running for long: sealed, vacuumed, with statistics, and with nothing left to be written by and by.</summary>
    async Task Settle(NpgsqlConnection connection, CancellationToken stop)
    {
        say("  vacuum, checkpoint and the audit chain");
        foreach (var table in StoredTables.All.Append(StoredTables.Events))
            await Execute(connection, $"VACUUM (ANALYZE) {table.Name}", stop);
        await new SealWait(connection, organisation, time, say).Wait(stop);
        await Execute(connection, "VACUUM (ANALYZE) ledger.seals", stop);
        await Execute(connection, "CHECKPOINT", stop);
    }

    static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken stop)
    {
        await using var command = Command(sql, connection);
        await command.ExecuteNonQueryAsync(stop);
    }

    static NpgsqlCommand Command(string sql, NpgsqlConnection connection) => new(sql, connection) { CommandTimeout = 3_600 };
}
