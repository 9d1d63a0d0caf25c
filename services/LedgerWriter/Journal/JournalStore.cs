using AccountingSync.Accounting;
using AccountingSync.Accounting.Periods;
using AccountingSync.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace AccountingSync.LedgerWriter.Journal;

/// <summary>The statements on the books. Rows of one organisation at a time: the session says which.</summary>
static class JournalStore
{
    /// <summary>Inserts whole entries in one statement and returns the ids that were new. An entry that is there already
    /// is left alone, whatever it says: <see cref="Read"/> tells whether it says the same. One whose day lies in a closed period is not
    /// inserted; see <see cref="Periods.LateEntries"/>.</summary>
    public static async Task<HashSet<Guid>> Insert(
        Session session,
        IReadOnlyList<JournalEntry> entries,
        DateTimeOffset postedAt,
        CancellationToken stop
    )
    {
        await using var batch = session.Batch();
        batch.BatchCommands.Add(Insertion(entries, postedAt));
        await using var reader = await batch.ExecuteReaderAsync(stop);
        return await Ids(reader, entries.Count, stop);
    }

    /// <summary>The same in one round trip with the lock of the organisation's writers, which hold it together until they commit. The sealer
    /// takes it alone for a moment, and so knows that no lower seq is still to come; a reversal takes it alone, and so cannot cross its
    /// original unseen.</summary>
    public static async Task<HashSet<Guid>> LockAndInsert(
        Session session,
        IReadOnlyList<JournalEntry> entries,
        DateTimeOffset postedAt,
        CancellationToken stop
    )
    {
        await using var batch = session.Batch();
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand("SELECT pg_advisory_xact_lock_shared(hashtextextended($1, 1))") { Parameters = { Organisation(session) } }
        );
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand("INSERT INTO ledger.organisations (organisation) VALUES ($1) ON CONFLICT DO NOTHING")
            {
                Parameters = { Organisation(session) },
            }
        );
        batch.BatchCommands.Add(Insertion(entries, postedAt));
        await using var reader = await batch.ExecuteReaderAsync(stop);
        await reader.NextResultAsync(stop);
        return await Ids(reader, entries.Count, stop);
    }

    static NpgsqlBatchCommand Insertion(IReadOnlyList<JournalEntry> entries, DateTimeOffset postedAt)
    {
        var command = new NpgsqlBatchCommand(
            """
            INSERT INTO ledger.entries
                (id, organisation, source, transaction_id, revision, part, entry_date, description,
                 rule_set, rule_version, rule, rule_hash, reverses, accounts, currencies, amounts, details, original_date, posted_at)
            SELECT id, $1, source, transaction_id, revision, part, entry_date, description,
                   rule_set, rule_version, rule, rule_hash, reverses, accounts::text[], currencies::text[], amounts::numeric(19, 4)[], details::jsonb,
                   original_date, $20
            FROM unnest($2::uuid[], $3::text[], $4::text[], $5::integer[], $6::text[], $7::date[], $8::text[],
                        $9::text[], $10::integer[], $11::text[], $12::text[], $13::uuid[], $14::text[], $15::text[], $16::text[], $17::text[],
                        $18::date[], $19::date[])
                AS entry (id, source, transaction_id, revision, part, entry_date, description,
                          rule_set, rule_version, rule, rule_hash, reverses, accounts, currencies, amounts, details, original_date, period)
            WHERE period NOT IN (SELECT first_day FROM ledger.closed_periods)
            ORDER BY id
            ON CONFLICT (id) DO NOTHING
            RETURNING id
            """
        );
        var parameters = command.Parameters;
        void Add<T>(Func<JournalEntry, T> column) => parameters.Add(new NpgsqlParameter<T[]> { TypedValue = [.. entries.Select(column)] });
        parameters.Add(new NpgsqlParameter<string> { TypedValue = entries[0].Organisation });
        Add(entry => entry.Id);
        Add(entry => entry.Origin.Source);
        Add(entry => entry.Origin.TransactionId);
        Add(entry => entry.Origin.Revision);
        Add(entry => entry.Origin.Part);
        Add(entry => entry.Date);
        Add(entry => entry.Description);
        Add(entry => entry.Rule.RuleSet);
        Add(entry => entry.Rule.Version);
        Add(entry => entry.Rule.Rule);
        Add(entry => entry.Rule.Hash);
        Add(entry => entry.Reverses);
        Add(entry => LineColumns.Accounts(entry.Lines));
        Add(entry => LineColumns.Currencies(entry.Lines));
        Add(entry => LineColumns.Amounts(entry.Lines));
        parameters.Add(
            new NpgsqlParameter
            {
                Value = entries.Select(entry => LineColumns.Details(entry.Lines)).ToArray(),
                NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text,
            }
        );
        Add(entry => entry.OriginalDate);
        Add(entry => AccountingPeriod.Of(entry.Date).FirstDay);
        parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = postedAt.ToUniversalTime() });
        return command;
    }

    static async Task<HashSet<Guid>> Ids(NpgsqlDataReader reader, int capacity, CancellationToken stop)
    {
        var ids = new HashSet<Guid>(capacity);
        while (await reader.ReadAsync(stop))
            ids.Add(reader.GetGuid(0));
        return ids;
    }

    public static async Task<IReadOnlyList<JournalEntry>> Read(Session session, IReadOnlyCollection<Guid> ids, CancellationToken stop)
    {
        await using var command = session.Command($"SELECT {EntryReader.Columns} FROM ledger.entries WHERE id = ANY($1)");
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. ids] });
        await using var reader = await command.ExecuteReaderAsync(stop);
        var entries = new List<JournalEntry>();
        while (await reader.ReadAsync(stop))
            entries.Add(EntryReader.Entry(reader));
        return entries;
    }

    public static async Task LockAlone(Session session, CancellationToken stop)
    {
        await using var command = session.Command("SELECT pg_advisory_xact_lock(hashtextextended($1, 1))");
        command.Parameters.Add(Organisation(session));
        await command.ExecuteNonQueryAsync(stop);
    }

    static NpgsqlParameter<string> Organisation(Session session) =>
        new() { TypedValue = session.Organisation ?? throw new InvalidOperationException("The books are written for one organisation at a time.") };
}
