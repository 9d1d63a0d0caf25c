using AccountingSync.Accounting.Days;
using AccountingSync.Ingestion.Accept;
using AccountingSync.Postgres;
using Npgsql;

namespace AccountingSync.Ingestion.FixDays;

/// <summary>What is accepted already of facts of which something comes again.</summary>
static class KnownRevisionsQuery
{
    /// <returns>By source and id, the first revision first; a fact that is new is not in it.</returns>
    public static async Task<Dictionary<(string Source, string Id), List<KnownRevision>>> Of(
        Session session,
        IReadOnlyCollection<TransactionKey> keys,
        CancellationToken stop
    )
    {
        await using var command = session.Command(
            """
            SELECT source, id, occurred_at, coalesce(first_accepted_at, received_at), occurred_on, accepted_on
            FROM ingestion.transactions
            JOIN unnest($2::text[], $3::text[]) AS wanted (source, id) USING (source, id)
            WHERE organisation = $1
            ORDER BY source, id, first_accepted_at IS NOT NULL, received_at, revision
            """
        );
        var facts = keys.Select(key => (key.Source, key.Id)).Distinct().ToList();
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. facts.Select(fact => fact.Source)] });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. facts.Select(fact => fact.Id)] });
        await using var reader = await command.ExecuteReaderAsync(stop);
        var known = new Dictionary<(string Source, string Id), List<KnownRevision>>();
        while (await reader.ReadAsync(stop))
        {
            var fact = (reader.GetString(0), reader.GetString(1));
            if (!known.TryGetValue(fact, out var revisions))
                known.Add(fact, revisions = []);
            revisions.Add(
                new KnownRevision(
                    await reader.IsDBNullAsync(2, stop) ? null : reader.GetFieldValue<DateTimeOffset>(2),
                    new FirstAcceptance(
                        reader.GetFieldValue<DateTimeOffset>(3),
                        await reader.IsDBNullAsync(4, stop) ? null : reader.GetFieldValue<DateOnly>(4),
                        await reader.IsDBNullAsync(5, stop) ? null : reader.GetFieldValue<DateOnly>(5)
                    )
                )
            );
        }
        return known;
    }
}
