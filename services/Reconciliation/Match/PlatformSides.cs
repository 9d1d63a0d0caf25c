using AccountingSync.Accounting.Reconciliation;
using AccountingSync.Postgres;
using AccountingSync.Reconciliation.Collect;
using Npgsql;

namespace AccountingSync.Reconciliation.Match;

/// <summary>Loads all that is known of entries at connections, with six queries for however many.</summary>
static class PlatformSides
{
    public static async Task<IReadOnlyList<EntryAtPlatform>> Load(
        Session session,
        IReadOnlyDictionary<string, ConnectionSide> connections,
        IReadOnlyList<EntryPlace> places,
        CancellationToken stop
    )
    {
        var withEntry = places.Where(place => place.EntryId is not null).ToList();
        var entries = await Entries(session, [.. withEntry.Select(place => place.EntryId!.Value).Distinct()], stop);
        var refusals = await Refusals(session, withEntry, stop);
        var documents = await Documents(session, places, stop);
        var within = await SummaryRows.Within(session, withEntry, stop);
        var sums = await SummaryRows.Sums(session, [.. withEntry.Select(place => place.EntryId!.Value).Distinct()], stop);
        return
        [
            .. places.Select(place => new EntryAtPlatform(
                connections.GetValueOrDefault(place.Connection) ?? new ConnectionSide(place.Connection, Active: true, Since: null),
                place.EntryId,
                place.EntryId is { } id ? entries.GetValueOrDefault(id) : null,
                [.. documents[place]],
                refusals.GetValueOrDefault(place)
            )
            {
                Within = within.GetValueOrDefault(place),
                SumOfEntries = place.EntryId is { } summary ? sums.GetValueOrDefault(summary) : null,
            }),
        ];
    }

    public static async Task<IReadOnlyDictionary<Guid, EntrySide>> Entries(Session session, Guid[] ids, CancellationToken stop)
    {
        await using var command = session.Command(
            """
            SELECT wanted.entry_id, source, transaction_id, revision, part, entry_date, totals::text, posted_at
            FROM unnest($2::uuid[]) AS wanted (entry_id)
                 CROSS JOIN LATERAL (SELECT * FROM reconciliation.ledger_entries
                                     WHERE organisation = $1 AND entry_id = wanted.entry_id LIMIT 1) AS entry
            """
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = ids });
        await using var reader = await command.ExecuteReaderAsync(stop);
        var entries = new Dictionary<Guid, EntrySide>();
        while (await reader.ReadAsync(stop))
            entries.Add(
                reader.GetGuid(0),
                new EntrySide(
                    reader.GetGuid(0),
                    reader.GetString(1),
                    reader.GetString(2),
                    reader.GetInt32(3),
                    reader.GetString(4),
                    reader.GetFieldValue<DateOnly>(5),
                    reader.Totals(6)!,
                    reader.GetFieldValue<DateTimeOffset>(7)
                )
            );
        return entries;
    }

    static async Task<Dictionary<EntryPlace, Refusal>> Refusals(Session session, IReadOnlyList<EntryPlace> places, CancellationToken stop)
    {
        await using var command = session.Command(
            """
            SELECT place.connection, place.entry_id, reason, refused_at
            FROM unnest($2::text[], $3::uuid[]) AS place (connection, entry_id)
                 CROSS JOIN LATERAL (SELECT reason, refused_at FROM reconciliation.platform_refusals
                                     WHERE organisation = $1 AND entry_id = place.entry_id AND connection = place.connection LIMIT 1) AS refused
            """
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        new ItemColumns<EntryPlace>(command.Parameters, places).Value(place => place.Connection).Value(place => place.EntryId);
        await using var reader = await command.ExecuteReaderAsync(stop);
        var refusals = new Dictionary<EntryPlace, Refusal>();
        while (await reader.ReadAsync(stop))
            refusals.Add(
                new EntryPlace(reader.GetString(0), reader.GetGuid(1), PlatformId: null),
                new Refusal(reader.GetString(2), reader.GetFieldValue<DateTimeOffset>(3))
            );
        return refusals;
    }

    /// <summary>Ours first, so that the document which was written first names the entry's place.</summary>
    static async Task<ILookup<EntryPlace, DocumentSide>> Documents(Session session, IReadOnlyList<EntryPlace> places, CancellationToken stop)
    {
        await using var command = session.Command(
            """
            SELECT document.*
            FROM unnest($2::text[], $3::uuid[], $4::text[]) AS place (connection, entry_id, platform_id)
                 CROSS JOIN LATERAL (
                     SELECT connection, entry_id, platform_id, state, totals::text, written_at, detail, seen_at, version
                     FROM reconciliation.documents
                     WHERE organisation = $1 AND connection = place.connection AND entry_id = place.entry_id
                     UNION ALL
                     SELECT connection, entry_id, platform_id, state, totals::text, written_at, detail, seen_at, version
                     FROM reconciliation.documents
                     WHERE organisation = $1 AND connection = place.connection AND platform_id = place.platform_id AND entry_id IS NULL
                 ) AS document
            ORDER BY written_at, platform_id
            """
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        new ItemColumns<EntryPlace>(command.Parameters, places)
            .Value(place => place.Connection)
            .Value(place => place.EntryId)
            .Text(place => place.PlatformId);
        await using var reader = await command.ExecuteReaderAsync(stop);
        var documents = new List<(EntryPlace Place, DocumentSide Document)>();
        while (await reader.ReadAsync(stop))
        {
            var entry = reader.Id(1);
            var document = new DocumentSide(
                reader.GetString(2),
                Enum.Parse<DocumentState>(reader.GetString(3), ignoreCase: true),
                reader.Totals(4),
                reader.Time(5),
                reader.Text(6)
            )
            {
                ChangedAt = reader.Time(7),
                Version = reader.Text(8),
            };
            documents.Add((new EntryPlace(reader.GetString(0), entry, entry is null ? document.PlatformId : null), document));
        }
        return documents.ToLookup(pair => pair.Place, pair => pair.Document);
    }
}
