using AccountingSync.Benchmarks.Results;
using AccountingSync.Benchmarks.Sales;
using AccountingSync.LocalServers;
using Npgsql;

namespace AccountingSync.Benchmarks.Comparators;

/// <summary>One entry as the ledger's table takes it, its lines as arrays.</summary>
sealed record CeilingRow(Sale Sale, IReadOnlyList<SaleLine> Lines)
{
    /// <summary>As random as ours, which are hashes.</summary>
    public Guid Id { get; } = Guid.NewGuid();
    public DateOnly Date => DateOnly.FromDateTime(Sale.OccurredAt.DateTime);
    public string Description => $"sale {Sale.Source} {Sale.Id}";
    public string Details => "[" + string.Join(',', Lines.Select(line => $$"""{"Memo":"{{line.Memo}}","TaxCode":null,"Dimensions":null}""")) + "]";

    public static IReadOnlyList<CeilingRow> Batch(SaleGenerator sales, int size) =>
        [.. Enumerable.Range(0, size).Select(_ => sales.Next()).Select(sale => new CeilingRow(sale, sale.Lines()))];
}

/// <summary>A table of the ledger's shape (columns and indexes) with nothing around it: no checks, no row security, no messages. What writes
/// to it shows how fast this server can take the same entries.</summary>
static class CeilingTable
{
    const string Table = """
        CREATE TABLE entries (
            id uuid PRIMARY KEY, seq bigint GENERATED ALWAYS AS IDENTITY, organisation text NOT NULL, source text NOT NULL,
            transaction_id text NOT NULL, revision integer NOT NULL, part text NOT NULL, entry_date date NOT NULL, description text NOT NULL,
            rule_set text NOT NULL, rule_version integer NOT NULL, rule text NOT NULL, rule_hash text NOT NULL, reverses uuid,
            accounts text[] NOT NULL, currencies text[] NOT NULL, amounts numeric(19, 4)[] NOT NULL, details jsonb, posted_at timestamptz NOT NULL
        );
        CREATE UNIQUE INDEX ON entries (organisation, seq);
        CREATE INDEX ON entries USING brin (organisation, entry_date);
        """;

    public static readonly string RuleHash = new('a', 64);

    public static Task<NpgsqlDataSource> Create(LocalSystem system, string database, CancellationToken stop) =>
        PlainDatabase.Create(system, database, Table, stop);

    public static async Task<Check> Check(NpgsqlDataSource database, string name, long sent, CancellationToken stop)
    {
        await using var command = database.CreateCommand(
            """
            SELECT count(DISTINCT (source, transaction_id)), count(*),
                   (SELECT coalesce(sum(abs(total)), 0) FROM (
                       SELECT sum(amount) AS total FROM entries, unnest(currencies, amounts) AS line (currency, amount) GROUP BY currency) balances)
            FROM entries
            """
        );
        command.CommandTimeout = 300;
        await using var reader = await command.ExecuteReaderAsync(stop);
        await reader.ReadAsync(stop);
        var lost = sent - reader.GetInt64(0);
        return new Check(name, lost, reader.GetInt64(1) - (sent - lost), reader.GetDecimal(2));
    }
}
