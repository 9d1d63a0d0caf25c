using System.Globalization;
using AccountingSync.Benchmarks.Sales;
using Npgsql;
using NpgsqlTypes;

namespace AccountingSync.Benchmarks.Comparators;

/// <summary>The same entries into <see cref="CeilingTable"/> by binary COPY, one connection. Nothing is faster, and nothing about it would see a
/// duplicate: COPY knows no ON CONFLICT.</summary>
static class CopyCeiling
{
    /// <summary>As many per commit as <see cref="UnnestCeiling"/>.</summary>
    const int Batch = 500;

    /// <summary>Where COPY comes into its own: beginning and ending one has a price.</summary>
    const int LargeBatch = 5_000;

    const string Copy = """
        COPY entries (id, organisation, source, transaction_id, revision, part, entry_date, description,
                      rule_set, rule_version, rule, rule_hash, accounts, currencies, amounts, details, posted_at)
        FROM STDIN (FORMAT BINARY)
        """;

    public static async Task Run(BenchRun run, CancellationToken stop)
    {
        await Measure(run, "copy", Batch, stop);
        await Measure(run, string.Create(CultureInfo.InvariantCulture, $"copy.by_{LargeBatch}"), LargeBatch, stop);
    }

    static async Task Measure(BenchRun run, string name, int size, CancellationToken stop)
    {
        await using var database = await CeilingTable.Create(run.System, "copy_ceiling", stop);
        await using var connection = await database.OpenConnectionAsync(stop);
        var sales = new SaleGenerator(run.Seed(0));
        await CopyBatch(connection, CeilingRow.Batch(sales, LargeBatch), run.Time, stop);
        long sent = LargeBatch;
        var start = run.Time.GetTimestamp();
        for (; run.Time.GetElapsedTime(start) < run.Short; sent += size)
            await CopyBatch(connection, CeilingRow.Batch(sales, size), run.Time, stop);
        run.Figures.Add(name + ".entries_per_s", "1/s", (sent - LargeBatch) / run.Time.GetElapsedTime(start).TotalSeconds);
        run.Figures.Checks.Add(await CeilingTable.Check(database, string.Create(CultureInfo.InvariantCulture, $"{name} {run.Number}"), sent, stop));
    }

    static async Task CopyBatch(NpgsqlConnection connection, IReadOnlyList<CeilingRow> batch, TimeProvider time, CancellationToken stop)
    {
        await using var copy = await connection.BeginBinaryImportAsync(Copy, stop);
        foreach (var row in batch)
            Write(copy, row, time.GetUtcNow());
        await copy.CompleteAsync(stop);
    }

    /// <summary>Waits in place when the buffer is full: a task for each value would cost more than the waiting.</summary>
    static void Write(NpgsqlBinaryImporter copy, CeilingRow row, DateTimeOffset now)
    {
        copy.StartRow();
        copy.Write(row.Id, NpgsqlDbType.Uuid);
        copy.Write("copy", NpgsqlDbType.Text);
        copy.Write(row.Sale.Source, NpgsqlDbType.Text);
        copy.Write(row.Sale.Id, NpgsqlDbType.Text);
        copy.Write(1, NpgsqlDbType.Integer);
        copy.Write("entry", NpgsqlDbType.Text);
        copy.Write(row.Date, NpgsqlDbType.Date);
        copy.Write(row.Description, NpgsqlDbType.Text);
        copy.Write("retail", NpgsqlDbType.Text);
        copy.Write(1, NpgsqlDbType.Integer);
        copy.Write("sale", NpgsqlDbType.Text);
        copy.Write(CeilingTable.RuleHash, NpgsqlDbType.Text);
        copy.Write(Column(row, line => line.Account), NpgsqlDbType.Array | NpgsqlDbType.Text);
        copy.Write(Column(row, line => line.Currency), NpgsqlDbType.Array | NpgsqlDbType.Text);
        copy.Write(Column(row, line => line.Amount), NpgsqlDbType.Array | NpgsqlDbType.Numeric);
        copy.Write(row.Details, NpgsqlDbType.Jsonb);
        copy.Write(now, NpgsqlDbType.TimestampTz);
    }

    static T[] Column<T>(CeilingRow row, Func<SaleLine, T> value) => [.. row.Lines.Select(value)];
}
