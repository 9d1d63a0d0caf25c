using System.Globalization;
using AccountingSync.Benchmarks.Sales;
using Npgsql;

namespace AccountingSync.Benchmarks.Comparators;

/// <summary>The same entries into <see cref="CeilingTable"/> by one connection, 500 per commit, as arrays that the server takes apart.</summary>
static class UnnestCeiling
{
    const int Batch = 500;

    const string Insert = """
        INSERT INTO entries (id, organisation, source, transaction_id, revision, part, entry_date, description,
                             rule_set, rule_version, rule, rule_hash, accounts, currencies, amounts, details, posted_at)
        SELECT id, 'unnest', source, transaction_id, 1, 'entry', entry_date, description, 'retail', 1, 'sale', $9,
               accounts::text[], currencies::text[], amounts::numeric(19, 4)[], details::jsonb, clock_timestamp()
        FROM unnest($1::uuid[], $2::text[], $3::text[], $4::date[], $5::text[], $6::text[], $7::text[], $8::text[], $10::text[])
            AS entry (id, source, transaction_id, entry_date, description, accounts, currencies, amounts, details)
        ON CONFLICT (id) DO NOTHING
        """;

    public static async Task Run(BenchRun run, CancellationToken stop)
    {
        await using var database = await CeilingTable.Create(run.System, "unnest_ceiling", stop);
        await using var connection = await database.OpenConnectionAsync(stop);
        var sales = new SaleGenerator(run.Seed(0));
        long sent = 0;
        for (; sent < 10 * Batch; sent += Batch)
            await InsertBatch(connection, sales, stop);
        var warmUp = sent;
        var start = run.Time.GetTimestamp();
        for (; run.Time.GetElapsedTime(start) < run.Short; sent += Batch)
            await InsertBatch(connection, sales, stop);
        run.Figures.Add("unnest.entries_per_s", "1/s", (sent - warmUp) / run.Time.GetElapsedTime(start).TotalSeconds);
        run.Figures.Checks.Add(await CeilingTable.Check(database, string.Create(CultureInfo.InvariantCulture, $"unnest {run.Number}"), sent, stop));
    }

    static async Task InsertBatch(NpgsqlConnection connection, SaleGenerator sales, CancellationToken stop)
    {
        var batch = CeilingRow.Batch(sales, Batch);
        await using var command = new NpgsqlCommand(Insert, connection);
        var parameters = command.Parameters;
        void Add<T>(Func<CeilingRow, T> column) => parameters.Add(new NpgsqlParameter<T[]> { TypedValue = [.. batch.Select(column)] });
        Add(row => row.Id);
        Add(row => row.Sale.Source);
        Add(row => row.Sale.Id);
        Add(row => row.Date);
        Add(row => row.Description);
        Add(row => "{" + string.Join(',', row.Lines.Select(line => $"\"{line.Account}\"")) + "}");
        Add(row => "{" + string.Join(',', row.Lines.Select(line => line.Currency)) + "}");
        Add(row => "{" + string.Join(',', row.Lines.Select(line => line.Amount.ToString(CultureInfo.InvariantCulture))) + "}");
        parameters.Add(new NpgsqlParameter<string> { TypedValue = CeilingTable.RuleHash });
        Add(row => row.Details);
        await command.ExecuteNonQueryAsync(stop);
    }
}
