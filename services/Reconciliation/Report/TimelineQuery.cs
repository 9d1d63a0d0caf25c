using AccountingSync.Accounting;
using AccountingSync.Accounting.Reconciliation;
using AccountingSync.Postgres;
using AccountingSync.Reconciliation.Match;
using Npgsql;

namespace AccountingSync.Reconciliation.Report;

/// <summary>What has become of one revision of a source transaction, from end to end.</summary>
public sealed record RevisionTimeline(
    int Revision,
    DateTimeOffset? ReceivedAt,
    DateTimeOffset? OccurredAt,
    string? Kind,
    string? Currency,
    decimal? Gross,
    string Outcome,
    string? Reason,
    string? TraceId,
    IReadOnlyList<EntryTimeline> Entries
);

public sealed record EntryTimeline(
    Guid EntryId,
    string Part,
    DateOnly Date,
    IReadOnlyDictionary<string, decimal> Totals,
    DateTimeOffset PostedAt,
    IReadOnlyList<PlatformTimeline> Platform
);

/// <param name="State">written, refused, edited, deleted or doubled.</param>
public sealed record PlatformTimeline(string Connection, string? PlatformId, string State, DateTimeOffset? WrittenAt, string? Detail);

static class TimelineQuery
{
    public static async Task<IReadOnlyList<RevisionTimeline>> Read(Session session, string source, string id, CancellationToken stop)
    {
        var revisions = await Revisions(session, source, id, stop);
        // Whoever knows the transaction knows the ids of its entries.
        Guid[] ids =
        [
            .. revisions.SelectMany(revision =>
                new[] { EntryPart.Entry, EntryPart.Reversal }.Select(part => EntryId.For(session.Organisation!, source, id, revision.Revision, part))
            ),
        ];
        var entries = await PlatformSides.Entries(session, ids, stop);
        var platform = await Platform(session, ids, stop);
        return
        [
            .. revisions.Select(revision =>
                revision with
                {
                    Entries =
                    [
                        .. entries
                            .Values.Where(entry => entry.Revision == revision.Revision)
                            .OrderBy(entry => entry.Part, StringComparer.Ordinal)
                            .Select(entry => View(entry, [.. platform[entry.EntryId]])),
                    ],
                }
            ),
        ];
    }

    static EntryTimeline View(EntrySide entry, IReadOnlyList<PlatformTimeline> platform) =>
        new(entry.EntryId, entry.Part, entry.Date, entry.Totals, entry.PostedAt, platform);

    static async Task<IReadOnlyList<RevisionTimeline>> Revisions(Session session, string source, string id, CancellationToken stop)
    {
        await using var command = session.Command(
            """
            SELECT revision, received_at, occurred_at, kind, currency, gross, outcome, reason, trace_id
            FROM reconciliation.transactions WHERE organisation = $1 AND source = $2 AND id = $3
            ORDER BY revision
            """
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = source });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = id });
        await using var reader = await command.ExecuteReaderAsync(stop);
        var revisions = new List<RevisionTimeline>();
        while (await reader.ReadAsync(stop))
            revisions.Add(
                new RevisionTimeline(
                    reader.GetInt32(0),
                    reader.Time(1),
                    reader.Time(2),
                    reader.Text(3),
                    reader.Text(4),
                    await reader.IsDBNullAsync(5, stop) ? null : reader.GetDecimal(5),
                    reader.GetString(6),
                    reader.Text(7),
                    reader.Text(8),
                    []
                )
            );
        return revisions;
    }

    /// <summary>A refusal is shown as long as no document is there for the entry.</summary>
    static async Task<ILookup<Guid, PlatformTimeline>> Platform(Session session, Guid[] ids, CancellationToken stop)
    {
        await using var command = session.Command(
            """
            SELECT entry_id, connection, platform_id, state, written_at, detail FROM reconciliation.documents
            WHERE organisation = $1 AND entry_id = ANY ($2)
            UNION ALL
            SELECT refused.entry_id, refused.connection, NULL, 'refused', NULL, refused.reason FROM reconciliation.platform_refusals refused
            WHERE refused.organisation = $1 AND refused.entry_id = ANY ($2)
              AND NOT EXISTS (SELECT FROM reconciliation.platform_entries written
                              WHERE written.organisation = $1 AND written.entry_id = refused.entry_id AND written.connection = refused.connection)
            ORDER BY connection, written_at, platform_id
            """
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.Organisation! });
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = ids });
        await using var reader = await command.ExecuteReaderAsync(stop);
        var views = new List<(Guid EntryId, PlatformTimeline View)>();
        while (await reader.ReadAsync(stop))
            views.Add(
                (reader.GetGuid(0), new PlatformTimeline(reader.GetString(1), reader.Text(2), reader.GetString(3), reader.Time(4), reader.Text(5)))
            );
        return views.ToLookup(pair => pair.EntryId, pair => pair.View);
    }
}
