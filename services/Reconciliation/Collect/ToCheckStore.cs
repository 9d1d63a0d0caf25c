using AccountingSync.Postgres;
using Npgsql;

namespace AccountingSync.Reconciliation.Collect;

/// <summary>Entries about which there is news, for the next round of the continuous run.</summary>
static class ToCheckStore
{
    public static void Add(Notes notes, IReadOnlyList<(Guid EntryId, DateTimeOffset DueAt)> entries) =>
        notes
            .Add(
                "INSERT INTO reconciliation.to_check (organisation, entry_id, due_at) SELECT $1, * FROM unnest($2::uuid[], $3::timestamptz[])",
                entries
            )
            .Value(entry => entry.EntryId)
            .Time(entry => entry.DueAt);

    /// <summary>Removes what is due and returns it. News that is committed later stays for the next round.</summary>
    /// <returns>The entries, each once, and how many rows they were.</returns>
    public static async Task<(IReadOnlyCollection<Guid> Entries, int Taken)> Take(
        Session session,
        DateTimeOffset now,
        int limit,
        CancellationToken stop
    )
    {
        await using var command = session.Command(
            """
            DELETE FROM reconciliation.to_check
            WHERE ctid = ANY (ARRAY(SELECT ctid FROM reconciliation.to_check WHERE organisation = $1 AND due_at <= $2 ORDER BY due_at LIMIT $3))
            RETURNING entry_id
            """
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now.ToUniversalTime() });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        await using var reader = await command.ExecuteReaderAsync(stop);
        var entries = new HashSet<Guid>();
        var taken = 0;
        for (; await reader.ReadAsync(stop); taken++)
            entries.Add(reader.GetGuid(0));
        return (entries, taken);
    }

    /// <summary>Puts those back that a platform holds and the ledger has not announced yet: when they had their time, they are unexpected.</summary>
    public static async Task AddUnknown(
        Session session,
        IReadOnlyCollection<Guid> entries,
        DateTimeOffset settledBefore,
        TimeSpan settle,
        CancellationToken stop
    )
    {
        if (entries.Count == 0)
            return;
        await using var command = session.Command(
            """
            INSERT INTO reconciliation.to_check (organisation, entry_id, due_at)
            SELECT $1, news.entry_id, written.last + $4
            FROM unnest($2::uuid[]) AS news (entry_id)
                 CROSS JOIN LATERAL (SELECT max(written_at) AS last FROM reconciliation.platform_entries WHERE entry_id = news.entry_id) AS written
                 CROSS JOIN LATERAL (SELECT count(*) AS number FROM reconciliation.ledger_entries WHERE entry_id = news.entry_id) AS entries
            WHERE written.last > $3 AND entries.number = 0
            """
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. entries] });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = settledBefore.ToUniversalTime() });
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = settle });
        await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>Puts those back that may wait for their turn at a platform: they are looked at again.</summary>
    public static async Task AddWaiting(
        Session session,
        IReadOnlyCollection<Guid> entries,
        DateTimeOffset settledBefore,
        DateTimeOffset dueAt,
        CancellationToken stop
    )
    {
        if (entries.Count == 0)
            return;
        await using var command = session.Command(
            """
            INSERT INTO reconciliation.to_check (organisation, entry_id, due_at)
            SELECT DISTINCT $1, news.entry_id, $4::timestamptz
            FROM (SELECT * FROM reconciliation.connections WHERE active AND waiting_told_at > $3 OFFSET 0) AS place
                 CROSS JOIN unnest($2::uuid[]) AS news (entry_id)
                 CROSS JOIN LATERAL (SELECT posted_at, only_at FROM reconciliation.ledger_entries WHERE entry_id = news.entry_id LIMIT 1) AS entry
                 CROSS JOIN LATERAL (SELECT count(*) AS documents FROM reconciliation.platform_entries
                                     WHERE entry_id = news.entry_id AND connection = place.connection) AS written
            WHERE entry.posted_at >= place.waiting_since AND place.connection = coalesce(entry.only_at, place.connection) AND documents = 0
            """
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. entries] });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = settledBefore.ToUniversalTime() });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = dueAt.ToUniversalTime() });
        await command.ExecuteNonQueryAsync(stop);
    }
}
