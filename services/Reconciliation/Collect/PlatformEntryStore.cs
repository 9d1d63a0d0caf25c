using System.Text.Json;
using AccountingSync.Accounting.Reconciliation;
using AccountingSync.Contracts;

namespace AccountingSync.Reconciliation.Collect;

/// <summary>What PlatformSync says about documents in the platforms. The latest word of each kind stays, whichever came first.</summary>
static class PlatformEntryStore
{
    public static void Written(Notes notes, IReadOnlyList<WrittenEntry> items) =>
        notes
            .Add(
                """
                INSERT INTO reconciliation.platform_entries AS known (organisation, entry_id, connection, platform_id, key, totals, written_at, trace_id)
                SELECT DISTINCT ON (entry_id, connection, platform_id) $1, entry_id, connection, platform_id, key, totals::jsonb, written_at, trace_id
                FROM unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::timestamptz[], $8::text[])
                    AS item (entry_id, connection, platform_id, key, totals, written_at, trace_id)
                ORDER BY entry_id, connection, platform_id, written_at DESC, totals::jsonb DESC
                ON CONFLICT (organisation, entry_id, connection, platform_id) DO UPDATE
                SET key = excluded.key, totals = excluded.totals, written_at = excluded.written_at, trace_id = excluded.trace_id
                WHERE (excluded.written_at, excluded.totals) > (known.written_at, known.totals)
                """,
                items
            )
            .Value(item => item.EntryId)
            .Value(item => item.Connection)
            .Value(item => item.PlatformId)
            .Value(item => item.Key)
            .Value(item => JsonSerializer.Serialize(Totals.WithoutZeros(item.Totals)))
            .Time(item => item.WrittenAt)
            .Text(item => TraceId.Of(item.TraceParent));

    public static void Refused(Notes notes, IReadOnlyList<RefusedEntry> items) =>
        notes
            .Add(
                """
                INSERT INTO reconciliation.platform_refusals AS known (organisation, entry_id, connection, reason, refused_at)
                SELECT DISTINCT ON (entry_id, connection) $1, entry_id, connection, reason, refused_at
                FROM unnest($2::uuid[], $3::text[], $4::text[], $5::timestamptz[]) AS item (entry_id, connection, reason, refused_at)
                ORDER BY entry_id, connection, refused_at DESC, reason DESC
                ON CONFLICT (organisation, entry_id, connection) DO UPDATE SET reason = excluded.reason, refused_at = excluded.refused_at
                WHERE (excluded.refused_at, excluded.reason) > (known.refused_at, known.reason)
                """,
                items
            )
            .Value(item => item.EntryId)
            .Value(item => item.Connection)
            .Value(item => item.Reason)
            .Time(item => item.RefusedAt);

    public static void Changed(Notes notes, IReadOnlyList<ChangedEntry> items) =>
        notes
            .Add(
                """
                INSERT INTO reconciliation.platform_changes AS known (organisation, connection, platform_id, entry_id, version, change, detail, seen_at)
                SELECT DISTINCT ON (connection, platform_id) $1, connection, platform_id, entry_id, version, change, detail, seen_at
                FROM unnest($2::text[], $3::text[], $4::uuid[], $5::text[], $6::text[], $7::text[], $8::timestamptz[])
                    AS item (connection, platform_id, entry_id, version, change, detail, seen_at)
                ORDER BY connection, platform_id, seen_at DESC, version DESC, change DESC, detail DESC
                ON CONFLICT (organisation, connection, platform_id) DO UPDATE
                SET entry_id = excluded.entry_id, version = excluded.version, change = excluded.change, detail = excluded.detail, seen_at = excluded.seen_at
                WHERE (excluded.seen_at, excluded.version, excluded.change, excluded.detail) > (known.seen_at, known.version, known.change, known.detail)
                """,
                items
            )
            .Value(item => item.Connection)
            .Value(item => item.PlatformId)
            .Value(item => item.EntryId)
            .Value(item => item.Version)
            .Value(item => item.Change)
            .Value(item => item.Detail)
            .Time(item => item.SeenAt);
}
