using System.Globalization;
using AccountingSync.Benchmarks.Live;
using AccountingSync.LocalServers;
using Npgsql;

namespace AccountingSync.Benchmarks.Soak;

/// <summary>What there is at one moment of what must not grow with the sales.</summary>
/// <param name="Memory">Resident, in MB, by service.</param>
/// <param name="Outbox">Rows of all services.</param>
/// <param name="Inbox">Rows of all services.</param>
/// <param name="Connections">Of the database.</param>
sealed record SoakSample(int Sales, IReadOnlyDictionary<string, double> Memory, long Outbox, long Inbox, long Connections)
{
    static readonly string[] Schemas = ["ingestion", "transformation", "ledger", "platform", "reconciliation"];

    public static async Task<SoakSample> Take(LocalSystem system, NpgsqlDataSource owner, int sales, CancellationToken stop) =>
        new(
            sales,
            SustainedLoad.Services.ToDictionary(service => service, service => Resident(system.ProcessOf(service).Pid)),
            await Rows(owner, "outbox", stop),
            await Rows(owner, "inbox", stop),
            await Count(owner, "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'", stop)
        );

    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Sales, 9:N0} sales; MB {string.Join(", ", Memory.Select(pair => FormattableString.Invariant($"{pair.Key} {pair.Value:0}")))}; outbox {Outbox}, inbox {Inbox:N0} rows; {Connections} connections"
        );

    static double Resident(int pid) =>
        File.ReadLines($"/proc/{pid}/status")
            .Where(line => line.StartsWith("VmRSS:", StringComparison.Ordinal))
            .Select(line => double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024)
            .Single();

    static Task<long> Rows(NpgsqlDataSource owner, string table, CancellationToken stop) =>
        Count(owner, $"SELECT {string.Join(" + ", Schemas.Select(schema => $"(SELECT count(*) FROM {schema}.{table})"))}", stop);

    static async Task<long> Count(NpgsqlDataSource owner, string sql, CancellationToken stop)
    {
        await using var command = owner.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync(stop))!;
    }
}
