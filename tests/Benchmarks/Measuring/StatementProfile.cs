using System.Globalization;
using Npgsql;

namespace AccountingSync.Benchmarks.Measuring;

/// <summary>Where the database's time went, by statement (pg_stat_statements).</summary>
static class StatementProfile
{
    public static async Task Print(NpgsqlDataSource owner, TextWriter output, CancellationToken stop)
    {
        await using (var create = owner.CreateCommand("CREATE EXTENSION IF NOT EXISTS pg_stat_statements"))
            await create.ExecuteNonQueryAsync(stop);
        await using var command = owner.CreateCommand(
            """
            SELECT total_exec_time, calls, rows, rolname, shared_blks_hit / calls, left(regexp_replace(query, '\s+', ' ', 'g'), 110)
            FROM pg_stat_statements JOIN pg_roles ON pg_roles.oid = userid
            ORDER BY total_exec_time DESC LIMIT 30
            """
        );
        await using var reader = await command.ExecuteReaderAsync(stop);
        await output.WriteLineAsync("   total ms     calls      rows  role             pages/call  statement");
        while (await reader.ReadAsync(stop))
            await output.WriteLineAsync(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{reader.GetDouble(0), 11:0} {reader.GetInt64(1), 9} {reader.GetInt64(2), 9}  {reader.GetString(3), -15}  {reader.GetInt64(4), 10}  {reader.GetString(5)}"
                )
            );
    }
}
