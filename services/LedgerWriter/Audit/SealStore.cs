using AccountingSync.Accounting;
using AccountingSync.LedgerWriter.Journal;
using AccountingSync.Postgres;
using Npgsql;

namespace AccountingSync.LedgerWriter.Audit;

sealed record SealRow(long Number, long FirstSeq, long LastSeq, long Entries, byte[] Previous, byte[] Hash);

/// <summary>The statements on the audit chain.</summary>
static class SealStore
{
    /// <summary>The first seal covers whatever stands before it: a row that was slipped in below the first number is seen.</summary>
    public const long BeforeAll = long.MinValue;

    const string Columns = "number, first_seq, last_seq, entries, previous, hash";

    public static async Task<IReadOnlyList<string>> Organisations(NpgsqlDataSource database, CancellationToken stop)
    {
        await using var command = database.CreateCommand("SELECT organisation FROM ledger.organisations ORDER BY organisation");
        await using var reader = await command.ExecuteReaderAsync(stop);
        var organisations = new List<string>();
        while (await reader.ReadAsync(stop))
            organisations.Add(reader.GetString(0));
        return organisations;
    }

    /// <summary>Whoever adds to the organisation's chain holds this until the commit.</summary>
    public static async Task LockChain(Session session, CancellationToken stop)
    {
        await using var command = session.Command("SELECT pg_advisory_xact_lock(hashtextextended($1, 2))");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        await command.ExecuteNonQueryAsync(stop);
    }

    public static async Task<SealRow?> Last(Session session, CancellationToken stop)
    {
        await using var command = session.Command($"SELECT {Columns} FROM ledger.seals ORDER BY number DESC LIMIT 1");
        await using var reader = await command.ExecuteReaderAsync(stop);
        return await reader.ReadAsync(stop) ? Row(reader) : null;
    }

    public static async Task<IReadOnlyList<SealRow>> All(Session session, CancellationToken stop)
    {
        await using var command = session.Command($"SELECT {Columns} FROM ledger.seals ORDER BY number");
        await using var reader = await command.ExecuteReaderAsync(stop);
        var seals = new List<SealRow>();
        while (await reader.ReadAsync(stop))
            seals.Add(Row(reader));
        return seals;
    }

    /// <summary>The highest seq that is committed, with none lower still to come.</summary>
    public static async Task<long> SettledSeq(NpgsqlDataSource database, string organisation, CancellationToken stop)
    {
        await using var session = await Session.Begin(database, organisation, stop);
        await JournalStore.LockAlone(session, stop);
        await using var command = session.Command("SELECT coalesce(max(seq), 0) FROM ledger.entries");
        return (long)(await command.ExecuteScalarAsync(stop))!;
    }

    public static async Task<IReadOnlyList<SealedEntry>> Entries(Session session, long afterSeq, long untilSeq, int limit, CancellationToken stop)
    {
        await using var command = session.Command(
            $"SELECT {EntryReader.Columns} FROM ledger.entries WHERE seq > $1 AND seq <= $2 ORDER BY seq LIMIT $3"
        );
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = afterSeq });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = untilSeq });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        await using var reader = await command.ExecuteReaderAsync(stop);
        var entries = new List<SealedEntry>();
        while (await reader.ReadAsync(stop))
            entries.Add(
                new SealedEntry(
                    reader.GetInt64(EntryReader.Seq),
                    reader.GetFieldValue<DateTimeOffset>(EntryReader.PostedAt),
                    EntryReader.Entry(reader)
                )
            );
        return entries;
    }

    /// <summary>How many entries no seal covers yet.</summary>
    public static async Task<long> CountAfter(Session session, long lastSeq, CancellationToken stop)
    {
        await using var command = session.Command("SELECT count(*) FROM ledger.entries WHERE seq > $1");
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = lastSeq });
        return (long)(await command.ExecuteScalarAsync(stop))!;
    }

    public static async Task Store(Session session, SealRow seal, DateTimeOffset now, CancellationToken stop)
    {
        await using var command = session.Command(
            "INSERT INTO ledger.seals (organisation, number, first_seq, last_seq, entries, previous, hash, sealed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
        );
        var parameters = command.Parameters;
        parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        parameters.Add(new NpgsqlParameter<long> { TypedValue = seal.Number });
        parameters.Add(new NpgsqlParameter<long> { TypedValue = seal.FirstSeq });
        parameters.Add(new NpgsqlParameter<long> { TypedValue = seal.LastSeq });
        parameters.Add(new NpgsqlParameter<long> { TypedValue = seal.Entries });
        parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = seal.Previous });
        parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = seal.Hash });
        parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now.ToUniversalTime() });
        await command.ExecuteNonQueryAsync(stop);
    }

    static SealRow Row(NpgsqlDataReader row) =>
        new(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetFieldValue<byte[]>(4), row.GetFieldValue<byte[]>(5));
}
