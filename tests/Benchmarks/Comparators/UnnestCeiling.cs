using AccountingSync.Benchmarks.Results;
using AccountingSync.Benchmarks.Sales;
using AccountingSync.LocalServers;
using Npgsql;

namespace AccountingSync.Benchmarks.Comparators;

/// <summary>The same entries into a table of the ledger's shape (columns and indexes) by one connection, 500 per commit, with
/// nothing around it: no checks, no row security, no messages. As fast as this server can take them.</summary>
static class UnnestCeiling
{
    const int Batch = 500;
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(8);

    const string Table = """
        CREATE TABLE entries (
            id uuid PRIMARY KEY, seq bigint GENERATED ALWAYS AS IDENTITY, organisation text NOT NULL, source text NOT NULL,
            transaction_id text NOT NULL, revision integer NOT NULL, part text NOT NULL, entry_date date NOT NULL, description text NOT NULL,
            rule_set text NOT NULL, rule_version integer NOT NULL, rule text NOT NULL, rule_hash text NOT NULL, reverses uuid,
            accounts text[] NOT NULL, currencies text[] NOT NULL, amounts numeric(19, 4)[] NOT NULL, details jsonb, posted_at timestamptz NOT NULL
        );
        CREATE UNIQUE INDEX ON entries (seq);
        CREATE INDEX ON entries USING brin (organisation, entry_date);
        """;

    const string Insert = """
        INSERT INTO entries (id, organisation, source, transaction_id, revision, part, entry_date, description,
                             rule_set, rule_version, rule, rule_hash, accounts, currencies, amounts, details, posted_at)
        SELECT id, 'unnest', source, transaction_id, 1, 'entry', entry_date, description, 'retail', 1, 'sale', $9,
               accounts::text[], currencies::text[], amounts::numeric(19, 4)[], details::jsonb, clock_timestamp()
        FROM unnest($1::uuid[], $2::text[], $3::text[], $4::date[], $5::text[], $6::text[], $7::text[], $8::text[], $10::text[])
            AS entry (id, source, transaction_id, entry_date, description, accounts, currencies, amounts, details)
        ON CONFLICT (id) DO NOTHING
        """;

    public static async Task Run(LocalSystem system, Figures figures, BenchArguments arguments, TimeProvider time, CancellationToken stop)
    {
        await using var database = await PlainDatabase.Create(system, "unnest_ceiling", Table, stop);
        await using var connection = await database.OpenConnectionAsync(stop);
        var sales = new SaleGenerator(arguments.Seed);
        var length = arguments.Measured < Longest ? arguments.Measured : Longest;
        for (var i = 0; i < 10; i++)
            await InsertBatch(connection, sales, stop);
        var start = time.GetTimestamp();
        long count = 0;
        for (; time.GetElapsedTime(start) < length; count += Batch)
            await InsertBatch(connection, sales, stop);
        figures.Add("unnest.entries_per_s", "1/s", count / time.GetElapsedTime(start).TotalSeconds);
    }

    static async Task InsertBatch(NpgsqlConnection connection, SaleGenerator sales, CancellationToken stop)
    {
        var batch = Enumerable.Range(0, Batch).Select(_ => sales.Next()).Select(sale => (Sale: sale, Lines: sale.Lines())).ToList();
        await using var command = new NpgsqlCommand(Insert, connection);
        var parameters = command.Parameters;
        void Add<T>(Func<(Sale Sale, IReadOnlyList<SaleLine> Lines), T> column) =>
            parameters.Add(new NpgsqlParameter<T[]> { TypedValue = [.. batch.Select(column)] });
        Add(_ => Guid.NewGuid()); // As random as ours, which are hashes.
        Add(row => row.Sale.Source);
        Add(row => row.Sale.Id);
        Add(row => DateOnly.FromDateTime(row.Sale.OccurredAt.DateTime));
        Add(row => $"sale {row.Sale.Source} {row.Sale.Id}");
        Add(row => "{" + string.Join(',', row.Lines.Select(line => $"\"{line.Account}\"")) + "}");
        Add(row => "{" + string.Join(',', row.Lines.Select(line => line.Currency)) + "}");
        Add(row => FormattableString.Invariant($"{{{string.Join(',', row.Lines.Select(line => FormattableString.Invariant($"{line.Amount}")))}}}"));
        parameters.Add(new NpgsqlParameter<string> { TypedValue = new string('a', 64) });
        Add(row => "[" + string.Join(',', row.Lines.Select(line => $$"""{"Memo":"{{line.Memo}}","TaxCode":null,"Dimensions":null}""")) + "]");
        await command.ExecuteNonQueryAsync(stop);
    }
}
