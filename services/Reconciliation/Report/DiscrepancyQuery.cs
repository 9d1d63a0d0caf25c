using System.Text.Json;
using AccountingSync.Accounting.Reconciliation;
using AccountingSync.Postgres;
using AccountingSync.Reconciliation.Match;
using Npgsql;
using NpgsqlTypes;

namespace AccountingSync.Reconciliation.Report;

/// <summary>A discrepancy; which of the members from source to platform id are set says what it is about.</summary>
/// <param name="OpenedAt">When it was opened last; it may have been resolved in between since <paramref name="FirstSeen"/>.</param>
public sealed record DiscrepancyView(
    Guid Id,
    string Type,
    string? Source,
    string? TransactionId,
    int? Revision,
    Guid? EntryId,
    string? Connection,
    string? PlatformId,
    JsonElement Evidence,
    string State,
    DateTimeOffset FirstSeen,
    DateTimeOffset LastSeen,
    DateTimeOffset OpenedAt,
    int TimesOpened,
    DateTimeOffset? ResolvedAt,
    string? Resolution
);

static class DiscrepancyQuery
{
    public const int MaxListed = 1_000;

    /// <summary>The newest first.</summary>
    /// <param name="state">open, resolved, or null for all.</param>
    public static Task<IReadOnlyList<DiscrepancyView>> List(Session session, string? state, int limit, CancellationToken stop) =>
        List(session, state, DiscrepancyTypes.All, limit, stop);

    /// <summary>Only those of some types, the newest first.</summary>
    public static async Task<IReadOnlyList<DiscrepancyView>> List(
        Session session,
        string? state,
        IReadOnlyList<DiscrepancyType> types,
        int limit,
        CancellationToken stop
    )
    {
        await using var command = session.Command(
            """
            SELECT id, type, source, transaction_id, revision, entry_id, connection, platform_id, evidence::text,
                   state, first_seen, last_seen, opened_at, times_opened, resolved_at, resolution
            FROM reconciliation.discrepancies
            WHERE ($1::text IS NULL OR state = $1) AND type = ANY ($2)
            ORDER BY opened_at DESC, id
            LIMIT $3
            """
        );
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)state ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. types.Select(DiscrepancyTypes.Name)] });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = Math.Clamp(limit, 1, MaxListed) });
        await using var reader = await command.ExecuteReaderAsync(stop);
        var views = new List<DiscrepancyView>();
        while (await reader.ReadAsync(stop))
            views.Add(View(reader));
        return views;
    }

    static DiscrepancyView View(NpgsqlDataReader row) =>
        new(
            row.GetGuid(0),
            row.GetString(1),
            row.Text(2),
            row.Text(3),
            row.IsDBNull(4) ? null : row.GetInt32(4),
            row.Id(5),
            row.Text(6),
            row.Text(7),
            JsonSerializer.Deserialize<JsonElement>(row.GetString(8)),
            row.GetString(9),
            row.GetFieldValue<DateTimeOffset>(10),
            row.GetFieldValue<DateTimeOffset>(11),
            row.GetFieldValue<DateTimeOffset>(12),
            row.GetInt32(13),
            row.Time(14),
            row.Text(15)
        );
}
