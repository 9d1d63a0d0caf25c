using AccountingSync.Accounting.Reconciliation;
using AccountingSync.Postgres;
using AccountingSync.Reconciliation.Collect;
using Npgsql;

namespace AccountingSync.Reconciliation.Match;

/// <summary>Loads which entries a connection gets within a summary, and what summaries must come to.</summary>
static class SummaryRows
{
    public static async Task<Dictionary<EntryPlace, WithinSummary>> Within(Session session, IReadOnlyList<EntryPlace> places, CancellationToken stop)
    {
        await using var command = session.Command(
            """
            SELECT place.connection, place.entry_id, summary_id, due_at
            FROM unnest($2::text[], $3::uuid[]) AS place (connection, entry_id)
                 CROSS JOIN LATERAL (SELECT summary_id, due_at FROM reconciliation.summarised
                                     WHERE organisation = $1 AND entry_id = place.entry_id AND connection = place.connection LIMIT 1) AS summed_up
            """
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        new ItemColumns<EntryPlace>(command.Parameters, places).Value(place => place.Connection).Value(place => place.EntryId);
        await using var reader = await command.ExecuteReaderAsync(stop);
        var within = new Dictionary<EntryPlace, WithinSummary>();
        while (await reader.ReadAsync(stop))
            within[new EntryPlace(reader.GetString(0), reader.GetGuid(1), PlatformId: null)] = new WithinSummary(
                reader.Id(2),
                reader.GetFieldValue<DateTimeOffset>(3)
            );
        return within;
    }

    /// <summary>Of those that are summaries. One of which no entry is known comes to nothing.</summary>
    public static async Task<Dictionary<Guid, IReadOnlyDictionary<string, decimal>>> Sums(Session session, Guid[] ids, CancellationToken stop)
    {
        await using var command = session.Command(
            """
            SELECT summary.entry_id,
                   (SELECT coalesce(jsonb_object_agg(currency, amount), '{}')::text FROM reconciliation.sums_of_entries
                    WHERE organisation = $1 AND summary_id = summary.entry_id)
            FROM unnest($2::uuid[]) AS wanted (entry_id)
                 CROSS JOIN LATERAL (SELECT entry_id FROM reconciliation.ledger_entries
                                     WHERE organisation = $1 AND entry_id = wanted.entry_id AND only_at IS NOT NULL LIMIT 1) AS summary
            """
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = ids });
        await using var reader = await command.ExecuteReaderAsync(stop);
        var sums = new Dictionary<Guid, IReadOnlyDictionary<string, decimal>>();
        while (await reader.ReadAsync(stop))
            sums.Add(reader.GetGuid(0), reader.Totals(1)!);
        return sums;
    }
}
