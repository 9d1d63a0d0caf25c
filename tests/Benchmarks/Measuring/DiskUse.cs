using Npgsql;

namespace AccountingSync.Benchmarks.Measuring;

/// <summary>What a database's tables, indexes and large values take on disk, and how much log was written.</summary>
sealed record DiskUse(IReadOnlyDictionary<string, long> BytesByTable, long LogBytes)
{
    public long Bytes => BytesByTable.Values.Sum();

    public static async Task<DiskUse> Now(string ownerConnectionString, CancellationToken stop)
    {
        await using var connection = new NpgsqlConnection(ownerConnectionString);
        await connection.OpenAsync(stop);
        await using var tables = new NpgsqlCommand(
            """
            SELECT schemaname || '.' || relname, pg_total_relation_size(relid) FROM pg_stat_user_tables
            """,
            connection
        );
        var bytes = new Dictionary<string, long>();
        await using (var reader = await tables.ExecuteReaderAsync(stop))
            while (await reader.ReadAsync(stop))
                bytes[reader.GetString(0)] = reader.GetInt64(1);
        await using var log = new NpgsqlCommand("SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint", connection);
        return new DiskUse(bytes, (long)(await log.ExecuteScalarAsync(stop))!);
    }

    public DiskUse Since(DiskUse before) =>
        new(
            BytesByTable.ToDictionary(pair => pair.Key, pair => pair.Value - before.BytesByTable.GetValueOrDefault(pair.Key)),
            LogBytes - before.LogBytes
        );
}
