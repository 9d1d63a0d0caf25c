using AccountingSync.Benchmarks.Full;
using AccountingSync.Benchmarks.Results;
using AccountingSync.Benchmarks.Sales;
using Npgsql;

namespace AccountingSync.Benchmarks.Live;

/// <summary>When a sale was received, and when the commits were made that accepted, mapped and posted it.</summary>
sealed record Passage(string Id, DateTimeOffset ReceivedAt, DateTimeOffset AcceptedAt, DateTimeOffset MappedAt, DateTimeOffset PostedAt);

/// <summary>Reads the books as the database's owner, from outside the services.</summary>
sealed class LedgerWatch(NpgsqlDataSource owner)
{
    static readonly string[] Outboxes = ["ingestion", "transformation", "ledger", "platform", "reconciliation"];

    /// <summary>Seconds. Ten million entries have some thirty million lines.</summary>
    const int Patience = 1_800;

    /// <summary>Entries posted so far by everybody; one page read, however many there are. Counts refused duplicates too.</summary>
    public async Task<long> Posted(CancellationToken stop)
    {
        await using var command = owner.CreateCommand("SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM ledger.entries_seq_seq");
        return (long)(await command.ExecuteScalarAsync(stop))!;
    }

    public async Task<long> CountOf(string organisation, CancellationToken stop)
    {
        await using var command = owner.CreateCommand("SELECT count(*) FROM ledger.entries WHERE organisation = $1");
        command.CommandTimeout = Patience;
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = organisation });
        return (long)(await command.ExecuteScalarAsync(stop))!;
    }

    /// <summary>By the time of their commits, which is later than what the row itself says.</summary>
    /// <param name="afterSeq">All that was posted before <paramref name="from"/> has a seq up to this, and need not be read.</param>
    public async Task<long> PostedBetween(string organisation, long afterSeq, DateTimeOffset from, DateTimeOffset until, CancellationToken stop)
    {
        await using var command = owner.CreateCommand(
            """
            SELECT count(*) FROM ledger.entries
            WHERE organisation = $1 AND seq > $4 AND pg_xact_commit_timestamp(xmin) >= $2 AND pg_xact_commit_timestamp(xmin) < $3
            """
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = organisation });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = from });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = until });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = afterSeq });
        return (long)(await command.ExecuteScalarAsync(stop))!;
    }

    /// <summary>The time of the last commit that posted.</summary>
    public async Task<DateTimeOffset> LastPosted(string organisation, CancellationToken stop)
    {
        await using var command = owner.CreateCommand("SELECT max(pg_xact_commit_timestamp(xmin)) FROM ledger.entries WHERE organisation = $1");
        command.CommandTimeout = Patience;
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = organisation });
        return new DateTimeOffset((DateTime)(await command.ExecuteScalarAsync(stop))!);
    }

    /// <summary>Messages of all services that somebody has still to consume.</summary>
    public async Task<long> OnTheWay(CancellationToken stop)
    {
        await using var command = owner.CreateCommand(
            $"SELECT {string.Join(" + ", Outboxes.Select(schema => $"(SELECT count(*) FROM {schema}.outbox)"))}"
        );
        return (long)(await command.ExecuteScalarAsync(stop))!;
    }

    /// <summary>Those of sales that are posted; whether all are, the check says. Joined here and not there, so that measuring needs no statistics, which would change the services' plans.</summary>
    public async Task<IReadOnlyList<Passage>> Passages(string organisation, CancellationToken stop)
    {
        var received = await Times("SELECT id, received_at FROM ingestion.transactions WHERE organisation = $1", organisation, stop);
        var accepted = await Times(
            "SELECT id, pg_xact_commit_timestamp(xmin) FROM ingestion.transactions WHERE organisation = $1",
            organisation,
            stop
        );
        var mapped = await Times(
            "SELECT id, pg_xact_commit_timestamp(xmin) FROM transformation.transactions WHERE organisation = $1",
            organisation,
            stop
        );
        var posted = await Times(
            "SELECT transaction_id, pg_xact_commit_timestamp(xmin) FROM ledger.entries WHERE organisation = $1",
            organisation,
            stop
        );
        return
        [
            .. received
                .Where(sale => posted.ContainsKey(sale.Key))
                .Select(sale => new Passage(sale.Key, sale.Value, accepted[sale.Key], mapped[sale.Key], posted[sale.Key])),
        ];
    }

    async Task<Dictionary<string, DateTimeOffset>> Times(string sql, string organisation, CancellationToken stop)
    {
        await using var command = owner.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = organisation });
        await using var reader = await command.ExecuteReaderAsync(stop);
        var times = new Dictionary<string, DateTimeOffset>();
        while (await reader.ReadAsync(stop))
            times.Add(reader.GetString(0), reader.GetFieldValue<DateTimeOffset>(1));
        return times;
    }

    /// <summary>Compares what was accepted, by our own list, with the books.</summary>
    public async Task<Check> Check(string name, string organisation, IReadOnlyList<Sale> accepted, CancellationToken stop)
    {
        await using var command = owner.CreateCommand(
            """
            WITH accepted AS (SELECT * FROM unnest($2::text[], $3::text[], $4::numeric[]) AS sale (source, id, gross)),
                 posted AS (SELECT source, transaction_id AS id, amounts, accounts FROM ledger.entries
                            WHERE organisation = $1 AND NOT starts_with(transaction_id, $5))
            SELECT (SELECT count(*) FROM accepted WHERE NOT EXISTS (
                        SELECT FROM posted WHERE posted.source = accepted.source AND posted.id = accepted.id
                            AND accepted.gross = (SELECT sum(amount) FROM unnest(posted.amounts) amount WHERE amount > 0))),
                   (SELECT count(*) FROM posted),
                   (SELECT coalesce(sum(abs(total)), 0) FROM (
                        SELECT sum(amount) AS total FROM ledger.lines WHERE organisation = $1 GROUP BY currency) balances)
            """
        );
        command.CommandTimeout = Patience;
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = organisation });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. accepted.Select(sale => sale.Source)] });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. accepted.Select(sale => sale.Id)] });
        command.Parameters.Add(new NpgsqlParameter<decimal[]> { TypedValue = [.. accepted.Select(sale => sale.Gross)] });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = StoredEntries.IdPrefix });
        await using var reader = await command.ExecuteReaderAsync(stop);
        await reader.ReadAsync(stop);
        var lost = reader.GetInt64(0);
        // Whatever is in the books beyond what was accepted: twice the same, or never sent.
        var doubled = reader.GetInt64(1) - (accepted.Count - lost);
        return new Check(name, lost, doubled, reader.GetDecimal(2));
    }
}
