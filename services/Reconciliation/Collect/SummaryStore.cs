using System.Text.Json;
using AccountingSync.Accounting;
using AccountingSync.Accounting.Reconciliation;
using AccountingSync.Contracts;

namespace AccountingSync.Reconciliation.Collect;

/// <summary>What PlatformSync says about summaries.</summary>
static class SummaryStore
{
    /// <summary>That one is made is known for good, even when the news that it is to come arrives later; it is
    /// late when the latest time that was told has passed.</summary>
    public static void Summarised(Notes notes, IReadOnlyList<SummarisedEntry> items) =>
        notes
            .Add(
                """
                INSERT INTO reconciliation.summarised AS known (organisation, entry_id, connection, due_at, summary_id)
                SELECT DISTINCT ON (entry_id, connection) $1, entry_id, connection, due_at, summary_id
                FROM unnest($2::uuid[], $3::text[], $4::timestamptz[], $5::uuid[]) AS item (entry_id, connection, due_at, summary_id)
                ORDER BY entry_id, connection, summary_id NULLS LAST, due_at DESC
                ON CONFLICT (organisation, entry_id, connection) DO UPDATE
                SET summary_id = excluded.summary_id, due_at = greatest(known.due_at, excluded.due_at)
                WHERE known.summary_id IS NULL AND (excluded.summary_id IS NOT NULL OR excluded.due_at > known.due_at)
                """,
                items
            )
            .Value(item => item.EntryId)
            .Value(item => item.Connection)
            .Time(item => item.DueAt)
            .Value(item => item.SummaryId);

    public static void Made(Notes notes, IReadOnlyList<MadeSummary> items) =>
        notes
            .Add(
                """
                INSERT INTO reconciliation.ledger_entries
                    (organisation, entry_id, source, transaction_id, revision, part, totals, entry_date, posted_at, only_at)
                SELECT $1, entry_id, source, transaction_id, revision, part, totals::jsonb, entry_date, posted_at, only_at
                FROM unnest($2::uuid[], $3::text[], $4::text[], $5::integer[], $6::text[], $7::text[], $8::date[], $9::timestamptz[], $10::text[])
                    AS item (entry_id, source, transaction_id, revision, part, totals, entry_date, posted_at, only_at)
                ORDER BY entry_id
                ON CONFLICT (organisation, entry_id) DO NOTHING
                """,
                items
            )
            .Value(item => item.SummaryId)
            .Value(item => item.Source)
            .Value(item => item.Name)
            .Value(item => item.Number)
            .Value(_ => EntryPart.Entry)
            .Value(item => JsonSerializer.Serialize(Totals.WithoutZeros(item.Totals)))
            .Value(item => item.Date)
            .Time(item => item.MadeAt)
            .Value(item => item.Connection);
}
