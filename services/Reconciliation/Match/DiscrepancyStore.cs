using AccountingSync.Accounting.Reconciliation;
using AccountingSync.Postgres;
using AccountingSync.Reconciliation.Collect;
using Npgsql;

namespace AccountingSync.Reconciliation.Match;

/// <summary>The statements of a run on discrepancies.</summary>
static class DiscrepancyStore
{
    const int AtATime = 1_000;

    /// <summary>Without those about payouts, accounts and banks, which are looked at by themselves.</summary>
    public static async Task<IReadOnlyList<OpenDiscrepancy>> Open(Session session, CancellationToken stop)
    {
        await using var command = session.Command(
            """
            SELECT id, type, source, transaction_id, revision, entry_id, connection, platform_id
            FROM reconciliation.discrepancies WHERE state = 'open' AND type <> ALL ($1)
            ORDER BY id
            """
        );
        command.Parameters.Add(
            new NpgsqlParameter<string[]> { TypedValue = [.. DiscrepancyTypes.LookedAtByThemselves.Select(DiscrepancyTypes.Name)] }
        );
        await using var reader = await command.ExecuteReaderAsync(stop);
        var open = new List<OpenDiscrepancy>();
        while (await reader.ReadAsync(stop))
            open.Add(
                new OpenDiscrepancy(
                    reader.GetGuid(0),
                    DiscrepancyTypes.Parse(reader.GetString(1)),
                    new Subject
                    {
                        Source = reader.Text(2),
                        TransactionId = reader.Text(3),
                        Revision = await reader.IsDBNullAsync(4, stop) ? null : reader.GetInt32(4),
                        EntryId = reader.Id(5),
                        Connection = reader.Text(6),
                        PlatformId = reader.Text(7),
                    }
                )
            );
        return open;
    }

    /// <summary>Stores what was found and returns what is news: new, or open again. An open one is written only when its evidence changed or
    /// it was last seen before <paramref name="refreshBefore"/>, so that a round which finds the same again costs nothing.</summary>
    public static async Task<IReadOnlyList<Guid>> Found(
        Session session,
        IReadOnlyDictionary<Guid, Finding> findings,
        DateTimeOffset now,
        DateTimeOffset refreshBefore,
        CancellationToken stop
    )
    {
        var news = new List<Guid>();
        foreach (var chunk in findings.OrderBy(pair => pair.Key).Chunk(AtATime))
        {
            await using var command = session.Command(
                """
                INSERT INTO reconciliation.discrepancies AS known
                    (organisation, id, type, source, transaction_id, revision, entry_id, connection, platform_id, evidence,
                     state, first_seen, last_seen, opened_at)
                SELECT $1, id, type, source, transaction_id, revision, entry_id, connection, platform_id, evidence::jsonb, 'open', $2, $2, $2
                FROM unnest($4::uuid[], $5::text[], $6::text[], $7::text[], $8::integer[], $9::uuid[], $10::text[], $11::text[], $12::text[])
                    AS item (id, type, source, transaction_id, revision, entry_id, connection, platform_id, evidence)
                ON CONFLICT (organisation, id) DO UPDATE
                SET source = excluded.source, transaction_id = excluded.transaction_id, revision = excluded.revision, entry_id = excluded.entry_id,
                    connection = excluded.connection, platform_id = excluded.platform_id, evidence = excluded.evidence,
                    state = 'open', last_seen = excluded.last_seen, resolved_at = NULL, resolution = NULL,
                    opened_at = CASE known.state WHEN 'open' THEN known.opened_at ELSE excluded.opened_at END,
                    times_opened = known.times_opened + CASE known.state WHEN 'open' THEN 0 ELSE 1 END
                WHERE known.state <> 'open' OR known.evidence IS DISTINCT FROM excluded.evidence OR known.last_seen < $3
                RETURNING id, opened_at = $2
                """
            );
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
            command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now.ToUniversalTime() });
            command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = refreshBefore.ToUniversalTime() });
            new ItemColumns<KeyValuePair<Guid, Finding>>(command.Parameters, chunk)
                .Value(item => item.Key)
                .Value(item => DiscrepancyTypes.Name(item.Value.Type))
                .Text(item => item.Value.Subject.Source)
                .Text(item => item.Value.Subject.TransactionId)
                .Value(item => item.Value.Subject.Revision)
                .Value(item => item.Value.Subject.EntryId)
                .Text(item => item.Value.Subject.Connection)
                .Text(item => item.Value.Subject.PlatformId)
                .Value(item => EvidenceJson.Write(item.Value.Evidence));
            await using var reader = await command.ExecuteReaderAsync(stop);
            while (await reader.ReadAsync(stop))
                if (reader.GetBoolean(1))
                    news.Add(reader.GetGuid(0));
        }
        return news;
    }

    /// <returns>How many were open.</returns>
    public static async Task<int> Resolve(Session session, IReadOnlyDictionary<Guid, string> reasons, DateTimeOffset now, CancellationToken stop)
    {
        var resolved = 0;
        foreach (var chunk in reasons.OrderBy(pair => pair.Key).Chunk(AtATime))
        {
            await using var command = session.Command(
                """
                UPDATE reconciliation.discrepancies known SET state = 'resolved', resolved_at = $2, resolution = item.reason
                FROM unnest($3::uuid[], $4::text[]) AS item (id, reason)
                WHERE known.organisation = $1 AND known.id = item.id AND known.state = 'open'
                """
            );
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
            command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now.ToUniversalTime() });
            new ItemColumns<KeyValuePair<Guid, string>>(command.Parameters, chunk).Value(item => item.Key).Value(item => item.Value);
            resolved += await command.ExecuteNonQueryAsync(stop);
        }
        return resolved;
    }

    /// <summary>How many are open, by type; a type without any is not in it.</summary>
    public static async Task<IReadOnlyDictionary<DiscrepancyType, long>> OpenByType(Session session, CancellationToken stop)
    {
        await using var command = session.Command(
            "SELECT type, count(*) FROM reconciliation.discrepancies WHERE state = 'open' GROUP BY type ORDER BY type"
        );
        await using var reader = await command.ExecuteReaderAsync(stop);
        var counts = new Dictionary<DiscrepancyType, long>();
        while (await reader.ReadAsync(stop))
            counts.Add(DiscrepancyTypes.Parse(reader.GetString(0)), reader.GetInt64(1));
        return counts;
    }
}
